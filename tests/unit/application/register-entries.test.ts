import { describe, expect, it } from "vitest";
import { registerChanges, registersOf } from "../../../functions/application/register-entries.ts";
import { workingDays } from "../../../schemas/limit.ts";
import type { RegisterDataOf, RegisterName } from "../../../schemas/registers.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import { approveSynthetic } from "../../support/synthetic-process.ts";
import { accepted, filed, firstAnswer, issued, limitsOf, looked, say } from "../../support/timed-cases.ts";

/** What a register holds of a case, by id. */
const held = <K extends RegisterName>(history: History, register: K): Record<string, RegisterDataOf<K>> =>
  Object.fromEntries(
    registersOf(history.world, history.state())
      .filter((entry) => entry.register === register)
      .map(({ id, data }) => [id, data as RegisterDataOf<K>]),
  );

/** Two departments that promised three days of twenty: until Friday, 27 November 2026. */
const running = (): History => accepted({ stages: [["a", "b"]], limits: limitsOf(3, 20) });

describe("the register of decisions", () => {
  it("holds what was decided, in how many days, and whether in time", () => {
    const history = running();
    const now = moment("2026-11-26");
    approveSynthetic(history, "a", now);

    expect(held(history, "decision")).toEqual({
      a: {
        kind: "decision",
        processId: "synthetic",
        itemId: "a",
        channel: "window",
        outcome: "approved",
        acceptedOn: "2026-11-24",
        decidedOn: "2026-11-26",
        promised: workingDays(3),
        statutory: workingDays(20),
        actualDays: 2,
        onTheSpot: false,
        onTime: true,
        rounds: 1,
      },
    });
  });

  it("keeps a decision when the item is asked again, and holds the next one in its place", () => {
    const history = running();
    approveSynthetic(history, "a", firstAnswer);
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { shared: 1 }, materials: [] },
      firstAnswer,
    );
    const standing = held(history, "decision").a;
    const now = moment("2026-11-27");
    say(history, "a", answers.rejected(now, { revision: 2 }), now);

    expect(history.item("a").round).toBe(2);
    expect(standing).toMatchObject({
      outcome: "approved",
      decidedOn: "2026-11-24",
      rounds: 1,
      onTheSpot: true,
    });
    expect(held(history, "decision").a).toMatchObject({
      outcome: "rejected",
      decidedOn: "2026-11-27",
      rounds: 2,
    });
  });

  it("keeps a decision of an item that is not needed any more", () => {
    const history = filed({ stages: [["a", "b"]], when: { a: "x" } }, filingMoment, {
      form: { activities: ["x"] },
    });
    approveSynthetic(history, "a", firstAnswer);
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { activities: [] }, materials: [] },
      firstAnswer,
    );

    expect(held(history, "decision").a).toMatchObject({ outcome: "approved", acceptedOn: "2026-11-24" });
  });

  it.each([
    ["in time on its last day", "2026-11-27", true],
    ["late on the next", "2026-11-28", false],
  ] as const)("is %s, whether the watch came by or not", (_, date, onTime) => {
    const [watched, unwatched] = [running(), running()];
    looked(watched, moment(date));
    for (const history of [watched, unwatched]) {
      approveSynthetic(history, "a", moment(date, "12:00"));
      expect(held(history, "decision").a?.onTime).toBe(onTime);
    }
  });

  it.each([
    ["15:30", true],
    ["15:31", false],
  ] as const)("judges a promise in hours by the instant: a decision at %s", (time, onTime) => {
    const promised = { value: 2, unit: "working-hour" } as const;
    const history = accepted({ limits: { promised, statutory: null } }, moment("2026-11-24", "11:30"));
    approveSynthetic(history, "a", moment("2026-11-24", time));

    expect(history.item("a").due.promisedAt).toBe(moment("2026-11-24", "15:30").at);
    expect(held(history, "decision").a?.onTime).toBe(onTime);
  });

  it.each([
    ["approve", "rejected"],
    ["refuse", "rejected"],
    ["suspend", "rejected"],
  ] as const)(
    "tells of a department that objected that it objected, whatever the lead rules (%s)",
    (ruling, outcome) => {
      const history = accepted({ stages: [["a", "b"]], policy: "lead-decides" });
      approveSynthetic(history, "b", firstAnswer);
      say(history, "a", answers.rejected(firstAnswer), firstAnswer);
      const now = moment("2026-11-26");
      const answer = answers.ruled(now, { ruling });
      history.perform({ type: "AnswerItem", itemId: "a", department: "dept-lead", answer }, now);

      expect(held(history, "decision").a).toMatchObject({ outcome, decidedOn: "2026-11-24" });
    },
  );

  it.each([
    ["lead-decides", "approve", "deemed", "2026-12-02"],
    ["lead-decides", "refuse", "rejected", "2026-12-02"],
    ["deemed-consent", null, "deemed", "2026-12-02"],
  ] as const)("tells of silence under %s what came of it", (kind, ruling, outcome, decidedOn) => {
    const history = accepted({
      stages: [["a", "b"]],
      limits: limitsOf(3, 20),
      rows: { a: { silence: { kind, basis: "b" } } },
    });
    approveSynthetic(history, "b", firstAnswer);
    const now = moment("2026-12-02");
    looked(history, now);
    if (ruling !== null) {
      const answer = answers.ruled(now, { ruling });
      history.perform({ type: "AnswerItem", itemId: "a", department: "dept-lead", answer }, now);
    }

    expect(held(history, "decision").a).toMatchObject({ outcome, decidedOn, onTime: false });
  });
});

