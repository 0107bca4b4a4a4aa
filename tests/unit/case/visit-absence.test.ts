import { describe, expect, it } from "vitest";
import { joinsOf } from "../../../functions/application/licence-proof.ts";
import type { Now } from "../../../functions/case/commands.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { licenceRecordOf } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { later, moment } from "../../support/moments.ts";
import { answerSynthetic, approveSynthetic } from "../../support/synthetic-process.ts";
import { filed, firstAnswer } from "../../support/timed-cases.ts";
import {
  attend,
  callOff,
  during,
  hold,
  propose,
  reply,
  surveyed,
  visitStart,
} from "../../support/visit-cases.ts";

const told = (history: History): string[] =>
  history.effects().flatMap((each) => (each.kind === "Deliver" ? [`${each.type} ${each.itemId}`] : []));

/** A visit at 09:30 on the 26th, a Thursday, that was proposed at some time and that nobody came to. */
const missed = (proposedAt: Now, synthetic: Parameters<typeof surveyed>[0] = {}): History => {
  const history = surveyed(synthetic);
  history.perform(propose(), proposedAt);
  history.perform(hold(), during);
  return history;
};

const consequences = (history: History): string[] =>
  history
    .state()
    .meetings.flatMap(({ held }) => held?.absent ?? [])
    .map(({ item, consequence }) => `${item} ${consequence}`);

describe("notice of a visit", () => {
  it("is a whole working day between: then who stays away is presumed to consent", () => {
    expect(consequences(missed(moment("2026-11-24", "23:59")))).toEqual([
      "a deemed-consent",
      "b deemed-consent",
      "c deemed-consent",
    ]);
  });

  it.each(["2026-11-25", "2026-11-26"])("is too short on %s: who stays away is asked", (day) => {
    const history = missed(moment(day, "08:00"));

    expect(consequences(history)).toEqual(["a must-answer", "b must-answer", "c must-answer"]);
    expect(history.item("a")).toMatchObject({ status: "asked", round: 1 });
  });

  it("counts no day off between", () => {
    const filing = moment("2026-11-27", "10:00");
    const history = filed(surveyedProcess, filing);
    history.perform(
      propose({ startsAt: "2026-11-30T01:30:00Z", endsAt: "2026-11-30T03:30:00Z" }),
      later(filing, { minutes: 5 }),
    );
    history.perform(hold(), moment("2026-11-30", "10:00"));

    expect(consequences(history)).toEqual(["a must-answer", "b must-answer", "c must-answer"]);
  });

  it("begins anew with another proposal, for those to whom it is sent", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);
    history.perform(propose({ place: "北门" }), moment("2026-11-25", "17:00"));
    history.perform(hold(history.state().meetings.at(-1)?.meetingId), during);

    expect(consequences(history)).toEqual(["a must-answer", "b must-answer", "c must-answer"]);
  });

  it("that was too short leaves a department free to ask for a visit of its own", () => {
    const wish = (history: History) =>
      history.attempt(answerSynthetic("b", answers.suspended(during, { procedure: "site-visit" })), during);
    const safe = { rows: { b: { isSafetyCritical: true } } };

    expect(wish(missed(firstAnswer, safe))).toMatchObject({ refusal: { kind: "VisitMissed" } });
    expect(wish(missed(moment("2026-11-25"), safe))).toMatchObject({
      events: [{}, { type: "ItemSuspended" }],
    });
  });
});

const surveyedProcess = {
  stages: [["a", "b", "c"]],
  visits: {
    0: {
      kind: "site-survey" as const,
      proposeWithin: { value: 2, unit: "working-day" as const },
      within: { value: 10, unit: "working-day" as const },
      notice: { value: 1, unit: "working-day" as const },
      absence: { rule: "deemed-consent" as const, basis: "依据" },
      basis: "依据",
    },
  },
};

describe("a procedure the law knows", () => {
  it.each(["inspection", "testing"] as const)(
    "%s is no visit, and not refused to who stayed away",
    (procedure) => {
      const history = missed(firstAnswer, { rows: { b: { isSafetyCritical: true } } });

      given(history)
        .when(answerSynthetic("b", answers.suspended(during, { procedure, plannedWorkingDays: 5 })), during)
        .thenEvents({ type: "ItemAccepted" }, { type: "ItemSuspended", procedure });
    },
  );
});

