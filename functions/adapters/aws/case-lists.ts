import type { CaseStatus } from "../../case/state.ts";
import type { CaseHead, CaseStore } from "../../ports/case-store.ts";
import { headOf, type Item, isListed, worklistRowOf } from "./case-items.ts";
import { partitions } from "./case-keys.ts";
import { countEntries, eachShard, endOfDay, type IndexList, readPage } from "./sharded-query.ts";
import type { Table } from "./table.ts";

const STATUSES = Object.keys({
  reviewing: true,
  "awaiting-applicant": true,
  settled: true,
  issued: true,
  refused: true,
  withdrawn: true,
  returned: true,
} satisfies Record<CaseStatus, true>) as CaseStatus[];

/** The head an item holds, when it belongs to a list. */
const headWhere =
  (belongs: (head: CaseHead) => boolean) =>
  (item: Item): CaseHead | null => {
    const head = headOf(item);
    return belongs(head) ? head : null;
  };

/** Partitions of the cases in some statuses: one a status and shard. */
const statusPartitions = (statuses: readonly string[]): string[] =>
  statuses.flatMap((status) => eachShard((shard) => partitions.status(status, shard)));

const count = async (table: Table, statuses: readonly CaseStatus[]): Promise<Record<string, number>> => {
  const counts = await Promise.all(
    statuses.map(async (status) => {
      const shards = statusPartitions([status]).map((partition) => countEntries(table, "gsi1", partition));
      return [status, (await Promise.all(shards)).reduce((sum, each) => sum + each, 0)] as const;
    }),
  );
  return Object.fromEntries(counts.filter(([, cases]) => cases > 0));
};

/**
 * The lists of the case store, from the table's indexes. These follow the table within a moment, usually well under a
 * second: a row may be missing until then, but none is shown that the table no longer has so.
 */
export const makeCaseLists = (
  table: Table,
): Pick<CaseStore, "search" | "worklist" | "due" | "waitingOnHub" | "counts"> => ({
  search: ({ applicant, status, cursor = null, limit }) => {
    const list: IndexList =
      applicant === undefined
        ? { index: "gsi1", partitions: statusPartitions(status === undefined ? STATUSES : [status]) }
        : { index: "gsi3", partitions: [partitions.applicant(applicant)] };
    const belongs = (head: CaseHead) => status === undefined || head.status === status;
    return readPage(table, { ...list, isBackwards: true, after: cursor }, limit, headWhere(belongs));
  },
  worklist: ({ department, cursor = null, limit }) => {
    const shards = eachShard((shard) => partitions.worklist(department, shard));
    return readPage(table, { index: "gsi1", partitions: shards, after: cursor }, limit, (item) => {
      const row = worklistRowOf(item);
      return isListed(row) && row.department === department ? row : null;
    });
  },
  due: async (on, limit, cursor = null) => {
    const list: IndexList = { index: "gsi2", partitions: eachShard(partitions.due), before: endOfDay(on) };
    const belongs = ({ nextDueOn }: CaseHead) => nextDueOn !== null && nextDueOn <= on;
    const page = await readPage(table, { ...list, after: cursor }, limit, headWhere(belongs));
    return { ...page, rows: page.rows.map(({ caseId, version }) => ({ caseId, version })) };
  },
  waitingOnHub: async (before, limit) => {
    const list: IndexList = { index: "gsi4", partitions: eachShard(partitions.hub), before };
    const belongs = ({ waitingOn, updatedAt }: CaseHead) => waitingOn === "hub" && updatedAt < before;
    return (await readPage(table, list, limit, headWhere(belongs))).rows;
  },
  counts: (statuses = STATUSES) => count(table, statuses),
});
