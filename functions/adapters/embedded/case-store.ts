import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import type {
  Append,
  AppendResult,
  CaseHead,
  CaseStore,
  Claim,
  InboxEntry,
  StoredEvent,
  WorklistRow,
} from "../../ports/case-store.ts";
import type { Database } from "./database.ts";

type Row = Record<string, SQLOutputValue>;

/** Columns keep the head's names in snake case; the order is that of the upsert. */
const headOf = (row: Row): CaseHead => ({
  caseId: row.case_id as string,
  processId: row.process_id as string,
  status: row.status as CaseHead["status"],
  waitingOn: row.waiting_on as CaseHead["waitingOn"],
  title: row.title as string,
  applicant: row.applicant as string,
  division: row.division as string,
  revision: row.revision as number,
  version: row.version as number,
  lastHash: row.last_hash as string,
  wrappedKey: row.wrapped_key as Uint8Array | null,
  filedAt: row.filed_at as string,
  updatedAt: row.updated_at as string,
  nextDueOn: row.next_due_on as string | null,
});

const eventOf = (row: Row): StoredEvent => ({
  seq: row.seq as number,
  type: row.type as string,
  at: row.at as string,
  payload: row.payload as Uint8Array,
  previousHash: row.previous_hash as string,
  hash: row.hash as string,
});

const worklistRowOf = (row: Row): WorklistRow => ({
  caseId: row.case_id as string,
  itemId: row.item_id as string,
  department: row.department as string,
  status: row.status as string,
  title: row.title as string,
  round: row.round as number,
  askedOn: row.asked_on as string | null,
  dueOn: row.due_on as string | null,
  overdue: row.overdue === 1,
});

const inboxOf = (row: Row): InboxEntry => ({
  scope: row.scope as string,
  id: row.id as string,
  digest: row.digest as string,
  answer: row.answer as string,
});

/** Rows of a page and the cursor after its last; one row more than asked for is read to know whether there is a next. */
export const pageOf = <T>(
  rows: T[],
  limit: number,
  cursorOf: (row: T) => string,
): { rows: T[]; cursor: string | null } => {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, cursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
};

