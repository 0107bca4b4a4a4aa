import { describe, expect, it } from "vitest";
import type { OwnAnswerType } from "../../../functions/case/answer-events.ts";
import type { ItemStatus } from "../../../functions/case/state.ts";
import type { ItemStatus as CatalogStatus } from "../../../functions/catalog/catalog.ts";
import type { Answer } from "../../../schemas/answers.ts";
import { answers } from "../../support/answers.ts";
import { type History, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import { answerSynthetic, syntheticFiling, syntheticWorld } from "../../support/synthetic-process.ts";

const now = later(filingMoment, { minutes: 30 });

const answerOf: Readonly<Record<OwnAnswerType, () => Answer>> = {
  "lianban.item.accepted": () => answers.accepted(now),
  "lianban.item.approved": () => answers.approved(now),
  "lianban.item.rejected": () => answers.rejected(now),
  "lianban.item.correction-required": () => answers.correctionRequired(now),
  "lianban.item.suspended": () => answers.suspended(now),
  "lianban.item.resumed": () => answers.resumed(now),
  "lianban.item.extended": () => answers.extended(now),
  "lianban.item.forwarded": () => answers.forwarded(now),
};
const answerTypes = Object.keys(answerOf) as OwnAnswerType[];

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
      policy: "lead-decides",
      rows: { a: row === undefined ? {} : { status: row } },
      ...(status === "not-applicable" ? { when: { a: "x" } } : {}),
      ...(status === "waiting"
        ? { parts: { a: { needs: { b: ["bNumber"] } }, b: { yields: ["bNumber"] } } }
        : {}),
    }),
  );
  history.perform(syntheticFiling(), filingMoment);
  const first = moment("2026-11-24", "10:10");
  const { fingerprint } = history.item("a");
  const silence = { itemId: "a", dueOn: first.on, basis: "b", on: first.on };
  const ruling = {
    itemId: "a",
    lead: "dept-lead",
    ruling: "approve" as const,
    reasons: "r",
    reasonsDueOn: null,
    officer: { name: "李明" },
    on: first.on,
  };
  const ways: Partial<Record<ItemStatus, () => void>> = {
    accepted: () => history.perform(answerSynthetic("a", answers.accepted(first)), first),
    approved: () => history.perform(answerSynthetic("a", answers.approved(first)), first),
    rejected: () => history.perform(answerSynthetic("a", answers.rejected(first)), first),
    correcting: () => history.perform(answerSynthetic("a", answers.correctionRequired(first)), first),
    suspended: () => history.perform(answerSynthetic("a", answers.suspended(first)), first),
    forwarded: () => history.perform(answerSynthetic("a", answers.forwarded(first)), first),
    silent: () => history.record([{ type: "ItemFellSilent", ...silence }], first),
    deemed: () => history.record([{ type: "ItemDeemedConsent", fingerprint, ...silence }], first),
    overruled: () => history.record([{ type: "LeadRuled", fingerprint, ...ruling }], first),
    "stood-down": () => history.record([{ type: "ItemStoodDown", itemId: "a", why: "not-needed" }], first),
  };
  ways[status]?.();
  return history;
};

/**
 * What each status takes, written down apart from the rule: a = accepted, + approved, - rejected, ? correction,
 * s suspended, r resumed, e extended, f forwarded.
 */
const table: Readonly<Record<ItemStatus, string>> = {
  "not-applicable": "",
  waived: "",
  notified: "",
  waiting: "",
  asked: "a+-?sf",
  accepted: "a+-?sef",
  suspended: "are",
  forwarded: "a+-?ef",
  silent: "+-?",
  deemed: "",
  overruled: "",
  correcting: "+-?",
  approved: "+-?",
  rejected: "+-?",
  "stood-down": "",
};
const marks: Readonly<Record<OwnAnswerType, string>> = {
  "lianban.item.accepted": "a",
  "lianban.item.approved": "+",
  "lianban.item.rejected": "-",
  "lianban.item.correction-required": "?",
  "lianban.item.suspended": "s",
  "lianban.item.resumed": "r",
  "lianban.item.extended": "e",
  "lianban.item.forwarded": "f",
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
