/** A value as DynamoDB's JSON writes it: one member, named after the type. */
export type AttributeJson = Readonly<Record<string, unknown>>;
/** An item as DynamoDB's JSON writes it. */
export type ItemJson = Readonly<Record<string, AttributeJson>>;

/** A list or map costs three bytes, and one more for each element. */
const CONTAINER_BYTES = 3;

const utf8 = (text: string): number => Buffer.byteLength(text, "utf8");

/** About one byte for two significant digits, and one more; one for a sign. */
const numberBytes = (text: string): number => {
  const digits = text.replace(/e.*$/i, "").replaceAll(/[-.]/g, "").replace(/^0+/, "").replace(/0+$/, "");
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith("-") ? 1 : 0);
};

const valueBytes = (value: AttributeJson): number => {
  const [type, content] = Object.entries(value)[0] ?? [];
  switch (type) {
    case "S":
      return utf8(String(content));
    case "N":
      return numberBytes(String(content));
    case "B":
      return Buffer.from(String(content), "base64").byteLength;
    case "SS":
    case "NS":
    case "BS":
      return (content as string[]).reduce((sum, each) => sum + valueBytes({ [type.slice(0, 1)]: each }), 0);
    case "L":
      return (content as AttributeJson[]).reduce((sum, each) => sum + 1 + valueBytes(each), CONTAINER_BYTES);
    case "M":
      return Object.entries(content as ItemJson).reduce(
        (sum, [name, each]) => sum + 1 + utf8(name) + valueBytes(each),
        CONTAINER_BYTES,
      );
    default:
      return 1;
  }
};

/**
 * The size of an item as DynamoDB reckons it, in bytes: names in UTF-8 and values.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemBytes = (item: ItemJson): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name) + valueBytes(value), 0);

const KB = 1_024;

/** How a read was asked for. */
export type Consistency = "eventual" | "strong" | "transactional";

const unitsEach: Readonly<Record<Consistency, number>> = { eventual: 0.5, strong: 1, transactional: 2 };

/** Read units of so many bytes read at once: one for each 4 KB begun, at least one, times the kind of read. */
export const readUnits = (bytes: number, consistency: Consistency): number =>
  Math.max(1, Math.ceil(bytes / (4 * KB))) * unitsEach[consistency];

/** Write units of one item, the larger of before and after: one for each KB begun, at least one. */
export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / KB));
