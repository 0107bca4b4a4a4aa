import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Append, AppendResult, CaseStore } from "../../ports/case-store.ts";
import type { Clock } from "../../ports/clock.ts";
import { systemClock } from "../shared/clock.ts";
import { aheadSteps, splitAhead, stepsOf } from "./append-transaction.ts";
import { makeCaseErasures } from "./case-erasures.ts";
import { headOf, type Item } from "./case-items.ts";
import { headKey, type ItemKey, inboxKey, licenceKey } from "./case-keys.ts";
import { makeCaseLists } from "./case-lists.ts";
import { loadCase } from "./case-log.ts";
import { claimKey, holdersIn } from "./claims.ts";
import { isWritten } from "./is-written.ts";
import { type LargePayloads, putAway } from "./large-payloads.ts";
import { makeDynamoRegisters } from "./registers.ts";
import { retrying } from "./retrying.ts";
import type { Table } from "./table.ts";
import { writeSteps } from "./write-steps.ts";

/** What the case store rests on. `clock` dates what it notes by itself. */
export interface CaseStoreParts {
  table: Table;
  largePayloads: LargePayloads;
  clock?: Clock;
}

/**
 * The case store on DynamoDB: events, head, worklist, claims, inbox, licence and registers in one transaction. What is
 * due for the relay follows from the table's stream: an append with effects leaves `effectsFrom`, the number of its first
 * event, in the head; every other write of the head takes it out.
 *
 * `load`, `head`, `inbox`, `licence`, `holder`, `holders`, `entriesOf` and `postponedErasures` are strongly consistent;
 * the lists follow within a moment. Limits: 100 items (notes on documents not counted) and 4 MB an append, 400 KB an item.
 */
export const makeDynamoCaseStore = ({
  table,
  largePayloads,
  clock = systemClock,
}: CaseStoreParts): CaseStore => {
  const get = async (key: ItemKey): Promise<Item | undefined> => {
    const { Item } = await table.db.send(
      new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }),
    );
    return Item;
  };

  const head: CaseStore["head"] = async (caseId) => {
    const item = await get(headKey(caseId));
    return item === undefined ? null : headOf(item);
  };

  const inbox: CaseStore["inbox"] = async (scope, id) => {
    const item = await get(inboxKey(scope, id));
    return item === undefined
      ? null
      : { scope, id, digest: item.digest as string, answer: item.answer as string };
  };

  /** DynamoDB need not look at all conditions once one does not hold, so what counts before the result is looked up. */
  const ranked = async (append: Append, result: AppendResult): Promise<AppendResult> => {
    if (result.kind === "Appended" || result.kind === "Repeated") return result;
    const entry = append.inbox === null ? null : await inbox(append.inbox.scope, append.inbox.id);
    if (entry !== null) return { kind: "Repeated", entry };
    if (result.kind === "VersionConflict") return result;
    const current = (await head(append.caseId))?.version ?? 0;
    return current === append.expectedVersion ? result : { kind: "VersionConflict", current };
  };

  return {
    append: async (append) => {
      const { ahead, rest } = splitAhead(append);
      const steps = stepsOf(table, rest);
      for (const portion of aheadSteps(table, append.caseId, ahead))
        await retrying(`documents of case ${append.caseId}`, () => writeSteps(table, portion));
      await putAway(largePayloads, append.caseId, append.events);
      return ranked(
        append,
        await retrying(`an append to case ${append.caseId}`, () => writeSteps(table, steps)),
      );
    },
    load: (caseId, afterSeq = 0) => loadCase(table, largePayloads, caseId, afterSeq),
    head,
    inbox,
    licence: async (licenceId) => {
      const item = await get(licenceKey(licenceId));
      if (item === undefined) return null;
      return { licenceId, caseId: item.caseId as string, licence: item.licence as string };
    },
    replaceLicence: ({ licenceId, caseId, licence }, expected) => {
      const update = {
        TableName: table.name,
        Key: licenceKey(licenceId),
        UpdateExpression: "SET licence = :licence",
        ConditionExpression: "caseId = :caseId AND licence = :expected",
        ExpressionAttributeValues: { ":licence": licence, ":caseId": caseId, ":expected": expected },
      };
      return retrying(`replacing licence ${licenceId}`, () =>
        isWritten(table.db.send(new UpdateCommand(update))),
      );
    },
    holder: async (key) => ((await get(claimKey(key)))?.caseId as string | undefined) ?? null,
    holders: (prefix) => holdersIn(table, prefix),
    ...makeCaseLists(table),
    ...makeDynamoRegisters(table),
    ...makeCaseErasures(table, clock),
  };
};
