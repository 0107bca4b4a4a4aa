import type { Procedure } from "../../schemas/answers.ts";
import type { HeldAnswer, HeldItem } from "./book.ts";

/** Something a desk does about an item, and when it is due, in milliseconds since 1970. */
export interface Step {
  kind: "accept" | "decide" | "resume" | "rule" | "undo" | "reply" | "attend";
  atMs: number;
}

const isAcceptance = ({ answer: { type } }: HeldAnswer): boolean => type === "lianban.item.accepted";

/** Beginnings and ends of procedures since the item was last asked, those the hub never got left out. */
const proceduresOf = ({ answers, answersBefore }: HeldItem) =>
  answers.slice(answersBefore).flatMap(({ answer, outcome }) => {
    if (outcome === "abandoned") return [];
    return answer.type === "lianban.item.suspended" || answer.type === "lianban.item.resumed" ? [answer] : [];
  });

/** The procedures an item has been held up for since it was last asked, the one under way included. */
export const proceduresSince = (item: HeldItem): Procedure[] =>
  proceduresOf(item).flatMap((answer) =>
    answer.type === "lianban.item.suspended" ? [answer.data.procedure] : [],
  );

const isHeldUp = (item: HeldItem): boolean => proceduresOf(item).at(-1)?.type === "lianban.item.suspended";

/** Whether an answer leaves nothing more to say: a decision the hub has or will have, or anything it refused. */
const isFinal = ({ answer: { type }, outcome }: HeldAnswer): boolean => {
  if (type === "lianban.item.accepted" || outcome === "taken") return false;
  const isOnTheWay = type === "lianban.item.suspended" || type === "lianban.item.resumed";
  return !isOnTheWay || outcome === "refused";
};

/** Accept, and decide; a procedure in between lasts as long as a decision takes, and so does the decision after it. */
const reviewStep = (item: HeldItem): Step | null => {
  const { plan, latest } = item;
  const given = item.answers.filter(({ deliveryId }) => deliveryId === latest.id);
  if (item.undecided?.deliveryId === latest.id || given.some(isFinal)) return null;
  const isAccepted =
    given.some(isAcceptance) ||
    (latest.type === "lianban.item.updated" &&
      item.answers.some((each) => isAcceptance(each) && each.outcome === "acknowledged"));
  const acceptAtMs = Date.parse(item.receivedAt) + plan.acceptAfterMs;
  const remindedAtMs = item.remindedAt === null ? Number.POSITIVE_INFINITY : Date.parse(item.remindedAt);
  const atLatestReminded = (atMs: number): number => Math.min(atMs, remindedAtMs);
  if (!isAccepted && !plan.reorder) return { kind: "accept", atMs: atLatestReminded(acceptAtMs) };
  const decideAtMs = acceptAtMs + plan.decideAfterMs;
  if (isHeldUp(item)) return { kind: "resume", atMs: decideAtMs + plan.decideAfterMs };
  const heldUpMs =
    2 * plan.decideAfterMs * given.filter(({ answer }) => answer.type === "lianban.item.resumed").length;
  return { kind: "decide", atMs: atLatestReminded(decideAtMs + heldUpMs) };
};

/** Reply to an invitation, then be there when the meeting begins, unless it stays away. */
const meetingStep = ({ plan, latest, receivedAt, answers }: HeldItem): Step | null => {
  const gave = (type: HeldAnswer["answer"]["type"]): boolean =>
    answers.some(({ answer, outcome }) => answer.type === type && outcome !== "abandoned");
  if (!gave("lianban.item.meeting-replied"))
    return { kind: "reply", atMs: Date.parse(receivedAt) + plan.acceptAfterMs };
  const { meeting } = latest.data;
  if (meeting === undefined || plan.absent || gave("lianban.item.meeting-attended")) return null;
  return { kind: "attend", atMs: Date.parse(meeting.startsAt) };
};

/** What a desk does next about an item; `null` when it has done everything. A reminder brings a late answer forward. */
export const nextStep = (item: HeldItem): Step | null => {
  if (!item.isOpen) return null;
  const receivedAtMs = Date.parse(item.receivedAt);
  switch (item.latest.type) {
    case "lianban.item.void":
      return { kind: "undo", atMs: receivedAtMs + item.plan.acceptAfterMs };
    case "lianban.meeting.proposed":
      return meetingStep(item);
    case "lianban.item.ruling-wanted":
      return { kind: "rule", atMs: receivedAtMs + item.plan.decideAfterMs };
    default:
      return reviewStep(item);
  }
};

/** True when a reordered ask has yet to send its acceptance behind the decision. */
export const owesAcceptance = (item: HeldItem): boolean =>
  item.plan.reorder && !item.answers.some((each) => each.deliveryId === item.latest.id && isAcceptance(each));
