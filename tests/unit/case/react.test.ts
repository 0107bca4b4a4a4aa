import { describe, expect, it } from "vitest";
import { react } from "../../../functions/case/react.ts";
import { answerItem, answers } from "../../support/answers.ts";
import {
  approve,
  filedHistory,
  type History,
  issue,
  licenceRecordOf,
  makeHistory,
} from "../../support/case-history.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import { syntheticFiling, syntheticWorld } from "../../support/synthetic-process.ts";

const now = later(filingMoment, { minutes: 30 });

const deliveries = (history: History) =>
  history.effects().flatMap((effect) => (effect.kind === "Deliver" ? [effect] : []));

describe("react", () => {
  it("starts the workflow and delivers one ask to each department asked", () => {
    const history = filedHistory();
    const { caseId } = history.state();

    expect(history.effects()).toEqual([
      { kind: "StartWorkflow", caseId, processId: "company-registration" },
      ...[
        ["enterprise-registration", "market-regulation", 3],
        ["organization-code", "quality-supervision", 4],
        ["tax-registration", "tax", 5],
      ].map(([itemId, department, seq]) => ({
        kind: "Deliver",
        caseId,
        itemId,
        department,
        type: "lianban.item.asked",
        seq,
      })),
    ]);
  });

  it("names the event it came from, so that a repeated effect is the same one", () => {
    const history = filedHistory();
    const asked = history.log.find(({ event }) => event.type === "ItemAsked");

    const twice = asked && [react(asked, history.state()), react(asked, history.state())];

    expect(twice?.[0]).toEqual(twice?.[1]);
    expect(twice?.[0]).toMatchObject([{ seq: asked?.seq }]);
  });

  it("resumes the branch of an item that was approved", () => {
    const history = filedHistory();

    approve(history, "tax-registration", now);

    expect(history.effects()).toEqual([
      { kind: "ResumeItem", caseId: history.state().caseId, itemId: "tax-registration" },
    ]);
  });

  it("shows a department that reviews what changed", () => {
    const history = filedHistory({ mode: "three-numbers" });
    approve(history, "enterprise-registration", now, { n: 1 });

    approve(history, "enterprise-registration", later(now, { minutes: 1 }), { n: 2 });

    expect(deliveries(history)).toMatchObject([
      { itemId: "organization-code", type: "lianban.item.updated" },
    ]);
  });

  it.each([
    ["an acceptance", answers.accepted(now)],
    ["a special procedure", answers.suspended(now)],
    ["a wish for correction that waits for the others", answers.correctionRequired(now)],
  ])("does nothing on %s", (_, answer) => {
    const history = filedHistory();

    history.perform(answerItem("tax-registration", answer), now);

    expect(history.effects()).toEqual([]);
  });

  it("does nothing on alarms", () => {
    const history = filedHistory();

    const events = history.perform({ type: "KeepTime" }, moment("2026-12-21"));

    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set(["ItemAccepted", "ItemOverdue", "ItemWarned", "BreachRecorded", "CardIssued"]),
    );
    expect(history.effects()).toEqual([]);
  });

  it("tells a supervising department of a notified item when the licence is out, and not when the case fails", () => {
    const world = syntheticWorld({
      stages: [["a", "b"]],
      rows: { a: { status: { kind: "transformed", to: "dept-other" } } },
    });
    const settled = () => {
      const history = makeHistory(world);
      history.perform(syntheticFiling(), filingMoment);
      return history;
    };
    const [failed, issued] = [settled(), settled()];
    const record = licenceRecordOf(world, issued.state());

    failed.perform({ type: "WithdrawCase", reason: "计划有变" }, now);
    issued.record([{ type: "LicenceIssued", record, signature: "s" }], now);

    expect(deliveries(failed).map(({ itemId }) => itemId)).toEqual(["b"]);
    expect(deliveries(issued)).toMatchObject([
      { itemId: "b", type: "lianban.case.closed" },
      { itemId: "a", department: "dept-other", type: "lianban.case.closed" },
    ]);
  });

  it("does not tell those who were told to stand down how the case ended", () => {
    const history = filedHistory({ sample: "hazardous-chemicals" });
    const form = {
      ...history.state().form,
      business: { ...(history.state().form.business as object), regulatedActivities: [] },
    };
    const { materials } = history.state();
    history.perform({ type: "CorrectCase", baseRevision: 1, form, materials }, now);

    issue(history, now);

    expect(deliveries(history).map(({ itemId }) => itemId)).not.toContain("hazardous-chemicals-permit");
    expect(deliveries(history)).toHaveLength(3);
  });

  it("has no effect for an item the case does not have", () => {
    const history = filedHistory();
    const event = { type: "ItemUpdated", itemId: "fire-safety", revision: 1, fingerprint: "f" } as const;

    history.record([event], now);

    expect(history.effects()).toEqual([]);
  });
});