describe("the own word of a department that stayed away", () => {
  const after = later(during, { minutes: 10 });
  const awaited = (): History => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);
    history.perform(reply("b", firstAnswer), firstAnswer);
    history.perform(attend("a", during), during);
    history.perform(hold(), during);
    return history;
  };

  it.each([
    ["approval", answers.approved(after, { opinion: "同意" }), "approved"],
    ["objection", answers.rejected(after), "rejected"],
    ["wish", answers.correctionRequired(after), "correcting"],
  ] as const)("takes the place of its presumed consent: its %s", (_, answer, status) => {
    const history = awaited();
    const events = history.perform(answerSynthetic("b", answer), after);

    expect(events[0]).toMatchObject({ type: "ItemAsked", itemId: "b", because: "own-word", round: 1 });
    expect(history.item("b")).toMatchObject({ status, round: 1, consent: null });
    expect(told(history)).not.toContain("lianban.item.asked b");
  });

  it("is what the proof tells, in its round; without it, that consent is presumed", () => {
    const history = awaited();
    const presumed = joinsOf(history.state()).find(({ item }) => item === "b");
    history.perform(answerSynthetic("b", answers.approved(after, { opinion: "同意" })), after);
    const own = joinsOf(history.state()).find(({ item }) => item === "b");

    expect(presumed).toMatchObject({ answer: "deemed", round: 0, officer: null });
    expect(own).toMatchObject({ answer: "approved", round: 1, officer: { name: expect.any(String) } });
  });

  it("is waited for by the join: an objection calls the lead", () => {
    const history = filed({ ...surveyedProcess, policy: "lead-decides" });
    history.perform(propose(), firstAnswer);
    history.perform(hold(), during);
    history.perform(answerSynthetic("b", answers.rejected(after)), after);
    const settled = history.attempt({ type: "SettleStage" }, after);

    expect(history.item("b").leadCalled).toBe(true);
    expect("events" in settled ? settled.events : settled).toEqual([]);
  });

  it("brings the acceptance with it where the filing was that for everybody", () => {
    const history = surveyed({ besides: { acceptsOnFiling: true } });
    history.perform(propose(), firstAnswer);
    history.perform(attend("a", during), during);
    history.perform(hold(), during);

    given(history)
      .when(answerSynthetic("b", answers.approved(after)), after)
      .thenEvents({ type: "ItemAsked" }, { type: "ItemAccepted", officer: null }, { type: "ItemApproved" });
  });

  it("comes too late once the stage is settled", () => {
    const history = awaited();
    approveSynthetic(history, "a", after);
    history.perform({ type: "SettleStage" }, after);

    given(history)
      .when(answerSynthetic("b", answers.rejected(after)), after)
      .thenRefused("AlreadySettled");
  });

  it("is a decision or a wish, and nothing that only holds the item up", () => {
    given(awaited())
      .when(answerSynthetic("b", answers.suspended(after)), after)
      .thenRefused("NotDecidable");
  });
});

describe("those who stayed away are told", () => {
  it("what counts for that, when the visit was held, and nobody else is", () => {
    const history = surveyed({ rows: { c: { isSafetyCritical: true } } });
    history.perform(propose(), firstAnswer);
    history.perform(attend("a", during), during);
    history.perform(hold(), during);

    expect(told(history)).toEqual([
      "lianban.meeting.held b",
      "lianban.meeting.held c",
      "lianban.item.asked a",
      "lianban.item.asked c",
    ]);
  });

  it("how the case ended, as everybody invited is, also when all was called off", () => {
    const history = surveyed({ stages: [["a", "b"]] });
    history.perform(propose(), firstAnswer);
    history.perform(attend("a", during), during);
    history.perform(hold(), during);
    approveSynthetic(history, "a", during);
    history.perform({ type: "SettleStage" }, during);
    const record = licenceRecordOf(history.world, history.state());
    history.perform({ type: "IssueLicence", record, signature: "s" }, during);
    const off = surveyed({ stages: [["a"]] });
    off.perform(propose(), firstAnswer);
    off.perform(callOff(), firstAnswer);
    off.perform({ type: "WithdrawCase", reason: "不办了" }, firstAnswer);

    expect(told(history)).toEqual(["lianban.case.closed a", "lianban.case.closed b"]);
    expect(told(off)).toEqual(["lianban.case.closed a"]);
  });
});

