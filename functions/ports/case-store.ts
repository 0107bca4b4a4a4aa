import type { RegisterEntry, RegisterName } from "../../schemas/registers.ts";
import type { CaseStatus } from "../case/state.ts";

/**
 * One event as it rests in the log. `payload` is ciphertext under the case's key; `hash` covers `previousHash`, the
 * plain columns and the ciphertext, so the chain verifies even when the key is gone.
 */
export interface StoredEvent {
  seq: number;
  type: string;
  at: string;
  payload: Uint8Array;
  previousHash: string;
  hash: string;
}

/** Whom an open case waits for; `null` once it is closed. */
export type WaitingOn = "department" | "applicant" | "hub";

/** The plain summary of a case: what lists and the watch need without reading the log. Holds no personal data. */
export interface CaseHead {
  caseId: string;
  processId: string;
  status: CaseStatus;
  waitingOn: WaitingOn | null;
  title: string;
  applicant: string;
  division: string;
  revision: number;
  version: number;
  lastHash: string;
  /** The case's data key under the hub's key; `null` once personal data was taken out of use. */
  wrappedKey: Uint8Array | null;
  filedAt: string;
  updatedAt: string;
  /** The next Asia/Shanghai date on which the watch must look, or `null`. */
  nextDueOn: string | null;
}

/** One row of a department's worklist. */
export interface WorklistRow {
  caseId: string;
  itemId: string;
  department: string;
  status: string;
  title: string;
  round: number;
  askedOn: string | null;
  dueOn: string | null;
  overdue: boolean;
  /** Of a project in the green channel (重大项目绿色通道): these come first. */
  greenChannel: boolean;
  /** The name of the officer who has it in hand. */
  claimedBy: string | null;
}

/** A value only one case may hold. `reserve` by the holder again is fine; `release` frees it for others. */
export interface Claim {
  act: "reserve" | "release";
  key: string;
}

/**
 * The public side of a licence: everything anybody may verify, as JSON. It outlives the personal data of its case,
 * since the register is public (市场主体登记管理条例第三十五条).
 */
export interface LicenceRow {
  licenceId: string;
  caseId: string;
  licence: string;
}

/** A request that acted, remembered so that it never acts twice. `digest` is the SHA-256 of its body, `answer` what was replied. */
export interface InboxEntry {
  scope: string;
  id: string;
  digest: string;
  answer: string;
}

/** Everything one command writes, all or nothing. */
export interface Append {
  caseId: string;
  /** Number of events the caller has folded; 0 for a new case. */
  expectedVersion: number;
  events: readonly StoredEvent[];
  head: CaseHead;
  worklist: readonly WorklistRow[];
  claims: readonly Claim[];
  inbox: InboxEntry | null;
  licence: LicenceRow | null;
  /** Entries of the registers of supervision. One that stands under the same case, register and id is replaced. */
  entries: readonly RegisterEntry[];
  /** Whether any of the events has effects for the relay to carry out. */
  hasEffects: boolean;
}

/** The result of an append. `Taken` names the claim and the case that holds it; `Repeated` returns what was answered. */
export type AppendResult =
  | { kind: "Appended" }
  | { kind: "VersionConflict"; current: number }
  | { kind: "Repeated"; entry: InboxEntry }
  | { kind: "Taken"; key: string; by: string };

/** A page of a list. `cursor` continues it; `null` at the end. */
export interface Page<T> {
  rows: T[];
  cursor: string | null;
}

/** A case the watch must look at, and how many events it has, so that the same case is not looked at twice in vain. */
export interface DueCase {
  caseId: string;
  version: number;
}

/** Which cases to list. Rows come newest first. */
export interface CaseQuery {
  applicant?: string;
  status?: CaseStatus;
  cursor?: string | null;
  limit: number;
}

/** Which worklist rows to list. Rows of the green channel come first; then by due date, those without one last. */
export interface WorklistQuery {
  department: string;
  cursor?: string | null;
  limit: number;
}

/**
 * Which entries of a register to list, oldest first: those whose date lies between `from` and `to`, both inclusive, of
 * one department if named, only the open ones if asked. Entries of one day come in no particular order, but always in
 * the same.
 */
export interface RegisterQuery {
  register: RegisterName;
  from: string;
  to: string;
  department?: string;
  onlyOpen?: boolean;
  cursor?: string | null;
  limit: number;
}

/**
 * The log of all cases and what is derived from it in the same transaction.
 *
 * Once `append` resolves with `Appended` the events are on disk; whatever it returns otherwise, nothing was
 * written. Methods throw only when the store is unreachable or damaged.
 *
 * What is asked about one case, one request or one value is answered as of now. Lists may lag by a moment: `search`,
 * `worklist`, `register`, `due`, `waitingOnHub`, `counts` and `postponedErasures` may miss or still have what was just written.
 */
export interface CaseStore {
  append: (append: Append) => Promise<AppendResult>;
  /** The head and the events after `afterSeq`, in order; `null` for an unknown case. */
  load: (caseId: string, afterSeq?: number) => Promise<{ head: CaseHead; events: StoredEvent[] } | null>;
  head: (caseId: string) => Promise<CaseHead | null>;
  inbox: (scope: string, id: string) => Promise<InboxEntry | null>;
  licence: (licenceId: string) => Promise<LicenceRow | null>;
  /**
   * Put the public side of a licence in the place of the one that reads `expected`; `false`, and nothing written, when
   * it reads otherwise. For a licence whose case is erased; `append` writes all others.
   */
  replaceLicence: (row: LicenceRow, expected: string) => Promise<boolean>;
  /** The case that holds a claimed value, or `null`. */
  holder: (key: string) => Promise<string | null>;
  /**
   * The cases that hold a claim whose key begins with `prefix`, each once. The prefix has two parts or more and ends
   * with a colon, `document:<documentId>:`; the keys it is to find have one part more.
   */
  holders: (prefix: string) => Promise<string[]>;
  search: (query: CaseQuery) => Promise<Page<CaseHead>>;
  worklist: (query: WorklistQuery) => Promise<Page<WorklistRow>>;
  register: (query: RegisterQuery) => Promise<Page<RegisterEntry>>;
  /** All entries of one register about one case, by date and id. Answered as of now. */
  entriesOf: (caseId: string, register: RegisterName) => Promise<RegisterEntry[]>;
  /** Write entries that belong to no command, such as who read what. All or nothing up to 25; replaced as in `append`. */
  enter: (entries: readonly RegisterEntry[]) => Promise<void>;
  /** Open cases the watch must look at on a date: `nextDueOn` on or before it. Oldest first. */
  due: (on: string, limit: number, cursor?: string | null) => Promise<Page<DueCase>>;
  /** Open cases that wait on the hub itself and were last written before an instant. */
  waitingOnHub: (before: string, limit: number) => Promise<CaseHead[]>;
  /** How many cases stand in each status, or in each of those named: open ones stay few, closed ones grow for ever. */
  counts: (statuses?: readonly CaseStatus[]) => Promise<Record<string, number>>;
  /** Note that the erasure of a case waits for its messages. Noting it again changes nothing. */
  postponeErasure: (caseId: string) => Promise<void>;
  /** Cases whose erasure was postponed and whose key is still to be destroyed. Oldest first. */
  postponedErasures: (limit: number) => Promise<string[]>;
  /**
   * Destroy the key of a case: its personal data can never be read again; the chain still verifies. Returns whether
   * there was one; repeating it also clears what a crash left of the key on disk.
   */
  destroyKey: (caseId: string) => Promise<boolean>;
}
