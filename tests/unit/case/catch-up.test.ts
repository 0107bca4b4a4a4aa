import { describe, expect, it } from "vitest";
import type { Command, Now } from "../../../functions/case/commands.ts";
import { answers } from "../../support/answers.ts";
import { type History, licenceRecordOf } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { moment } from "../../support/moments.ts";
import { answerSynthetic, approveSynthetic } from "../../support/synthetic-process.ts";
import {
  accepted,
  filed,
  firstAnswer,
  issued,
  keepTime,
  limitsOf,
  looked,
} from "../../support/timed-cases.ts";

/** One act that comes too late, and the records it leaves. */
interface LateAct {
  history: () => History;
  /** The last day on which it is in time, and the first past it. */
  last: Now;
  now: Now;
  act: (history: History, now: Now) => Command;
  records: readonly string[];
}

/** A case that is settled and promised for Friday, 27 November 2026, but not issued. */
const settled = (): History => {
  const history = accepted({ limits: limitsOf(3, 20) });
  approveSynthetic(history, "a", firstAnswer);
  history.perform({ type: "SettleStage" }, firstAnswer);
  return history;
};

/** A case whose applicant withdrew it after `a` was approved: to be undone by 1 December 2026. */
const withdrawn = (): History => {
  const history = filed({ stages: [["a", "b"]] });
  approveSynthetic(history, "a", firstAnswer);
  history.perform({ type: "WithdrawCase", reason: "计划有变" }, firstAnswer);
  const ruling = { department: "dept-lead", isGranted: true, reasons: "同意" } as const;
  history.perform({ type: "RuleOnWithdrawal", ...ruling }, firstAnswer);
  return history;
};

const late: Readonly<Record<string, LateAct>> = {
  approval: {
    history: () => accepted({ limits: limitsOf(3, 20) }),
    last: moment("2026-11-27", "23:00"),
    now: moment("2026-11-28"),
    act: (_, now) => answerSynthetic("a", answers.approved(now)),
    records: ["case-1-a-promised", "case-1-case-promised"],
  },
  issue: {
    history: settled,
    last: moment("2026-11-27", "23:00"),
    now: moment("2026-11-28"),
    act: ({ world, state }) => ({
      type: "IssueLicence",
      record: licenceRecordOf(world, state()),
      signature: "s",
    }),
    records: ["case-1-case-promised"],
  },
  delivery: {
    history: () => issued(filed(), ["a"], firstAnswer),
    last: moment("2026-12-08", "23:00"),
    now: moment("2026-12-09"),
    act: () => ({ type: "DeliverLicence", how: "post", recipient: "张淮河" }),
    records: ["case-1-delivery"],
  },
  undo: {
    history: withdrawn,
    last: moment("2026-12-01", "23:00"),
    now: moment("2026-12-02"),
    act: (_, now) => answerSynthetic("a", answers.voided(now)),
    records: ["case-1-a-undo"],
  },
};

const recordIds = ({ log }: History): string[] =>
  log.flatMap(({ event }) => {
    if (event.type === "ItemOverdue") return [event.accountability.recordId];
    return event.type === "BreachRecorded" ? [event.recordId] : [];
  });

describe("what the dates brought about comes before what is decided", () => {
  it.each(Object.entries(late))(
    "a late %s leaves its record, in the same append and before the act",
    (_, row) => {
      const history = row.history();
      const events = history.perform(row.act(history, row.now), row.now);

      expect(recordIds(history)).toEqual(row.records);
      expect(events.slice(0, row.records.length).map(({ type }) => type)).toEqual(
        row.records.map((id) => (/-a-promised$/.test(id) ? "ItemOverdue" : "BreachRecorded")),
      );
      expect(events.length).toBeGreaterThan(row.records.length);
    },
  );

  it.each(Object.entries(late))("the watch adds no record to a late %s, only the card", (_, row) => {
    const history = row.history();
    history.perform(row.act(history, row.now), row.now);
    const after = looked(history, row.now);

    expect(new Set(after.map(({ type }) => type))).toEqual(new Set(["CardIssued"]));
    expect(after).toHaveLength(row.records.length);
  });

  it.each(Object.entries(late))("a late %s leaves the same records when the watch was first", (_, row) => {
    const [watched, acted] = [row.history(), row.history()];
    watched.perform(keepTime, row.now);
    watched.perform(row.act(watched, row.now), row.now);
    acted.perform(row.act(acted, row.now), row.now);
    acted.perform(keepTime, row.now);

    expect(recordIds(watched)).toEqual(recordIds(acted));
    expect(acted.state().breaches).toEqual(watched.state().breaches);
    expect(Object.keys(acted.state().cards).sort()).toEqual(Object.keys(watched.state().cards).sort());
  });

  it.each(Object.entries(late))("an act in time leaves none: %s", (_, row) => {
    const history = row.history();
    history.perform(row.act(history, row.last), row.last);

    expect(recordIds(history)).toEqual([]);
  });

  it("presumes the acceptance of all that kept silent, whoever of them speaks", () => {
    const history = filed({ stages: [["a", "b", "c"]], limits: limitsOf(10, 20) });
    const now = moment("2026-12-02");

    given(history)
      .when(answerSynthetic("b", answers.approved(now)), now)
      .thenEvents(
        { type: "ItemAccepted", itemId: "a", deemed: true },
        { type: "ItemAccepted", itemId: "b", deemed: true },
        { type: "ItemAccepted", itemId: "c", deemed: true },
        { type: "ItemApproved", itemId: "b" },
      );
  });

  it("warns nobody and gives no card: that is left to the watch", () => {
    const history = accepted({ stages: [["a", "b"]], limits: limitsOf(3, 20) });
    const day = moment("2026-11-27");

    given(history)
      .when(answerSynthetic("a", answers.approved(day)), day)
      .thenEvents({ type: "ItemApproved" });
    expect(looked(history, day).map(({ type }) => type)).toContain("ItemWarned");
  });

  it("adds nothing to a command that is refused or changes nothing", () => {
    const history = accepted({ stages: [["a", "b"]], limits: limitsOf(3, 20) });
    const now = moment("2026-11-30");

    given(history)
      .when({ type: "DeliverLicence", how: "post", recipient: "张淮河" }, now)
      .thenRefused("NoLicence");
    given(history).when({ type: "ContinueCase" }, now).thenEvents();
    given(history).when({ type: "SettleStage" }, now).thenEvents();
  });
});
