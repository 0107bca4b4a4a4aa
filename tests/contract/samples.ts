import type { Append, CaseHead, StoredEvent, WorklistRow } from "../../functions/ports/case-store.ts";
import type { Delivery } from "../../functions/ports/deliveries.ts";
import type { RegisterEntry } from "../../schemas/registers.ts";

/** A case number of the sample day; `n` from 0. */
export const caseIdOf = (n: number): string => `340300202611240${String(n).padStart(7, "0")}`;

/** An instant of the sample day, `n` seconds after eight in the morning in Shanghai. */
export const instantOf = (n: number): string =>
  new Date(Date.parse("2026-11-24T00:00:00.000Z") + n * 1_000).toISOString();

/** Stored events `from` … `from + count - 1`, each with a payload of its own. */
export const eventsOf = (from: number, count: number, payload?: Uint8Array): StoredEvent[] =>
  Array.from({ length: count }, (_, index) => {
    const seq = from + index;
    return {
      seq,
      type: "ItemAsked",
      at: instantOf(seq),
      payload: payload ?? new Uint8Array([0, seq, 10, 255, 13]),
      previousHash: `hash-${seq - 1}`,
      hash: `hash-${seq}`,
    };
  });

/** The head of a case that is under review. */
export const headOf = (caseId: string, changes: Partial<CaseHead> = {}): CaseHead => ({
  caseId,
  processId: "company-registration",
  status: "reviewing",
  waitingOn: "department",
  title: "蚌埠淮畔云帆智能装备有限公司",
  applicant: "zhang-san",
  division: "340303",
  revision: 1,
  version: 1,
  lastHash: "hash-1",
  wrappedKey: new Uint8Array([1, 2, 3, 0, 255]),
  filedAt: instantOf(0),
  updatedAt: instantOf(0),
  nextDueOn: null,
  ...changes,
});

/** One append of `count` events (1 unless told) after `expectedVersion`, with nothing beside them. */
export const appendOf = (
  caseId: string,
  expectedVersion: number,
  {
    count = 1,
    head = {},
    ...changes
  }: Partial<Omit<Append, "head">> & { count?: number; head?: Partial<CaseHead> } = {},
): Append => {
  const version = expectedVersion + count;
  return {
    caseId,
    expectedVersion,
    events: eventsOf(expectedVersion + 1, count),
    head: headOf(caseId, { version, lastHash: `hash-${version}`, ...head }),
    worklist: [],
    claims: [],
    inbox: null,
    licence: null,
    entries: [],
    hasEffects: false,
    ...changes,
  };
};

/** A row of the tax department's worklist. */
export const rowOf = (caseId: string, changes: Partial<WorklistRow> = {}): WorklistRow => ({
  caseId,
  itemId: "tax-registration",
  department: "tax",
  status: "asked",
  title: "蚌埠淮畔云帆智能装备有限公司",
  round: 1,
  askedOn: "2026-11-24",
  dueOn: "2026-11-27",
  overdue: false,
  greenChannel: false,
  claimedBy: null,
  ...changes,
});

/** An open accountability record of the tax department. */
export const entryOf = (caseId: string, changes: Partial<RegisterEntry> = {}): RegisterEntry => ({
  register: "accountability",
  caseId,
  id: "tax-registration-1",
  on: "2026-11-24",
  department: "tax",
  isOpen: true,
  data: {
    kind: "accountability",
    recordId: "tax-registration-1",
    breach: "item-promised",
    itemId: "tax-registration",
    dueOn: "2026-11-23",
    on: "2026-11-24",
    responsible: { department: "tax", post: "税务登记岗", person: null },
    status: "open",
  },
  ...changes,
});

/** A message for the tax department about case `n`. */
export const deliveryOf = (id: string, changes: Partial<Delivery> = {}): Delivery => ({
  id,
  caseId: caseIdOf(0),
  itemId: "tax-registration",
  department: "tax",
  type: "lianban.item.asked",
  payload: new TextEncoder().encode(`ciphertext of ${id}`),
  createdAt: instantOf(0),
  ...changes,
});
