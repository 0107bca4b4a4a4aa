import type { RegisterData, RegisterEntry, RegisterName } from "../../../schemas/registers.ts";
import type { CaseStore, RegisterQuery } from "../../ports/case-store.ts";
import type { Row } from "./case-rows.ts";
import type { Database } from "./database.ts";
import { pageOf } from "./page-of.ts";

/** The registers of supervision in the hub's SQLite file. */
export interface SqliteRegisters extends Pick<CaseStore, "register" | "entriesOf" | "enter"> {
  /** Put entries; only inside a write of the database. */
  put: (entries: readonly RegisterEntry[]) => void;
}

const entryOf = (row: Row): RegisterEntry => ({
  register: row.register as RegisterName,
  caseId: row.case_id as string,
  id: row.id as string,
  on: row.on_date as string,
  department: row.department as string,
  isOpen: row.is_open === 1,
  data: JSON.parse(row.data as string) as RegisterData,
});

/** The place of an entry within its register: its day, its case and its id. An id may hold a bar, the others do not. */
const placeOf = ({ on, caseId, id }: RegisterEntry): string => [on, caseId, id].join("|");

/** The place to continue behind; at first before all of the first day. */
const startOf = ({ cursor, from }: RegisterQuery): [on: string, caseId: string, id: string] => {
  const [on = from, caseId = "", ...id] = cursor ? cursor.split("|") : [from];
  return [on, caseId, id.join("|")];
};

/**
 * The index that has what a query asks for as one range, in order. It is named in the statement, so that the query
 * fails rather than walks through the table.
 * @see https://www.sqlite.org/lang_indexedby.html
 */
const indexOf = ({ department, onlyOpen = false }: RegisterQuery): string =>
  `registers_${onlyOpen ? "open_" : ""}by_${department === undefined ? "day" : "department"}`;

const listSql = (query: RegisterQuery): string => `
  SELECT * FROM registers INDEXED BY ${indexOf(query)} WHERE register = ?1
  AND (on_date, case_id, id) > (?2, ?3, ?4) AND on_date <= ?5
  ${query.onlyOpen ? "AND is_open = 1" : ""} ${query.department === undefined ? "" : "AND department = ?7"}
  ORDER BY on_date, case_id, id LIMIT ?6`;

/** The registers on SQLite: one row for each entry, its data as JSON. */
export const makeSqliteRegisters = ({ sql, write }: Database): SqliteRegisters => {
  const upsert = sql.prepare("INSERT OR REPLACE INTO registers VALUES (?, ?, ?, ?, ?, ?, ?)");
  const selectOfCase = sql.prepare(
    "SELECT * FROM registers WHERE case_id = ? AND register = ? ORDER BY on_date, id",
  );

  const put = (entries: readonly RegisterEntry[]): void => {
    for (const { caseId, register, id, on, department, isOpen, data } of entries)
      upsert.run(caseId, register, id, on, department, isOpen ? 1 : 0, JSON.stringify(data));
  };

  return {
    put,
    register: async (query) => {
      const { register, to, department, limit } = query;
      const range = [register, ...startOf(query), to, limit + 1];
      const rows = sql
        .prepare(listSql(query))
        .all(...range, ...(department === undefined ? [] : [department])) as Row[];
      return pageOf(rows.map(entryOf), limit, placeOf);
    },
    entriesOf: async (caseId, register) => selectOfCase.all(caseId, register).map(entryOf),
    enter: (entries) => write(() => put(entries)),
  };
};
