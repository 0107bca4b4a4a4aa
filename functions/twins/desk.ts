import { createHash } from "node:crypto";
import type { Officer } from "../../schemas/answers.ts";
import { bilingual } from "../../schemas/message.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { Book, HeldItem } from "./book.ts";
import type { TwinDials } from "./dials.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { TwinAnswer } from "./protocols/protocol.ts";
import type { Numbers, ReviewPolicy, Verdict } from "./review.ts";
import { ruleBy } from "./ruling.ts";
import { owesAcceptance, proceduresSince, type Step } from "./steps.ts";

/** Where its officer stands when they sign in: in the middle of the city the twins are of, in degrees (CGCS2000). */
const SITE = { latitude: 32.9163, longitude: 117.3889 };

/** Who decides, and on whose behalf. `source` names the department's system in its answers; `dials` say how it rules. */
export interface DeskOptions {
  department: string;
  source: string;
  officer: Officer;
  review: ReviewPolicy;
  dials: Pick<TwinDials, "ruling">;
}

/** Numbers as a review takes them: those the case has, else the next; what is new is collected for the ledger. */
const makeNumbers = (book: Book, caseId: string): { numbers: Numbers; taken: LedgerEntry[] } => {
  const taken: LedgerEntry[] = [];
  const given = new Map<string, string>();
  const take: Numbers["take"] = (name, { first, last }, compose) => {
    const series = book.series.get(name);
    const known = given.get(name) ?? series?.byCase.get(caseId);
    if (known !== undefined) return known;
    const sequence = Math.max(series?.last ?? 0, first - 1) + 1;
    if (sequence > last) throw new RangeError(`the series ${name} is used up at ${last}`);
    const value = compose(sequence);
    given.set(name, value);
    taken.push({ kind: "Numbered", series: name, caseId, sequence, value });
    return value;
  };
  return { numbers: { take }, taken };
};