describe("the registers of cards and of accountability", () => {
  const cardId = "case-1-a-promised-yellow";
  const late = () => {
    const history = running();
    looked(history, moment("2026-11-30"));
    return history;
  };
  const appeal = { type: "AppealCard", cardId, department: "dept-a", grounds: "系统故障" } as const;
  const rule = (isRevoked: boolean) => ({ type: "RuleOnCard", cardId, isRevoked, reasons: "核实" }) as const;

  it("hold a warning without a record, and a card with one", () => {
    const history = running();
    looked(history, moment("2026-11-26"));
    looked(history, moment("2026-11-30"));
    const cards = held(history, "card");

    expect(cards["case-1-a-promised-warning"]).toMatchObject({
      level: "warning",
      recordId: null,
      on: "2026-11-26",
    });
    expect(cards[cardId]).toMatchObject({ level: "yellow", recordId: "case-1-a-promised", on: "2026-11-30" });
    expect(held(history, "accountability")["case-1-a-promised"]).toMatchObject({
      breach: "item-promised",
      dueOn: "2026-11-27",
      responsible: { department: "dept-a", person: "李明" },
      status: "open",
    });
  });

  it.each([
    ["issued", [], "open", true],
    ["appealed", [appeal], "appealed", true],
    ["upheld", [appeal, rule(false)], "upheld", false],
    ["revoked", [rule(true)], "revoked", false],
  ] as const)("follow the card: one that is %s", (status, commands, record, isOpen) => {
    const history = late();
    for (const command of commands) history.perform(command, moment("2026-12-01"));

    const entries = registersOf(history.world, history.state());
    const of = (register: RegisterName, id: string) =>
      entries.find((entry) => entry.register === register && entry.id === id);

    expect(of("card", cardId)?.data).toMatchObject({ status });
    expect(of("accountability", "case-1-a-promised")).toMatchObject({ isOpen, data: { status: record } });
  });

  it("leave a record open until every card of it is ruled upon", () => {
    const history = late();
    looked(history, moment("2026-12-03"));
    history.perform(rule(false), moment("2026-12-03"));

    expect(Object.keys(held(history, "card"))).toContain("case-1-a-promised-red");
    expect(held(history, "accountability")["case-1-a-promised"]?.status).toBe("open");
  });
});

describe("the register of duties", () => {
  it("holds an approval to be undone until it is", () => {
    const history = filed({ stages: [["a", "b"]] });
    approveSynthetic(history, "a", firstAnswer);
    say(history, "b", answers.rejected(firstAnswer), firstAnswer);
    const before = held(history, "duty")["undo-a"];
    say(history, "a", answers.voided(later(firstAnswer, { days: 1 })), later(firstAnswer, { days: 1 }));

    expect(before).toMatchObject({ since: "2026-11-24", dueOn: "2026-12-01", doneOn: null });
    expect(held(history, "duty")["undo-a"]?.doneOn).toBe("2026-11-25");
  });

  it("holds an undoing of an item that came back into the case, until it is done", () => {
    const history = filed({ stages: [["a", "b"]], when: { a: "x" } }, filingMoment, {
      form: { activities: ["x"] },
    });
    approveSynthetic(history, "a", firstAnswer);
    for (const [revision, activities] of [
      [1, []],
      [2, ["x"]],
    ] as const)
      history.perform(
        { type: "CorrectCase", baseRevision: revision, form: { activities }, materials: [] },
        firstAnswer,
      );
    const before = held(history, "duty")["undo-a"];
    say(history, "a", answers.voided(firstAnswer), firstAnswer);

    expect(history.item("a").status).toBe("asked");
    expect(before).toMatchObject({ since: "2026-11-24", doneOn: null });
    expect(held(history, "duty")["undo-a"]?.doneOn).toBe("2026-11-24");
  });

  it("holds a call of the lead until it has ruled, or is not needed any more", () => {
    const [ruled, gone] = [1, 2].map(() => {
      const history = filed(
        { stages: [["a", "b"]], when: { a: "x" }, policy: "lead-decides" },
        filingMoment,
        {
          form: { activities: ["x"] },
        },
      );
      approveSynthetic(history, "b", firstAnswer);
      say(history, "a", answers.rejected(firstAnswer), firstAnswer);
      return history;
    }) as [History, History];
    const now = moment("2026-11-26");
    expect(held(ruled, "duty")["ruling-a"]).toMatchObject({ since: "2026-11-24", doneOn: null });

    const answer = answers.ruled(now);
    ruled.perform({ type: "AnswerItem", itemId: "a", department: "dept-lead", answer }, now);
    gone.perform({ type: "CorrectCase", baseRevision: 1, form: { activities: [] }, materials: [] }, now);

    for (const history of [ruled, gone]) expect(held(history, "duty")["ruling-a"]?.doneOn).toBe("2026-11-26");
  });

  it("holds the delivery of a licence until it is with its holder", () => {
    const history = issued(filed(), ["a"], firstAnswer);
    const before = held(history, "duty")["delivery-case"];
    history.perform({ type: "DeliverLicence", how: "post", recipient: null }, moment("2026-11-27"));

    expect(before).toMatchObject({ dueOn: "2026-12-08", doneOn: null });
    expect(held(history, "duty")["delivery-case"]?.doneOn).toBe("2026-11-27");
  });
});

describe("registerChanges", () => {
  it("gives all of a new case, nothing of one that reads as before, and else what reads otherwise", () => {
    const history = running();
    approveSynthetic(history, "a", firstAnswer);
    const before = history.state();
    approveSynthetic(history, "b", firstAnswer);

    const all = registerChanges(history.world, null, history.state());
    const changed = registerChanges(history.world, before, history.state());

    expect(all.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(changed.map(({ id }) => id)).toEqual(["b"]);
    expect(registerChanges(history.world, before, before)).toEqual([]);
  });
});
