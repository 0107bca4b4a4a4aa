import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Append, AppendResult, Claim } from "../../ports/case-store.ts";
import {
  eventItem,
  headChanges,
  type Item,
  inboxItem,
  licenceItem,
  newHeadItem,
  worklistItem,
} from "./case-items.ts";
import { headKey } from "./case-keys.ts";
import { claimWrite, coalesce, type TransactItem } from "./claims.ts";
import { isInline } from "./large-payloads.ts";
import { registerItems } from "./register-items.ts";
import type { Table } from "./table.ts";
import { updateOf } from "./update-expression.ts";

/** An item as it stood in the way of a write, as DynamoDB gives it; absent when there was none. */
export type Standing = Record<string, AttributeValue> | undefined;

/**
 * One write of an append, and what it comes to when the condition of the write does not hold: a result, or `leave`:
 * the append goes through without this write.
 */
export interface Step {
  write: TransactItem;
  refusal?: (standing: Standing) => AppendResult | "leave";
}

const inboxSteps = ({ name }: Table, { inbox }: Append): Step[] => {
  if (inbox === null) return [];
  const write: TransactItem = {
    Put: {
      TableName: name,
      Item: inboxItem(inbox),
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
  const refusal = (standing: Standing): AppendResult => ({
    kind: "Repeated",
    entry: { ...inbox, digest: standing?.digest?.S ?? "", answer: standing?.answer?.S ?? "" },
  });
  return [{ write, refusal }];
};

const headStep = ({ name }: Table, { caseId, expectedVersion, events, head, hasEffects }: Append): Step => {
  const effectsFrom = hasEffects ? (events[0]?.seq ?? null) : null;
  const write: TransactItem =
    expectedVersion === 0
      ? {
          Put: {
            TableName: name,
            Item: newHeadItem(head, effectsFrom),
            ConditionExpression: "attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        }
      : {
          Update: {
            TableName: name,
            Key: headKey(caseId),
            ...updateOf(headChanges(head, effectsFrom), {
              condition: "version = :expectedVersion",
              values: { ":expectedVersion": expectedVersion },
            }),
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        };
  return {
    write,
    refusal: (standing) => ({ kind: "VersionConflict", current: Number(standing?.version?.N ?? 0) }),
  };
};

const claimSteps = (table: Table, { caseId, claims }: Append): Step[] => {
  const steps = coalesce(claims).map((claim) => ({ claim, write: claimWrite(table, caseId, claim) }));
  const taken =
    (key: string) =>
    (standing: Standing): AppendResult => ({ kind: "Taken", key, by: standing?.caseId?.S ?? "" });
  const reserves = steps.filter(({ claim }) => claim.act === "reserve");
  const releases = steps.filter(({ claim }) => claim.act === "release");
  return [
    ...reserves.map(({ claim, write }): Step => ({ write, refusal: taken(claim.key) })),
    ...releases.map(({ write }): Step => ({ write, refusal: () => "leave" })),
  ];
};

/**
 * What a transaction takes: 100 items of 4 MB in all, of which half a megabyte is left for what is not payload.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-api
 */
const MAX_ITEMS = 100;
const MAX_PAYLOAD_BYTES = 3.5 * 1_024 * 1_024;

const checkFits = ({ caseId, events }: Append, items: number): void => {
  const bytes = events.filter(isInline).reduce((sum, { payload }) => sum + payload.byteLength, 0);
  if (items > MAX_ITEMS || bytes > MAX_PAYLOAD_BYTES)
    throw new Error(
      `an append to case ${caseId} has ${items} items and ${bytes} bytes of payload; a transaction takes ${MAX_ITEMS} items and ${MAX_PAYLOAD_BYTES} bytes: split the command`,
    );
};

const itemsOf = ({ inbox, claims, events, worklist, licence, entries }: Append): number =>
  1 +
  [inbox, licence].filter((each) => each !== null).length +
  coalesce(claims).length +
  events.length +
  worklist.length +
  entries.length;

/** Notes of a case on the documents it uses. Their keys name the case, so nobody else ever holds one. */
const isOfDocument = ({ act, key }: Claim): boolean => act === "reserve" && key.startsWith("document:");

/**
 * An append that is more than one transaction takes, with its notes on documents taken out, to be written ahead of it.
 * One that is left over when the append itself does not go through notes a case that is not there, which holds no
 * document back.
 */
export const splitAhead = (append: Append): { ahead: Claim[]; rest: Append } => {
  if (itemsOf(append) <= MAX_ITEMS) return { ahead: [], rest: append };
  const ahead = append.claims.filter(isOfDocument);
  return { ahead, rest: { ...append, claims: append.claims.filter((claim) => !isOfDocument(claim)) } };
};

/** The writes of claims that go ahead, in portions of one transaction each. */
export const aheadSteps = (table: Table, caseId: string, claims: readonly Claim[]): Step[][] => {
  const steps = claims.map((claim): Step => ({ write: claimWrite(table, caseId, claim) }));
  return Array.from({ length: Math.ceil(steps.length / MAX_ITEMS) }, (_, index) =>
    steps.slice(index * MAX_ITEMS, (index + 1) * MAX_ITEMS),
  );
};

/**
 * The writes of an append, in the order in which their refusals count: a repeated request before another version,
 * another version before a taken value, and a value somebody else holds is left alone. Throws when they are more than
 * one transaction takes.
 */
export const stepsOf = (table: Table, append: Append): Step[] => {
  const { caseId, events, worklist, licence, entries } = append;
  const plain: Item[] = [
    ...events.map((event) => eventItem(caseId, event)),
    ...worklist.map(worklistItem),
    ...(licence === null ? [] : [licenceItem(licence)]),
    ...registerItems(entries),
  ];
  const steps = [
    ...inboxSteps(table, append),
    headStep(table, append),
    ...claimSteps(table, append),
    ...plain.map((item): Step => ({ write: { Put: { TableName: table.name, Item: item } } })),
  ];
  checkFits(append, steps.length);
  return steps;
};
