import type { DeliveryPlan } from "./dials.ts";
import type { LedgerEntry, PostOutcome } from "./ledger.ts";
import type { TwinAnswer, TwinDelivery } from "./protocols/protocol.ts";

/** An answer and how far it has got. `abandoned`: the hub sent something newer before it was acknowledged. */
export interface HeldAnswer {
  deliveryId: string;
  answer: TwinAnswer;
  outcome: PostOutcome | "queued" | "abandoned";
  status: number | null;
  detail: string;
}

/** One item of one case on the department's desk. `latest` is the newest delivery, `receivedAt` its arrival. */
export interface HeldItem {
  key: string;
  caseId: string;
  itemId: string;
  latest: TwinDelivery;
  plan: DeliveryPlan;
  receivedAt: string;
  isOpen: boolean;
  undecided: { deliveryId: string; why: string } | null;
  answers: HeldAnswer[];
}

interface Series {
  last: number;
  byCase: Map<string, string>;
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

/** The key of an item of a case in the book. */
export const itemKey = ({ caseId, itemId }: { caseId: string; itemId: string }): string =>
  `${caseId}/${itemId}`;

const asks = (delivery: TwinDelivery): boolean =>
  delivery.type === "lianban.item.asked" || delivery.type === "lianban.item.updated";

/** Order of asks: a later round is newer, and within a round a later revision. */
const isNewer = (one: TwinDelivery, other: TwinDelivery): boolean =>
  one.data.round > other.data.round ||
  (one.data.round === other.data.round && one.data.revision > other.data.revision);

/** Whether a delivery changes what the desk works on; an old one that comes late does not. */
const counts = (held: HeldItem | undefined, delivery: TwinDelivery): boolean => {
  if (held === undefined) return true;
  return asks(delivery) ? isNewer(delivery, held.latest) : !isNewer(held.latest, delivery);
};

const receive = (book: Book, entry: Extract<LedgerEntry, { kind: "Received" }>): void => {
  const { at, delivery, plan } = entry;
  const key = itemKey(delivery.data);
  const held = book.items.get(key);
  book.seen.add(delivery.id);
  if (!counts(held, delivery)) return;
  for (const answer of held?.answers ?? []) if (answer.outcome === "queued") answer.outcome = "abandoned";
  const { caseId, itemId } = delivery.data;
  const answers = held?.answers ?? [];
  const isOpen = asks(delivery);
  book.items.set(key, {
    ...{ key, caseId, itemId, latest: delivery, plan, receivedAt: at },
    ...{ isOpen, undecided: null, answers },
  });
};

const post = (book: Book, entry: Extract<LedgerEntry, { kind: "Posted" }>): void => {
  const held = book.answers.get(entry.webhookId);
  if (held === undefined) return;
  const { outcome, status, detail } = entry;
  Object.assign(held, { outcome, status, detail });
  if (outcome === "taken")
    for (const series of book.series.values()) series.byCase.delete(held.answer.caseId);
};

const number = (book: Book, entry: Extract<LedgerEntry, { kind: "Numbered" }>): void => {
  const series = book.series.get(entry.series) ?? { last: 0, byCase: new Map() };
  series.last = Math.max(series.last, entry.sequence);
  series.byCase.set(entry.caseId, entry.value);
  book.series.set(entry.series, series);
};

const answer = (book: Book, entry: Extract<LedgerEntry, { kind: "Answered" }>): void => {
  const held: HeldAnswer = {
    deliveryId: entry.deliveryId,
    answer: entry.answer,
    outcome: "queued",
    status: null,
    detail: "",
  };
  const item = book.items.get(itemKey(entry.answer));
  if (item?.latest.id !== entry.deliveryId) held.outcome = "abandoned";
  item?.answers.push(held);
  book.answers.set(entry.answer.webhookId, held);
};

const leaveUndecided = (book: Book, entry: Extract<LedgerEntry, { kind: "Undecided" }>): void => {
  const item = book.items.get(itemKey(entry));
  if (item !== undefined) item.undecided = { deliveryId: entry.deliveryId, why: entry.why };
};

/** Enter one line of the ledger into the book. Total: a line that fits nothing changes nothing. */
export const enter = (book: Book, entry: LedgerEntry): void => {
  if (entry.kind === "Received") receive(book, entry);
  else if (entry.kind === "Numbered") number(book, entry);
  else if (entry.kind === "Answered") answer(book, entry);
  else if (entry.kind === "Undecided") leaveUndecided(book, entry);
  else post(book, entry);
};

/** The oldest answer of an item the hub does not have yet; answers of one item leave one at a time, in order. */
export const nextToPost = (item: HeldItem): HeldAnswer | undefined =>
  item.answers.find(({ outcome }) => outcome === "queued");

const isAcceptance = ({ answer: { type } }: HeldAnswer): boolean => type === "lianban.item.accepted";

/** Something a desk does about an item, and when it is due, in milliseconds since 1970. */
export interface Step {
  kind: "accept" | "decide";
  atMs: number;
}

/** What a desk does next about an item; `null` when it has done everything. */
export const nextStep = (item: HeldItem): Step | null => {
  if (!item.isOpen) return null;
  const { plan, latest } = item;
  const given = item.answers.filter(({ deliveryId }) => deliveryId === latest.id);
  const isDecided =
    item.undecided?.deliveryId === latest.id ||
    given.some((each) => !isAcceptance(each) && each.outcome !== "taken");
  if (isDecided) return null;
  const isAccepted =
    given.some(isAcceptance) ||
    (latest.type === "lianban.item.updated" &&
      item.answers.some((each) => isAcceptance(each) && each.outcome === "acknowledged"));
  const acceptAtMs = Date.parse(item.receivedAt) + plan.acceptAfterMs;
  if (!isAccepted && !plan.reorder) return { kind: "accept", atMs: acceptAtMs };
  return { kind: "decide", atMs: acceptAtMs + plan.decideAfterMs };
};

/** True when a reordered ask has yet to send its acceptance behind the decision. */
export const owesAcceptance = (item: HeldItem): boolean =>
  item.plan.reorder && !item.answers.some((each) => each.deliveryId === item.latest.id && isAcceptance(each));
