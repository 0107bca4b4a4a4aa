import type { DeliveryPlan } from "./dials.ts";
import type { LedgerEntry, PostOutcome } from "./ledger.ts";
import type { TwinAnswer, TwinDelivery } from "./protocols/protocol.ts";

/**
 * An answer and how far it has got. `abandoned`: the hub sent something newer before it was acknowledged. `voided`: an
 * approval the department has undone.
 */
export interface HeldAnswer {
  deliveryId: string;
  answer: TwinAnswer;
  outcome: PostOutcome | "queued" | "abandoned" | "voided";
  status: number | null;
  detail: string;
}

/**
 * One item of one case on the department's desk, or one meeting it is invited to for the item. `latest` is the newest delivery but for reminders, `receivedAt` its
 * arrival; `remindedAt` is when a reminder last came; `answersBefore` counts the answers given before it was last asked.
 */
export interface HeldItem {
  key: string;
  caseId: string;
  itemId: string;
  latest: TwinDelivery;
  plan: DeliveryPlan;
  receivedAt: string;
  remindedAt: string | null;
  answersBefore: number;
  isOpen: boolean;
  undecided: { deliveryId: string; why: string } | null;
  answers: HeldAnswer[];
}

/** A series of numbers: the last that was given, those cases have, and those that were cancelled, never to be given again. */
interface Series {
  last: number;
  byCase: Map<string, string>;
  voided: string[];
}

/** What a department knows: the fold of its ledger. */
export interface Book {
  items: Map<string, HeldItem>;
  seen: Set<string>;
  answers: Map<string, HeldAnswer>;
  series: Map<string, Series>;
}

/** Make an empty book. */
export const makeBook = (): Book => ({
  items: new Map(),
  seen: new Set(),
  answers: new Map(),
  series: new Map(),
});

/** The key of an item of a case in the book. A meeting it is invited to is kept under a key of its own, beside the item. */
const itemKey = (
  { caseId, itemId }: { caseId: string; itemId: string },
  meetingId: string | null = null,
): string => (meetingId === null ? `${caseId}/${itemId}` : `${caseId}/${itemId}/${meetingId}`);

/** What a delivery is about: an item, or a meeting. */
export const keyOfDelivery = ({ data }: TwinDelivery): string => itemKey(data, data.meeting?.id);

/** What an answer is about: an item, or a meeting. */
export const keyOfAnswer = (answer: TwinAnswer): string =>
  itemKey(answer, "meetingId" in answer.data ? answer.data.meetingId : null);

const asks = (delivery: TwinDelivery): boolean =>
  delivery.type === "lianban.item.asked" || delivery.type === "lianban.item.updated";

/** Order of asks: a later round is newer, and within a round a later revision. */
const isNewer = (one: TwinDelivery, other: TwinDelivery): boolean =>
  one.data.round > other.data.round ||
  (one.data.round === other.data.round && one.data.revision > other.data.revision);

/** Deliveries after which nothing is left to do. */
const ends = ({ type }: TwinDelivery): boolean =>
  type === "lianban.item.cancelled" ||
  type === "lianban.case.closed" ||
  type === "lianban.meeting.held" ||
  type === "lianban.meeting.called-off";

/** Whether a delivery changes what the desk works on; an old one that comes late does not, nor an end behind the call to undo. */
const counts = (held: HeldItem | undefined, delivery: TwinDelivery): boolean => {
  if (held === undefined) return true;
  if (held.latest.type === "lianban.item.void" && ends(delivery)) return false;
  return asks(delivery) ? isNewer(delivery, held.latest) : !isNewer(held.latest, delivery);
};

/** A reminder changes nothing but how urgent the ask of its round is; what was left undecided is looked at again. */
const remind = (held: HeldItem | undefined, { data }: TwinDelivery, at: string): void => {
  if (held === undefined || !asks(held.latest) || held.latest.data.round !== data.round) return;
  held.remindedAt = at;
  held.undecided = null;
};

/** An item that ends ends its meetings; a proposal takes the place of earlier ones of its kind. */
const closeMeetings = (book: Book, delivery: TwinDelivery): void => {
  const { type, data } = delivery;
  const isOfOne = type === "lianban.meeting.held" || type === "lianban.meeting.called-off";
  if (isOfOne || !(ends(delivery) || type === "lianban.meeting.proposed")) return;
  for (const held of book.items.values()) {
    const { meeting } = held.latest.data;
    const isOfItem = held.caseId === data.caseId && held.itemId === data.itemId;
    const isReplaced = data.meeting === undefined || meeting?.kind === data.meeting.kind;
    if (meeting !== undefined && isOfItem && isReplaced) held.isOpen = false;
  }
};

