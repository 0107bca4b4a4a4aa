import { createHash } from "node:crypto";
import type { Officer } from "../../schemas/answers.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { type Book, type HeldItem, owesAcceptance } from "./book.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { TwinAnswer } from "./protocols/protocol.ts";
import type { Numbers, ReviewPolicy, Verdict } from "./review.ts";

/** Who decides, and on whose behalf. `source` names the department's system in its answers. */
export interface DeskOptions {
  department: string;
  source: string;
  officer: Officer;
  review: ReviewPolicy;
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
  }
};

/** Make a department's desk: what it writes into its ledger when an item is accepted or decided. Reads the book, changes nothing. */
export const makeDesk = ({ department, source, officer, review }: DeskOptions, book: Book) => {
  const answered = (item: HeldItem, content: Content, time: string): LedgerEntry => {
    const { caseId, itemId, latest } = item;
    const webhookId = webhookIdOf(department, item, content.type);
    const answer = { webhookId, source, caseId, itemId, time, ...content } as TwinAnswer;
    return { kind: "Answered", deliveryId: latest.id, answer };
  };

  const accept = (item: HeldItem, time: string): LedgerEntry => {
    const { revision } = item.latest.data;
    return answered(item, { type: "lianban.item.accepted", data: { revision, officer } }, time);
  };

  const verdictOn = (item: HeldItem, nowMs: number): { verdict: Verdict; taken: LedgerEntry[] } => {
    const { numbers, taken } = makeNumbers(book, item.caseId);
    const on = shanghaiDate(new Date(nowMs).toISOString());
    try {
      return { verdict: review({ delivery: item.latest.data, numbers, on }), taken };
    } catch (error) {
      const why = error instanceof Error ? error.message : "the review failed";
      return { verdict: { kind: "undecided", why }, taken: [] };
    }
  };

  return {
    /** The entries that accept an item. */
    accept: (item: HeldItem, nowMs: number): LedgerEntry[] => [accept(item, nextTime(item, nowMs))],
    /** The entries that decide an item; a reordered acceptance follows behind, dated when it was due. */
    decide: (item: HeldItem, nowMs: number): LedgerEntry[] => {
      const { verdict, taken } = verdictOn(item, nowMs);
      const { caseId, itemId, latest } = item;
      if (verdict.kind === "undecided")
        return [{ kind: "Undecided", deliveryId: latest.id, caseId, itemId, why: verdict.why }];
      const common = { revision: latest.data.revision, officer };
      const decision = answered(item, contentOf(verdict, common), nextTime(item, nowMs));
      if (!owesAcceptance(item)) return [...taken, decision];
      const due = Date.parse(item.receivedAt) + item.plan.acceptAfterMs;
      return [...taken, decision, accept(item, new Date(Math.min(due, nowMs - 1)).toISOString())];
    },
  };
};
