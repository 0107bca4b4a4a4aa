import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { makeSqliteCaseStore } from "../../functions/adapters/embedded/case-store.ts";
import { openDatabase } from "../../functions/adapters/embedded/database.ts";
import { makeFileKeys } from "../../functions/adapters/embedded/keys.ts";
import { decodeEvent, verifyChain } from "../../functions/application/event-codec.ts";
import { fold } from "../../functions/case/evolve.ts";
import type { RecordedEvent } from "../../schemas/events.ts";

/** What an auditor finds in the data a hub left behind. */
export interface Audit {
  cases: number;
  byStatus: Record<string, number>;
  /** Everything that must not be, in words. Empty when all is well. */
  faults: string[];
}

const actsTwice = (events: readonly RecordedEvent[]): string[] => {
  const seen = new Set<string>();
  return events.flatMap(({ seq, cause, event }) => {
    const itemId = "itemId" in event ? event.itemId : "";
    if (event.type !== "ItemApproved" && event.type !== "ItemRejected" && event.type !== "CorrectionWished")
      return [];
    const key = `${event.type} ${itemId} ${cause}`;
    if (seen.has(key)) return [`event ${seq} is ${key} for the second time`];
    seen.add(key);
    return [];
  });
};

const countOf = (events: readonly RecordedEvent[], type: string): number =>
  events.filter(({ event }) => event.type === type).length;

const faultsOfCase = (caseId: string, events: readonly RecordedEvent[]): string[] => {
  const state = fold(events);
  const licences = countOf(events, "LicenceIssued");
  return [
    ...actsTwice(events).map((text) => `${caseId}: ${text}`),
    ...(licences > 1 ? [`${caseId}: ${licences} licences`] : []),
    ...(countOf(events, "CaseFiled") === 1 ? [] : [`${caseId}: filed more than once`]),
    ...(state?.status === "issued" && licences !== 1 ? [`${caseId}: issued without a licence`] : []),
    ...(state?.closedAt === null ? [`${caseId}: still ${state.status}`] : []),
  ];
};

const rowFaults = (sql: DatabaseSync): string[] => {
  const count = (text: string): number => Number(sql.prepare(text).get()?.n ?? 0);
  const codes = count(
    "SELECT count(*) AS n FROM (SELECT json_extract(licence, '$.record.codes.uscc') AS code FROM licences GROUP BY code HAVING count(*) > 1)",
  );
  const outbox = count("SELECT count(*) AS n FROM outbox");
  const pending = count("SELECT count(*) AS n FROM deliveries WHERE state = 'pending'");
  return [
    ...(codes === 0 ? [] : [`${codes} codes stand on more than one licence`]),
    ...(outbox === 0 ? [] : [`${outbox} effects were never carried out`]),
    ...(pending === 0 ? [] : [`${pending} messages were never delivered`]),
  ];
};

/** Read the data folder of a stopped hub with its own keys and check every case's log from its first event on. */
export const auditData = async (dataDir: string): Promise<Audit> => {
  const database = openDatabase(join(dataDir, "lianban.db"));
  const store = makeSqliteCaseStore(database, () => undefined);
  const keys = makeFileKeys(join(dataDir, "keys.json"));
  const ids = database.sql
    .prepare("SELECT case_id FROM cases")
    .all()
    .map((row) => String(row.case_id));
  const faults = rowFaults(database.sql);
  for (const caseId of ids) {
    const found = await store.load(caseId);
    if (found === null || found.head.wrappedKey === null) {
      faults.push(`${caseId}: unreadable`);
      continue;
    }
    const broken = verifyChain(caseId, found.events, found.head);
    if (broken !== null) faults.push(`${caseId}: the chain breaks at event ${broken.seq} (${broken.why})`);
    const key = await keys.unwrapDataKey(found.head.wrappedKey);
    faults.push(
      ...faultsOfCase(
        caseId,
        found.events.map((event) => decodeEvent(key, caseId, event)),
      ),
    );
  }
  const byStatus = await store.counts();
  database.close();
  return { cases: ids.length, byStatus, faults };
};
