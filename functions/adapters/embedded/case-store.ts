import type { SQLInputValue } from "node:sqlite";
import type { Append, AppendResult, CaseHead, CaseStore, Claim } from "../../ports/case-store.ts";
import { eventOf, headOf, inboxOf, type Row, worklistRowOf } from "./case-rows.ts";
import type { Database } from "./database.ts";
import { pageOf } from "./page-of.ts";
import { makeSqliteRegisters } from "./registers.ts";
import { IS_LISTED, TURN } from "./schema.ts";

/** The case store on SQLite: events, head, worklist, claims, inbox, registers and outbox in one transaction. */
export const makeSqliteCaseStore = (database: Database, onAppended: () => void): CaseStore => {
  const { sql, write, scrub } = database;
  const registers = makeSqliteRegisters(database);
  const selectHead = sql.prepare("SELECT * FROM cases WHERE case_id = ?");
  const selectVersion = sql.prepare("SELECT version, wrapped_key FROM cases WHERE case_id = ?");
  const selectEvents = sql.prepare("SELECT * FROM events WHERE case_id = ? AND seq > ? ORDER BY seq");
  const insertEvent = sql.prepare(
    "INSERT INTO events (case_id, seq, type, at, payload, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const insertOutbox = sql.prepare(
    `INSERT INTO outbox (case_id, from_seq, to_seq, held) VALUES (?1, ?2, ?3, EXISTS (
       SELECT 1 FROM outbox WHERE case_id = ?1 AND parked_at IS NULL))`,
  );
  const upsertHead = sql.prepare(
    `INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET
     status = excluded.status, waiting_on = excluded.waiting_on, title = excluded.title, revision = excluded.revision,
     version = excluded.version, last_hash = excluded.last_hash, updated_at = excluded.updated_at,
     next_due_on = excluded.next_due_on`,
  );
  const upsertWorklist = sql.prepare(
    "INSERT OR REPLACE INTO worklist VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const selectClaim = sql.prepare("SELECT case_id FROM claims WHERE key = ?");
  const selectHolders = sql.prepare("SELECT DISTINCT case_id FROM claims WHERE key >= ? AND key < ?");
  const insertClaim = sql.prepare("INSERT INTO claims VALUES (?, ?) ON CONFLICT (key) DO NOTHING");
  const deleteClaim = sql.prepare("DELETE FROM claims WHERE key = ? AND case_id = ?");
  const selectInbox = sql.prepare("SELECT * FROM inbox WHERE scope = ? AND id = ?");
  const selectLicence = sql.prepare("SELECT * FROM licences WHERE licence_id = ?");
  const upsertLicence = sql.prepare("INSERT OR REPLACE INTO licences VALUES (?, ?, ?)");
  const replaceLicence = sql.prepare(
    "UPDATE licences SET licence = ? WHERE licence_id = ? AND case_id = ? AND licence = ?",
  );
  const insertInbox = sql.prepare("INSERT INTO inbox VALUES (?, ?, ?, ?)");

  const dropKey = sql.prepare(
    "UPDATE cases SET wrapped_key = NULL WHERE case_id = ? AND wrapped_key IS NOT NULL",
  );

  const insertPostponed = sql.prepare(
    "INSERT INTO postponed_erasures (case_id) VALUES (?) ON CONFLICT (case_id) DO NOTHING",
  );
  const deletePostponed = sql.prepare("DELETE FROM postponed_erasures WHERE case_id = ?");

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

  const writeAll = (append: Append): void => {
    const { caseId, events, head, worklist, claims, inbox, licence, entries, hasEffects } = append;
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
        row.greenChannel ? 1 : 0,
        row.claimedBy,
      );
    for (const { act, key } of claims) (act === "reserve" ? insertClaim : deleteClaim).run(key, caseId);
    if (licence !== null) upsertLicence.run(licence.licenceId, licence.caseId, licence.licence);
    if (inbox !== null) insertInbox.run(inbox.scope, inbox.id, inbox.digest, inbox.answer);
    registers.put(entries);
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
    replaceLicence: ({ licenceId, caseId, licence }, expected) =>
      write(() => replaceLicence.run(licence, licenceId, caseId, expected).changes === 1),
    holders: async (prefix) =>
      selectHolders.all(prefix, `${prefix}\u{10ffff}`).map((row) => row.case_id as string),
    holder: async (key) => (selectClaim.get(key)?.case_id as string | undefined) ?? null,
    search: async ({ applicant, status, cursor, limit }) => {
      const [filedAt = "", caseId = ""] = cursor?.split("|") ?? [];
      const conditions: { holds: string; values: SQLInputValue[] }[] = [];
      if (applicant !== undefined) conditions.push({ holds: "applicant = ?", values: [applicant] });
      // An applicant has few cases, a status has many: `+` keeps the index of the status out of it.
      if (status !== undefined)
        conditions.push({ holds: applicant === undefined ? "status = ?" : "+status = ?", values: [status] });
      if (cursor) conditions.push({ holds: "(filed_at, case_id) < (?, ?)", values: [filedAt, caseId] });
      const where =
        conditions.length === 0 ? "" : `WHERE ${conditions.map(({ holds }) => holds).join(" AND ")}`;
      const rows = all(
        `SELECT * FROM cases ${where} ORDER BY filed_at DESC, case_id DESC LIMIT ?`,
        ...conditions.flatMap(({ values }) => values),
        limit + 1,
      );
      return pageOf(rows.map(headOf), limit, (head) => `${head.filedAt}|${head.caseId}`);
    },
    worklist: async ({ department, cursor, limit }) => {
      const [turn = "", caseId = "", itemId = ""] = cursor?.split("|") ?? [];
      const rows = all(
        `SELECT *, ${TURN} AS turn FROM worklist WHERE department = ?1
         AND ${IS_LISTED}
         AND ${TURN} >= ?2 AND (${TURN}, case_id, item_id) > (?2, ?3, ?4)
         ORDER BY ${TURN}, case_id, item_id LIMIT ?5`,
        department,
        turn,
        caseId,
        itemId,
        limit + 1,
      );
      const page = pageOf(rows, limit, (row) => [row.turn, row.case_id, row.item_id].join("|"));
      return { ...page, rows: page.rows.map(worklistRowOf) };
    },
    register: registers.register,
    entriesOf: registers.entriesOf,
    enter: registers.enter,
    due: async (on, limit, cursor) => {
      const [dueOn = "", caseId = ""] = cursor?.split("|") ?? [];
      const rows = all(
        `SELECT case_id, version, next_due_on FROM cases WHERE next_due_on IS NOT NULL AND next_due_on <= ?1
         AND next_due_on >= ?2 AND (next_due_on, case_id) > (?2, ?3) ORDER BY next_due_on, case_id LIMIT ?4`,
        on,
        dueOn,
        caseId,
        limit + 1,
      );
      const page = pageOf(rows, limit, (row) => `${row.next_due_on}|${row.case_id}`);
      return {
        ...page,
        rows: page.rows.map((row) => ({ caseId: row.case_id as string, version: row.version as number })),
      };
    },
    waitingOnHub: async (before, limit) =>
      all(
        "SELECT * FROM cases WHERE waiting_on = 'hub' AND updated_at < ? ORDER BY updated_at LIMIT ?",
        before,
        limit,
      ).map(headOf),
    counts: async (statuses) =>
      Object.fromEntries(
        (statuses === undefined
          ? all("SELECT status, count(*) AS n FROM cases GROUP BY status")
          : statuses.flatMap((status) =>
              all("SELECT status, count(*) AS n FROM cases WHERE status = ? GROUP BY status", status),
            )
        ).map((row) => [row.status as string, row.n as number]),
      ),
    postponeErasure: async (caseId) => {
      await write(() => insertPostponed.run(caseId));
    },
    postponedErasures: async (limit) =>
      all("SELECT case_id FROM postponed_erasures ORDER BY position LIMIT ?", limit).map(
        (row) => row.case_id as string,
      ),
    destroyKey: async (caseId) => {
      const isDestroyed = await write(() => {
        deletePostponed.run(caseId);
        return dropKey.run(caseId).changes === 1;
      });
      scrub();
      return isDestroyed;
    },
  };
};