describe("a revision between invitation and visit", () => {
  const revised = (form: Record<string, unknown>, on: Now, when: Record<string, string> = { c: "trade" }) => {
    const history = surveyed({ when });
    history.perform(propose(), firstAnswer);
    history.perform(attendless(on), on);
    const events = history.perform({ type: "CorrectCase", baseRevision: 1, form, materials: [] }, on);
    return { history, events };
  };
  /** Somebody replies first, so that the reply is seen to stand. */
  const attendless = (on: Now) => reply("a", on);

  it("is shown to those whose item it changes, with notice anew, and nobody else hears", () => {
    const { history, events } = revised({ fields: { b: "new" } }, moment("2026-11-25", "08:00"));

    expect(events).toMatchObject([
      { type: "RevisionSubmitted" },
      { type: "InvitationsRenewed", revision: 2, invited: [{ item: "b" }], left: [] },
    ]);
    expect(told(history)).toEqual(["lianban.meeting.proposed b"]);
    expect(history.state().meetings[0]?.replies).toMatchObject([{ item: "a", reply: "confirmed" }]);
    history.perform(hold(), during);
    expect(consequences(history)).toEqual(["a deemed-consent", "b must-answer"]);
  });

  it("presumes consent to what was shown in time", () => {
    const { history } = revised({ fields: { b: "new" } }, later(firstAnswer, { minutes: 30 }));
    history.perform(hold(), during);

    expect(consequences(history)).toEqual(["a deemed-consent", "b deemed-consent"]);
    expect(history.item("b")).toMatchObject({ status: "deemed", revision: 2 });
  });

  it("presumes nothing of what a department may read since the power list changed, and was not shown", () => {
    const history = filed(surveyedProcess, undefined, { form: { activities: ["trade"] } });
    history.perform(propose(), firstAnswer);
    history.world = surveyed({ rows: { b: { scope: ["activities"] } } }).world;
    history.perform(hold(), during);

    expect(consequences(history)).toEqual(["a deemed-consent", "b must-answer", "c deemed-consent"]);
  });

  it("invites who takes part from then on, and tells who does not any more", () => {
    const { history } = revised({ activities: ["trade"] }, moment("2026-11-25", "08:00"), { c: "trade" });
    const joined = told(history);
    history.perform(
      { type: "CorrectCase", baseRevision: 2, form: {}, materials: [] },
      moment("2026-11-25", "09:00"),
    );

    expect(joined).toEqual(["lianban.meeting.proposed c"]);
    expect(told(history)).toEqual(["lianban.meeting.called-off c"]);
    expect(history.state().meetings[0]?.invited.map(({ item }) => item)).toEqual(["a", "b"]);
  });

  it("lets a newcomer sign in, and presumes nothing of one that had no notice", () => {
    const { history } = revised({ activities: ["trade"] }, moment("2026-11-25", "08:00"));
    const there = surveyed({ when: { c: "trade" } });
    there.perform(propose(), firstAnswer);
    there.perform(
      { type: "CorrectCase", baseRevision: 1, form: { activities: ["trade"] }, materials: [] },
      firstAnswer,
    );

    given(there).when(attend("c", visitStart), visitStart).thenEvents({ type: "MeetingAttended", item: "c" });
    history.perform(hold(), during);
    expect(consequences(history)).toContain("c must-answer");
  });

  it("does not invite whom the lead left out on purpose", () => {
    const history = surveyed();
    history.perform(propose({ items: ["a"] }), firstAnswer);

    given(history)
      .when(
        { type: "CorrectCase", baseRevision: 1, form: { fields: { b: "new" } }, materials: [] },
        firstAnswer,
      )
      .thenEvents({ type: "RevisionSubmitted" });
  });
});

describe("a sign-in", () => {
  it.each([
    ["2026-11-26", "07:29", "not-begun"],
    ["2026-11-26", "13:31", "ended"],
    ["2026-12-04", "23:00", "ended"],
  ])("of %s %s is %s: nobody was there then", (day, hour, why) => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);
    const now = moment(day, hour);

    expect(given(history).when(attend("b", now), now).thenRefused("MeetingTimeWrong").why).toBe(why);
  });

  it("that arrives late counts for when it was given, while the minutes are open", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);
    const late = moment("2026-11-27", "09:00");

    given(history)
      .when(attend("b", late, { time: visitStart.at }), late)
      .thenEvents({ type: "MeetingAttended", item: "b" });
  });
});
