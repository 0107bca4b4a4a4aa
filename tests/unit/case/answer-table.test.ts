import { describe, expect, it } from "vitest";
import type { ItemStatus } from "../../../functions/case/state.ts";
import type { ItemStatus as CatalogStatus } from "../../../functions/catalog/catalog.ts";
import type { Answer, AnswerType } from "../../../schemas/answers.ts";
import { answers } from "../../support/answers.ts";
import { type History, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import { answerSynthetic, syntheticFiling, syntheticWorld } from "../../support/synthetic-process.ts";

const now = later(filingMoment, { minutes: 30 });

const answerTypes: readonly AnswerType[] = [
  "lianban.item.accepted",
  "lianban.item.approved",
  "lianban.item.rejected",
  "lianban.item.correction-required",
  "lianban.item.suspended",
  "lianban.item.resumed",
];

const answerOf: Readonly<Record<AnswerType, () => Answer>> = {
  "lianban.item.accepted": () => answers.accepted(now),
  "lianban.item.approved": () => answers.approved(now),
  "lianban.item.rejected": () => answers.rejected(now),
  "lianban.item.correction-required": () => answers.correctionRequired(now),
  "lianban.item.suspended": () => answers.suspended(now),
  "lianban.item.resumed": () => answers.resumed(now),
};

/** A case in which item `a` stands at a status, while `b` keeps the case from being joined. */
const standing = (status: ItemStatus): History => {
  const inactive: Partial<Record<ItemStatus, CatalogStatus>> = {
    waived: { kind: "suspended", until: null },
    notified: { kind: "transformed", to: "dept-a" },
  };
  const row = inactive[status];
  const history = makeHistory(
    syntheticWorld({
      stages: [["a", "b"]],
      policy: "await-all",
      ...(row === undefined ? {} : { rows: { a: { status: row } } }),
      ...(status === "not-applicable" ? { when: { a: "x" } } : {}),
      ...(status === "waiting"
        ? { parts: { a: { needs: { b: ["bNumber"] } }, b: { yields: ["bNumber"] } } }
        : {}),
    }),
  );
  history.perform(syntheticFiling(), filingMoment);
  const first = moment("2026-11-24", "10:10");
  const ways: Partial<Record<ItemStatus, () => void>> = {
    accepted: () => history.perform(answerSynthetic("a", answers.accepted(first)), first),
    approved: () => history.perform(answerSynthetic("a", answers.approved(first)), first),
    rejected: () => history.perform(answerSynthetic("a", answers.rejected(first)), first),
    correcting: () => history.perform(answerSynthetic("a", answers.correctionRequired(first)), first),
    suspended: () => history.perform(answerSynthetic("a", answers.suspended(first)), first),
    "stood-down": () => history.record([{ type: "ItemStoodDown", itemId: "a", why: "not-needed" }], first),
  };
  ways[status]?.();
  return history;
};

/** What each status takes, written down apart from the rule: a = accepted, + approved, - rejected, ? correction, s suspended, r resumed. */
const table: Readonly<Record<ItemStatus, string>> = {
  "not-applicable": "",
  waived: "",
  notified: "",
  waiting: "",
  asked: "a+-?s",
  accepted: "a+-?s",
  suspended: "ar",
  correcting: "+-?",
  approved: "+-?",
  rejected: "+-?",
  "stood-down": "",
};
const marks: Readonly<Record<AnswerType, string>> = {
  "lianban.item.accepted": "a",
  "lianban.item.approved": "+",
  "lianban.item.rejected": "-",
  "lianban.item.correction-required": "?",
  "lianban.item.suspended": "s",
  "lianban.item.resumed": "r",
};

const cells = (Object.keys(table) as ItemStatus[]).flatMap((status) =>
  answerTypes.map((type) => ({ status, type, isTaken: table[status].includes(marks[type]) })),
);

describe("answerItem: every answer in every status", () => {
  it.each(cells.filter(({ isTaken }) => isTaken))("takes $type while $status", ({ status, type }) => {
    const history = standing(status);

    const decision = history.attempt(answerSynthetic("a", answerOf[type]()), now);

    expect(history.item("a").status).toBe(status);
    expect(decision).toHaveProperty("events");
  });

  it.each(cells.filter(({ isTaken }) => !isTaken))("refuses $type while $status", ({ status, type }) => {
    const history = standing(status);

    const refused = given(history).when(answerSynthetic("a", answerOf[type]()), now);

    expect(history.item("a").status).toBe(status);
    refused.thenRefused(status === "waiting" ? "NotAskedYet" : "NotDecidable");
  });

  it("says which answer met which status", () => {
    const refusal = given(standing("suspended"))
      .when(answerSynthetic("a", answers.approved(now)), now)
      .thenRefused("NotDecidable");

    expect(refusal).toEqual({
      kind: "NotDecidable",
      itemId: "a",
      status: "suspended",
      answer: "lianban.item.approved",
    });
  });
});
