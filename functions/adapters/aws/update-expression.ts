/** The parts of an update that sets and removes whole attributes, on a condition. */
export interface UpdateParts {
  UpdateExpression: string;
  ConditionExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
}

/**
 * The update that sets each attribute to its value and removes those that are `null`. Names are referred to as
 * `#name`, so that none is a reserved word.
 */
export const updateOf = (
  changes: Readonly<Record<string, unknown>>,
  { condition, values = {} }: { condition: string; values?: Record<string, unknown> },
): UpdateParts => {
  const names = Object.keys(changes);
  const set = names.filter((name) => changes[name] !== null);
  const removed = names.filter((name) => changes[name] === null);
  const clauses = [
    ...(set.length === 0 ? [] : [`SET ${set.map((name) => `#${name} = :${name}`).join(", ")}`]),
    ...(removed.length === 0 ? [] : [`REMOVE ${removed.map((name) => `#${name}`).join(", ")}`]),
  ];
  const given = { ...Object.fromEntries(set.map((name) => [`:${name}`, changes[name]])), ...values };
  return {
    UpdateExpression: clauses.join(" "),
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    // DynamoDB refuses an empty one.
    ...(Object.keys(given).length === 0 ? {} : { ExpressionAttributeValues: given }),
  };
};