/** The case store on SQLite: events, head, worklist, claims, inbox and outbox in one transaction. */
export const makeSqliteCaseStore = ({ sql, write }: Database, onAppended: () => void): CaseStore => {
  const selectHead = sql.prepare("SELECT * FROM cases WHERE case_id = ?");
  const selectVersion = sql.prepare("SELECT version, wrapped_key FROM cases WHERE case_id = ?");
  const selectEvents = sql.prepare("SELECT * FROM events WHERE case_id = ? AND seq > ? ORDER BY seq");
  const insertEvent = sql.prepare(
    "INSERT INTO events (case_id, seq, type, at, payload, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const insertOutbox = sql.prepare("INSERT INTO outbox (case_id, from_seq, to_seq) VALUES (?, ?, ?)");
  const upsertHead = sql.prepare(
    `INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET
     status = excluded.status, waiting_on = excluded.waiting_on, title = excluded.title, revision = excluded.revision,
     version = excluded.version, last_hash = excluded.last_hash, updated_at = excluded.updated_at,
     next_due_on = excluded.next_due_on`,
  );
  const upsertWorklist = sql.prepare("INSERT OR REPLACE INTO worklist VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const selectClaim = sql.prepare("SELECT case_id FROM claims WHERE key = ?");
  const insertClaim = sql.prepare("INSERT OR IGNORE INTO claims VALUES (?, ?)");
  const deleteClaim = sql.prepare("DELETE FROM claims WHERE key = ? AND case_id = ?");
  const selectInbox = sql.prepare("SELECT * FROM inbox WHERE scope = ? AND id = ?");
  const selectLicence = sql.prepare("SELECT * FROM licences WHERE licence_id = ?");
  const upsertLicence = sql.prepare("INSERT OR REPLACE INTO licences VALUES (?, ?, ?)");
  const insertInbox = sql.prepare("INSERT INTO inbox VALUES (?, ?, ?, ?)");

  const conflictOf = ({ caseId, expectedVersion, inbox, claims }: Append): AppendResult | null => {
    const seen = inbox === null ? undefined : selectInbox.get(inbox.scope, inbox.id);
    if (seen !== undefined) return { kind: "Repeated", entry: inboxOf(seen) };
    const current = (selectVersion.get(caseId)?.version as number | undefined) ?? 0;
    if (current !== expectedVersion) return { kind: "VersionConflict", current };
    return takenOf(caseId, claims);
  };

  const takenOf = (caseId: string, claims: readonly Claim[]): AppendResult | null => {
    for (const { act, key } of claims) {
      const by = act === "reserve" ? selectClaim.get(key)?.case_id : undefined;
      if (by !== undefined && by !== caseId) return { kind: "Taken", key, by: by as string };
    }
    return null;
  };

  const writeHead = (head: CaseHead): void => {
    upsertHead.run(
      head.caseId,
      head.processId,
      head.status,
      head.waitingOn,
      head.title,
      head.applicant,
      head.division,
      head.revision,
      head.version,
      head.lastHash,
      head.wrappedKey,
      head.filedAt,
      head.updatedAt,
      head.nextDueOn,
    );
  };

  const writeAll = ({ caseId, events, head, worklist, claims, inbox, licence, hasEffects }: Append): void => {
    for (const event of events) {
      insertEvent.run(caseId, event.seq, event.type, event.at, event.payload, event.previousHash, event.hash);
    }
    if (hasEffects) insertOutbox.run(caseId, events[0]?.seq ?? 0, head.version);
    writeHead(head);
    for (const row of worklist)
      upsertWorklist.run(
        row.caseId,
        row.itemId,
        row.department,
        row.status,
        row.title,
        row.round,
        row.askedOn,
        row.dueOn,
        row.overdue ? 1 : 0,
      );
    for (const { act, key } of claims) (act === "reserve" ? insertClaim : deleteClaim).run(key, caseId);
    if (licence !== null) upsertLicence.run(licence.licenceId, licence.caseId, licence.licence);
    if (inbox !== null) insertInbox.run(inbox.scope, inbox.id, inbox.digest, inbox.answer);
  };

  const all = (text: string, ...values: SQLInputValue[]): Row[] => sql.prepare(text).all(...values) as Row[];

  return {
    append: async (append) => {
      const result = await write((): AppendResult => {
        const conflict = conflictOf(append);
        if (conflict !== null) return conflict;
        writeAll(append);
        return { kind: "Appended" };
      });
      if (result.kind === "Appended" && append.hasEffects) onAppended();
      return result;
    },
    load: async (caseId, afterSeq = 0) => {
      const head = selectHead.get(caseId);
      return head === undefined
        ? null
        : { head: headOf(head), events: selectEvents.all(caseId, afterSeq).map(eventOf) };
    },
    head: async (caseId) => {
      const row = selectHead.get(caseId);
      return row === undefined ? null : headOf(row);
    },
    inbox: async (scope, id) => {
      const row = selectInbox.get(scope, id);
      return row === undefined ? null : inboxOf(row);
    },
    licence: async (licenceId) => {
      const row = selectLicence.get(licenceId);
      if (row === undefined) return null;
      return { licenceId, caseId: row.case_id as string, licence: row.licence as string };
    },
    holder: async (key) => (selectClaim.get(key)?.case_id as string | undefined) ?? null,
    search: async ({ applicant, status, cursor, limit }) => {
      const rows = all(
        `SELECT * FROM cases WHERE (?1 IS NULL OR applicant = ?1) AND (?2 IS NULL OR status = ?2)
         AND (?3 IS NULL OR case_id < ?3) ORDER BY case_id DESC LIMIT ?4`,
        applicant ?? null,
        status ?? null,
        cursor ?? null,
        limit + 1,
      );
      return pageOf(rows.map(headOf), limit, (head) => head.caseId);
    },
    worklist: async ({ department, cursor, limit }) => {
      const [dueOn = "", caseId = "", itemId = ""] = cursor?.split("|") ?? [];
      const rows = all(
        `SELECT * FROM worklist WHERE department = ?1 AND status IN ('asked', 'accepted', 'suspended', 'correcting')
         AND (coalesce(due_on, '9999-12-31'), case_id, item_id) > (?2, ?3, ?4)
         ORDER BY coalesce(due_on, '9999-12-31'), case_id, item_id LIMIT ?5`,
        department,
        dueOn,
        caseId,
        itemId,
        limit + 1,
      );
      const cursorOf = (row: WorklistRow) => [row.dueOn ?? "9999-12-31", row.caseId, row.itemId].join("|");
      return pageOf(rows.map(worklistRowOf), limit, cursorOf);
    },
    due: async (on, limit) =>
      all(
        "SELECT case_id FROM cases WHERE next_due_on IS NOT NULL AND next_due_on <= ? ORDER BY next_due_on, case_id LIMIT ?",
        on,
        limit,
      ).map((row) => row.case_id as string),
    waitingOnHub: async (before, limit) =>
      all(
        "SELECT * FROM cases WHERE waiting_on = 'hub' AND updated_at < ? ORDER BY updated_at LIMIT ?",
        before,
        limit,
      ).map(headOf),
    counts: async () =>
      Object.fromEntries(
        all("SELECT status, count(*) AS n FROM cases GROUP BY status").map((row) => [row.status, row.n]),
      ),
    destroyKey: (caseId) =>
      write(
        () =>
          sql
            .prepare("UPDATE cases SET wrapped_key = NULL WHERE case_id = ? AND wrapped_key IS NOT NULL")
            .run(caseId).changes === 1,
      ),
  };
};