const receive = (book: Book, entry: Extract<LedgerEntry, { kind: "Received" }>): void => {
  const { at, delivery, plan } = entry;
  const key = keyOfDelivery(delivery);
  const held = book.items.get(key);
  book.seen.add(delivery.id);
  if (delivery.type === "lianban.item.reminded") {
    remind(held, delivery, at);
    return;
  }
  if (!counts(held, delivery)) return;
  closeMeetings(book, delivery);
  for (const answer of held?.answers ?? []) if (answer.outcome === "queued") answer.outcome = "abandoned";
  const { caseId, itemId } = delivery.data;
  const answers = held?.answers ?? [];
  const before = delivery.type === "lianban.item.updated" ? held : undefined;
  book.items.set(key, {
    ...{ key, caseId, itemId, latest: delivery, plan, receivedAt: at },
    remindedAt: before?.remindedAt ?? null,
    answersBefore: before?.answersBefore ?? answers.length,
    ...{ isOpen: !ends(delivery), undecided: null, answers },
  });
};

const post = (book: Book, entry: Extract<LedgerEntry, { kind: "Posted" }>): void => {
  const held = book.answers.get(entry.webhookId);
  if (held === undefined || held.outcome === "voided") return;
  const { outcome, status, detail } = entry;
  Object.assign(held, { outcome, status, detail });
  if (outcome === "taken")
    for (const series of book.series.values()) series.byCase.delete(held.answer.caseId);
};

const number = (book: Book, entry: Extract<LedgerEntry, { kind: "Numbered" }>): void => {
  const series = book.series.get(entry.series) ?? { last: 0, byCase: new Map(), voided: [] };
  series.last = Math.max(series.last, entry.sequence);
  series.byCase.set(entry.caseId, entry.value);
  book.series.set(entry.series, series);
};

/** Answers with which the desk is done, whatever the hub says of them. */
const closing: ReadonlySet<string> = new Set(["lianban.item.ruled", "lianban.item.voided"]);

const answer = (book: Book, entry: Extract<LedgerEntry, { kind: "Answered" }>): void => {
  const held: HeldAnswer = {
    deliveryId: entry.deliveryId,
    answer: entry.answer,
    outcome: "queued",
    status: null,
    detail: "",
  };
  const item = book.items.get(keyOfAnswer(entry.answer));
  if (item?.latest.id !== entry.deliveryId) held.outcome = "abandoned";
  item?.answers.push(held);
  if (item !== undefined && closing.has(entry.answer.type)) item.isOpen = false;
  book.answers.set(entry.answer.webhookId, held);
};

const leaveUndecided = (book: Book, entry: Extract<LedgerEntry, { kind: "Undecided" }>): void => {
  const item = book.items.get(itemKey(entry));
  if (item !== undefined) item.undecided = { deliveryId: entry.deliveryId, why: entry.why };
};

/** Undo what was given: the approvals of the item, and the case's numbers. */
const undo = (book: Book, entry: Extract<LedgerEntry, { kind: "Voided" }>): void => {
  for (const held of book.items.get(itemKey(entry))?.answers ?? [])
    if (held.answer.type === "lianban.item.approved") held.outcome = "voided";
  for (const { byCase, voided } of book.series.values()) {
    const value = byCase.get(entry.caseId);
    if (value !== undefined) voided.push(value);
    byCase.delete(entry.caseId);
  }
};

/** Enter one line of the ledger into the book. Total: a line that fits nothing changes nothing. */
export const enter = (book: Book, entry: LedgerEntry): void => {
  if (entry.kind === "Received") receive(book, entry);
  else if (entry.kind === "Numbered") number(book, entry);
  else if (entry.kind === "Answered") answer(book, entry);
  else if (entry.kind === "Undecided") leaveUndecided(book, entry);
  else if (entry.kind === "Voided") undo(book, entry);
  else post(book, entry);
};

/** The oldest answer of an item the hub does not have yet; answers of one item leave one at a time, in order. */
export const nextToPost = (item: HeldItem): HeldAnswer | undefined =>
  item.answers.find(({ outcome }) => outcome === "queued");