/** The same delivery, kind of answer and try give the same id on every run, and no two answers share one. */
const webhookIdOf = (department: string, item: HeldItem, type: string): string => {
  const tries = item.answers.filter(
    (each) => each.deliveryId === item.latest.id && each.answer.type === type,
  ).length;
  const text = [department, item.latest.id, type, tries].join("|");
  return `msg_${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
};

/** A department's own answers about an item never share an instant, so that their order shows. */
const nextTime = (item: HeldItem, nowMs: number): string => {
  const last = Math.max(0, ...item.answers.map(({ answer }) => Date.parse(answer.time)));
  return new Date(Math.max(nowMs, last + 1)).toISOString();
};

type Content = {
  [T in TwinAnswer["type"]]: Pick<Extract<TwinAnswer, { type: T }>, "type" | "data">;
}[TwinAnswer["type"]];

const contentOf = (
  verdict: Exclude<Verdict, { kind: "undecided" }>,
  common: { revision: number; officer: Officer },
): Content => {
  switch (verdict.kind) {
    case "approved": {
      const { outputs, opinion } = verdict;
      const data = { ...common, outputs, documents: [] };
      return { type: "lianban.item.approved", data: opinion === undefined ? data : { ...data, opinion } };
    }
    case "rejected":
      return { type: "lianban.item.rejected", data: { ...common, reason: verdict.reason } };
    case "correction-required":
      return { type: "lianban.item.correction-required", data: { ...common, wishes: verdict.wishes } };
    case "suspended": {
      const { procedure, reason, plannedWorkingDays } = verdict;
      return { type: "lianban.item.suspended", data: { ...common, procedure, reason, plannedWorkingDays } };
    }
  }
};

const resumption = bilingual("程序已完成，继续审查。", "the procedure is complete; the review goes on");

const engaged = bilingual("当日另有执法检查，不能派员参加。", "an inspection elsewhere takes place that day");

const undoing = (item: HeldItem): string =>
  item.answers.some(({ answer }) => answer.type === "lianban.item.approved")
    ? bilingual(
        "本机关的批准已撤销，所赋编号作废，不再使用。",
        "the approval is undone; its numbers are cancelled and given to nobody else",
      )
    : bilingual("本机关没有该事项的批准记录。", "no approval of this item is on record here");

/** Make a department's desk: what it writes into its ledger at each step of an item. Reads the book, changes nothing. */
export const makeDesk = (
  { department, source, officer, review, dials }: DeskOptions,
  book: Book,
): Readonly<Record<Step["kind"], (item: HeldItem, nowMs: number) => LedgerEntry[]>> => {
  const answered = (item: HeldItem, content: Content, time: string): LedgerEntry => {
    const { caseId, itemId, latest } = item;
    const webhookId = webhookIdOf(department, item, content.type);
    const answer = { webhookId, source, caseId, itemId, time, ...content } as TwinAnswer;
    return { kind: "Answered", deliveryId: latest.id, answer };
  };

  const commonOf = ({ latest }: HeldItem) => ({ revision: latest.data.revision, officer });

  const accept = (item: HeldItem, time: string): LedgerEntry =>
    answered(item, { type: "lianban.item.accepted", data: commonOf(item) }, time);

  const verdictOn = (item: HeldItem, nowMs: number): { verdict: Verdict; taken: LedgerEntry[] } => {
    const { numbers, taken } = makeNumbers(book, item.caseId);
    const on = shanghaiDate(new Date(nowMs).toISOString());
    const procedures = proceduresSince(item);
    try {
      return { verdict: review({ delivery: item.latest.data, procedures, numbers, on }), taken };
    } catch (error) {
      const why = error instanceof Error ? error.message : "the review failed";
      return { verdict: { kind: "undecided", why }, taken: [] };
    }
  };

  return {
    accept: (item, nowMs) => [accept(item, nextTime(item, nowMs))],
    /** A reordered acceptance follows behind, dated when it was due. */
    decide: (item, nowMs) => {
      const { verdict, taken } = verdictOn(item, nowMs);
      const { caseId, itemId, latest } = item;
      if (verdict.kind === "undecided")
        return [{ kind: "Undecided", deliveryId: latest.id, caseId, itemId, why: verdict.why }];
      const decision = answered(item, contentOf(verdict, commonOf(item)), nextTime(item, nowMs));
      if (!owesAcceptance(item)) return [...taken, decision];
      const due = Date.parse(item.receivedAt) + item.plan.acceptAfterMs;
      return [...taken, decision, accept(item, new Date(Math.min(due, nowMs - 1)).toISOString())];
    },
    resume: (item, nowMs) => {
      const data = { ...commonOf(item), result: resumption };
      return [answered(item, { type: "lianban.item.resumed", data }, nextTime(item, nowMs))];
    },
    rule: (item, nowMs) => {
      const objectedItself = item.answers.some(({ answer }) => answer.type === "lianban.item.rejected");
      const data = { ...commonOf(item), ...ruleBy(dials.ruling, { objectedItself }) };
      return [answered(item, { type: "lianban.item.ruled", data }, nextTime(item, nowMs))];
    },
    reply: (item, nowMs) => {
      const meetingId = item.latest.data.meeting?.id ?? "";
      const word = item.plan.declines
        ? ({ reply: "declined", reason: engaged } as const)
        : ({ reply: "confirmed" } as const);
      const data = { ...commonOf(item), meetingId, ...word };
      return [answered(item, { type: "lianban.item.meeting-replied", data }, nextTime(item, nowMs))];
    },
    attend: (item, nowMs) => {
      const meetingId = item.latest.data.meeting?.id ?? "";
      const data = { ...commonOf(item), meetingId, evidence: [], position: SITE };
      return [answered(item, { type: "lianban.item.meeting-attended", data }, nextTime(item, nowMs))];
    },
    undo: (item, nowMs) => {
      const { caseId, itemId, latest } = item;
      const data = { ...commonOf(item), note: undoing(item) };
      const said = answered(item, { type: "lianban.item.voided", data }, nextTime(item, nowMs));
      return [{ kind: "Voided", deliveryId: latest.id, caseId, itemId }, said];
    },
  };
};
