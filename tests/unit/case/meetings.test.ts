import { describe, expect, it } from "vitest";
import { answers } from "../../support/answers.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import { answerSynthetic, approveSynthetic } from "../../support/synthetic-process.ts";
import { accepted, filed, firstAnswer, limitsOf, looked } from "../../support/timed-cases.ts";
import {
  attend,
  callOff,
  during,
  hold,
  propose,
  reply,
  survey,
  surveyed,
  visitId,
  visitStart,
} from "../../support/visit-cases.ts";

const acceptance = { ...survey, kind: "site-acceptance" as const };

describe("联合踏勘: the lead proposes a visit", () => {
  it("to every item of its stage that takes part, in UTC, and nobody is asked before it was held", () => {
    const history = surveyed({ when: { c: "trade" } });

    given(history)
      .when(propose(), firstAnswer)
      .thenEvents({
        type: "MeetingProposed",
        meetingId: "case-1-stage-1-site-survey-1",
        kind: "site-survey",
        stageId: "stage-1",
        number: 1,
        startsAt: "2026-11-26T01:30:00.000Z",
        endsAt: "2026-11-26T03:30:00.000Z",
        lead: "dept-lead",
        invited: [
          { item: "a", department: "dept-a" },
          { item: "b", department: "dept-b" },
        ],
        on: "2026-11-24",
      });
    expect(["a", "b", "c"].map((id) => history.item(id).status)).toEqual([
      "waiting",
      "waiting",
      "not-applicable",
    ]);
  });

  it("to the items it names, if those take part", () => {
    given(surveyed())
      .when(propose({ items: ["c", "a"] }), firstAnswer)
      .thenEvents({ type: "MeetingProposed", invited: [{ item: "a" }, { item: "c" }] });
  });

  it("once: the same proposal again changes nothing, another takes its place", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);

    given(history).when(propose(), firstAnswer).thenEvents();
    given(history)
      .when(propose({ place: "地块北门" }), firstAnswer)
      .thenEvents({ type: "MeetingProposed", meetingId: visitId(2), number: 2 });
    expect(history.state().meetings.map(({ status }) => status)).toEqual(["superseded", "proposed"]);
  });

  it("and no other department", () => {
    const refusal = given(surveyed())
      .when(propose({ department: "dept-a" }), firstAnswer)
      .thenRefused("NotLead");

    expect(refusal).toMatchObject({ department: "dept-a", lead: "dept-lead" });
  });

  it("ahead of time, and with an end after the beginning", () => {
    const past = given(surveyed())
      .when(propose(), moment("2026-11-26", "09:30"))
      .thenRefused("MeetingTimeWrong");
    const ends = given(surveyed())
      .when(propose({ endsAt: "2026-11-26T01:30:00Z" }), firstAnswer)
      .thenRefused("MeetingTimeWrong");

    expect([past.why, ends.why]).toEqual(["past", "ends-before-it-begins"]);
  });

  it("no further ahead than its rule allows, ten working days here", () => {
    const at = (day: string) => propose({ startsAt: `${day}T01:30:00Z`, endsAt: `${day}T03:30:00Z` });
    const far = given(surveyed()).when(at("2026-12-09"), firstAnswer).thenRefused("MeetingTimeWrong");
    const farther = given(surveyed()).when(at("2099-11-26"), firstAnswer).thenRefused("MeetingTimeWrong");
    const history = surveyed();

    expect(far).toMatchObject({ why: "too-far", at: "2026-12-08" });
    expect(farther.why).toBe("too-far");
    given(history).when(at("2026-12-08"), firstAnswer).thenEvents({ type: "MeetingProposed" });
  });

  it("a month ahead at most where the calendar does not reach that far", () => {
    const filing = moment("2026-12-28", "10:00");
    const at = (day: string) => propose({ startsAt: `${day}T01:30:00Z`, endsAt: `${day}T03:30:00Z` });
    const proposed = later(filing, { minutes: 5 });
    const history = filed({ stages: [["a"]], visits: { 0: survey } }, filing);

    expect(given(history).when(at("2027-01-29"), proposed).thenRefused("MeetingTimeWrong").at).toBe(
      "2027-01-28",
    );
    given(history).when(at("2027-01-28"), proposed).thenEvents({ type: "MeetingProposed" });
  });

  it.each([
    [[], ["a", "b", "c"]],
    [
      ["a", "nobody"],
      ["a", "b", "c"],
    ],
  ])("to somebody: %j invites nobody", (items, known) => {
    const refusal = given(surveyed()).when(propose({ items }), firstAnswer).thenRefused("NobodyInvited");

    expect(refusal).toMatchObject({ items, known });
  });

  it("when its stage is reached and the visit was not held", () => {
    const history = filed({
      stages: [["a"], ["b"]],
      visits: { 0: survey, 1: acceptance },
    });
    const early = given(history)
      .when(propose({ kind: "site-acceptance" }), firstAnswer)
      .thenRefused("VisitNotDue");
    history.perform(propose(), firstAnswer);
    history.perform(hold(), during);
    const twice = given(history)
      .when(propose({ startsAt: "2026-12-01T01:00:00Z", endsAt: "2026-12-01T02:00:00Z" }), during)
      .thenRefused("VisitNotDue");
    const none = given(filed()).when(propose(), firstAnswer).thenRefused("VisitNotDue");

    expect([early.why, twice.why, none.why]).toEqual(["not-reached", "held", "no-visit"]);
  });

  it("not in a case that is closed", () => {
    const history = surveyed();
    history.perform({ type: "WithdrawCase", reason: "不办了" }, firstAnswer);

    given(history).when(propose(), firstAnswer).thenRefused("CaseClosed");
  });
});

describe("联合会审: the lead proposes a meeting about what is in dispute", () => {
  it("while the stage is under way, with those it names", () => {
    const history = filed({ stages: [["a", "b"]], policy: "lead-decides" });

    given(history)
      .when(propose({ kind: "dispute-meeting", items: ["b"] }), firstAnswer)
      .thenEvents({
        type: "MeetingProposed",
        meetingId: visitId(1, "stage-1", "dispute-meeting"),
        invited: [{ item: "b", department: "dept-b" }],
      });
  });

  it("and where it names nobody, with those that object and no others", () => {
    const history = filed({ stages: [["a", "b", "c"]], policy: "lead-decides" });
    history.perform(answerSynthetic("b", answers.rejected(firstAnswer)), firstAnswer);
    approveSynthetic(history, "c", firstAnswer);

    given(history)
      .when(propose({ kind: "dispute-meeting" }), firstAnswer)
      .thenEvents({
        type: "MeetingProposed",
        invited: [{ item: "b", department: "dept-b" }],
        omitted: ["a", "c"],
      });
  });

  it("and where it names nobody, with those that are silent", () => {
    const history = accepted({
      stages: [["a", "b"]],
      limits: limitsOf(3, 20),
      policy: "lead-decides",
      rows: { b: { silence: { kind: "lead-decides", basis: "b" } } },
    });
    approveSynthetic(history, "a", firstAnswer);
    const late = moment("2026-12-02");
    looked(history, late);
    const times = { startsAt: "2026-12-03T01:00:00Z", endsAt: "2026-12-03T02:00:00Z" };

    expect(history.item("b").status).toBe("silent");
    given(history)
      .when(propose({ kind: "dispute-meeting", ...times }), late)
      .thenEvents({ type: "MeetingProposed", invited: [{ item: "b", department: "dept-b" }] });
  });

  it("and must name somebody while nobody objects", () => {
    given(filed())
      .when(propose({ kind: "dispute-meeting" }), firstAnswer)
      .thenRefused("NobodyInvited");
  });

  it("whose absence presumes no consent, also in a stage whose visit is awaited", () => {
    const history = surveyed({ stages: [["a"]] });
    history.perform(propose({ kind: "dispute-meeting", items: ["a"] }), firstAnswer);

    given(history)
      .when(hold(visitId(1, "stage-1", "dispute-meeting")), during)
      .thenEvents({ type: "MeetingHeld", absent: [{ item: "a", consequence: "must-answer" }] });
    expect(history.item("a").status).toBe("waiting");
  });

  it("from which nobody is absent whose item takes part no more", () => {
    const history = filed({ stages: [["a", "b"]], when: { b: "trade" } }, filingMoment, {
      form: { activities: ["trade"] },
    });
    history.perform(propose({ kind: "dispute-meeting", items: ["a", "b"] }), firstAnswer);
    history.perform(answerSynthetic("a", answers.correctionRequired(firstAnswer)), firstAnswer);
    history.perform(answerSynthetic("b", answers.correctionRequired(firstAnswer)), firstAnswer);
    const form = { activities: [], shared: "new" };
    history.perform({ type: "CorrectCase", baseRevision: 1, form, materials: [] }, firstAnswer);

    expect(history.item("b").status).toBe("not-applicable");
    given(history)
      .when(hold(visitId(1, "stage-1", "dispute-meeting")), during)
      .thenEvents({ type: "MeetingHeld", absent: [{ item: "a" }] });
  });

  it("whose minutes are on record, and which has no other consequence", () => {
    const history = filed({ stages: [["a", "b"]] });
    history.perform(propose({ kind: "dispute-meeting", items: ["a", "b"] }), firstAnswer);
    const meetingId = visitId(1, "stage-1", "dispute-meeting");

    given(history)
      .when(hold(meetingId), during)
      .thenEvents({
        type: "MeetingHeld",
        minutes: "现场与申报一致",
        absent: [
          { item: "a", consequence: "must-answer" },
          { item: "b", consequence: "must-answer" },
        ],
      });
    expect(history.item("a").status).toBe("asked");
    history.perform(answerSynthetic("a", answers.suspended(during, { procedure: "site-visit" })), during);
  });
});

describe("联合踏勘: departments reply", () => {
  it("whether they come, with their reason, and may change their mind", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);

    given(history).when(reply("a", firstAnswer), firstAnswer).thenEvents({
      type: "MeetingReplied",
      item: "a",
      department: "dept-a",
      reply: "confirmed",
      reason: null,
    });
    const next = later(firstAnswer, { minutes: 5 });
    given(history)
      .when(reply("a", next, { reply: "declined", reason: "另有检查" }), next)
      .thenEvents({ type: "MeetingReplied", reply: "declined", reason: "另有检查" });
    expect(history.state().meetings[0]?.replies).toMatchObject([{ item: "a", reply: "declined" }]);
  });

  it("once: the same word again changes nothing, whenever it comes", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);
    history.perform(reply("a", firstAnswer), firstAnswer);

    given(history).when(reply("a", during), during).thenEvents();
  });

  it("in the order of their own clock, and not from the future", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);
    history.perform(reply("a", firstAnswer), firstAnswer);
    const before = later(firstAnswer, { minutes: -1 }).at;
    const ahead = later(firstAnswer, { minutes: 6 }).at;
    const said = { reply: "declined", reason: "另有检查" } as const;

    given(history)
      .when(reply("a", firstAnswer, { ...said, time: before }), firstAnswer)
      .thenRefused("AnswerOutOfOrder");
    given(history)
      .when(reply("b", firstAnswer, { time: ahead }), firstAnswer)
      .thenRefused("AnswerFromFuture");
  });

  it("if they are invited, and hear nothing of other meetings", () => {
    const history = surveyed();
    history.perform(propose({ items: ["a", "b"] }), firstAnswer);

    given(history).when(reply("c", firstAnswer), firstAnswer).thenRefused("NotInvited");
    const unknown = given(history)
      .when(reply("c", firstAnswer, { meetingId: "none" }), firstAnswer)
      .thenRefused("MeetingUnknown");
    const own = given(history)
      .when(reply("a", firstAnswer, { meetingId: "none" }), firstAnswer)
      .thenRefused("MeetingUnknown");
    expect([unknown.known, own.known]).toEqual([[], [visitId()]]);
  });

  it.each([
    ["held", () => hold()],
    ["called-off", () => callOff()],
    [
      "superseded",
      () => propose({ place: "地块北门", startsAt: "2026-12-01T01:00:00Z", endsAt: "2026-12-01T02:00:00Z" }),
    ],
  ])("until it is %s", (status, command) => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);
    history.perform(command(), during);

    const replied = given(history).when(reply("a", during), during).thenRefused("MeetingOver");
    const came = given(history).when(attend("a", during), during).thenRefused("MeetingOver");
    expect([replied.status, came.status]).toEqual([status, status]);
  });
});

describe("联合踏勘: departments sign in", () => {
  const evidence = [{ name: "照片.jpg", sha256: "a".repeat(64), mediaType: "image/jpeg" }];
  const position = { latitude: 32.94, longitude: 117.36 };

  it("from two hours before, with evidence and position, also who had declined", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);
    history.perform(reply("a", firstAnswer, { reply: "declined", reason: "另有检查" }), firstAnswer);
    const early = later(visitStart, { minutes: -120 });
    const tooEarly = later(visitStart, { minutes: -121 });

    given(history).when(attend("a", tooEarly), tooEarly).thenRefused("MeetingTimeWrong");
    given(history)
      .when(attend("a", early, { evidence, position }), early)
      .thenEvents({ type: "MeetingAttended", item: "a", department: "dept-a", evidence, position });
    given(history)
      .when(attend("a", during, { evidence, position }), during)
      .thenEvents();
  });

  it("only if they are invited", () => {
    const history = surveyed();
    history.perform(propose({ items: ["a"] }), firstAnswer);

    given(history).when(attend("b", during), during).thenRefused("NotInvited");
  });
});

describe("联合踏勘: the lead holds the visit", () => {
  it("then the departments of the stage are asked, those that came and those that must answer", () => {
    const history = surveyed({
      visits: { 0: { ...survey, absence: { rule: "must-answer", basis: "依据" } } },
    });
    history.perform(propose(), firstAnswer);
    history.perform(attend("a", during), during);

    given(history)
      .when(hold(), during)
      .thenEvents(
        {
          type: "MeetingHeld",
          absent: [
            { item: "b", department: "dept-b", consequence: "must-answer" },
            { item: "c", department: "dept-c", consequence: "must-answer" },
          ],
          on: "2026-11-26",
        },
        { type: "ItemAsked", itemId: "a", because: "visit-held", on: "2026-11-26" },
        { type: "ItemAsked", itemId: "b", because: "visit-held" },
        { type: "ItemAsked", itemId: "c", because: "visit-held" },
      );
  });

  it("缺席默认: presumes the consent of who stayed away", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);
    history.perform(attend("a", during), during);
    history.perform(reply("c", firstAnswer), firstAnswer);

    given(history)
      .when(hold(), during)
      .thenEvents(
        { type: "MeetingHeld", absent: [{ item: "b", consequence: "deemed-consent" }, { item: "c" }] },
        { type: "ItemDeemedConsent", itemId: "b", dueOn: "2026-11-26", basis: "缺席默认规则", revision: 1 },
        { type: "ItemDeemedConsent", itemId: "c" },
        { type: "ItemAsked", itemId: "a" },
      );
    expect(history.item("b")).toMatchObject({ status: "deemed", round: 0, revision: 1 });
    expect(history.effects()).toContainEqual({ kind: "ResumeItem", caseId: "case-1", itemId: "b" });
    approveSynthetic(history, "a", during);
    given(history).when({ type: "SettleStage" }, during).thenEvents({ type: "StageSettled", last: true });
  });

  it("asks who was presumed to consent once what it would have seen changes", () => {
    const history = surveyed({ stages: [["a", "b"]] });
    history.perform(propose(), firstAnswer);
    history.perform(attend("a", during), during);
    history.perform(hold(), during);
    const wishes = [{ path: "fields.a", message: "请补充" }];
    history.perform(answerSynthetic("a", answers.correctionRequired(during, { wishes })), during);

    const events = history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { shared: "new" }, materials: [] },
      during,
    );

    expect(events).toContainEqual(
      expect.objectContaining({ type: "ItemAsked", itemId: "b", because: "scope-changed", round: 1 }),
    );
  });

  it.each([
    ["guards safety", { rows: { b: { isSafetyCritical: true } } }],
    ["owes outputs", { parts: { b: { yields: ["bNumber"] } } }],
  ])("never presumes the consent of an item that %s", (_, synthetic) => {
    const history = surveyed({ stages: [["a", "b"]], ...synthetic });
    history.perform(propose(), firstAnswer);
    history.perform(attend("a", during), during);

    given(history)
      .when(hold(), during)
      .thenEvents(
        { type: "MeetingHeld", absent: [{ item: "b", consequence: "must-answer" }] },
        { type: "ItemAsked", itemId: "a" },
        { type: "ItemAsked", itemId: "b" },
      );
    given(history)
      .when(answerSynthetic("b", answers.suspended(during, { procedure: "site-visit" })), during)
      .thenRefused("VisitMissed");
  });

  it("is there itself", () => {
    const history = surveyed({ stages: [["a", "b"]], rows: { a: { department: "dept-lead" } } });
    history.perform(propose(), firstAnswer);

    given(history)
      .when(hold(), during)
      .thenEvents(
        { type: "MeetingHeld", absent: [{ item: "b" }] },
        { type: "ItemDeemedConsent", itemId: "b" },
        { type: "ItemAsked", itemId: "a" },
      );
  });

  it("once: the same minutes again change nothing, others are refused", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);
    history.perform(hold(), during);

    given(history).when(hold(), during).thenEvents();
    const refusal = given(history)
      .when(hold(visitId(), { minutes: "另一份纪要" }), during)
      .thenRefused("MeetingOver");
    expect(refusal.status).toBe("held");
  });

  it("not before it begins, not one there is none of, and no other department does", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);

    const early = later(visitStart, { minutes: -1 });
    const refusal = given(history).when(hold(), early).thenRefused("MeetingTimeWrong");
    expect(refusal.why).toBe("not-begun");
    given(history)
      .when(hold(visitId(9)), during)
      .thenRefused("MeetingUnknown");
    given(history)
      .when(hold(visitId(), { department: "dept-a" }), during)
      .thenRefused("NotLead");
  });

  it("in its turn: not while a correction has opened the stage before again", () => {
    const history = filed({ stages: [["a"], ["b", "c"]], visits: { 1: survey } });
    approveSynthetic(history, "a", firstAnswer);
    history.perform({ type: "SettleStage" }, firstAnswer);
    history.perform(propose(), firstAnswer);
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { fields: { a: "new" } }, materials: [] },
      later(firstAnswer, { minutes: 5 }),
    );
    const early = given(history)
      .when(hold(visitId(1, "stage-2")), during)
      .thenRefused("VisitNotDue");
    approveSynthetic(history, "a", during, { revision: 2 });
    history.perform({ type: "SettleStage" }, during);

    expect(early).toMatchObject({ stageId: "stage-2", why: "not-reached" });
    given(history)
      .when(hold(visitId(1, "stage-2")), during)
      .thenEvents({ type: "MeetingHeld" }, { type: "ItemDeemedConsent" }, { type: "ItemDeemedConsent" });
  });

  it("lets an item that was asked before the visit was introduced keep its turn", () => {
    const history = filed({ stages: [["a", "b"]], when: { b: "trade" } });
    history.world = surveyed({ stages: [["a", "b"]], when: { b: "trade" } }).world;
    history.perform(propose(), firstAnswer);

    given(history)
      .when(hold(), during)
      .thenEvents({ type: "MeetingHeld", absent: [{ item: "a", consequence: "must-answer" }] });
    expect(history.item("a").status).toBe("asked");
  });
});

describe("联合踏勘: the lead calls a visit off", () => {
  it("once, and may propose another", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);

    given(history)
      .when(callOff(), firstAnswer)
      .thenEvents({ type: "MeetingCalledOff", reason: "大雨", on: "2026-11-24" });
    given(history).when(callOff(), firstAnswer).thenEvents();
    given(history).when(hold(), during).thenRefused("MeetingOver");
    given(history).when(propose(), firstAnswer).thenEvents({ type: "MeetingProposed", number: 2 });
  });

  it("not once it was held, not one there is none of, and no other department does", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);

    given(history).when(callOff(visitId(), "dept-a"), firstAnswer).thenRefused("NotLead");
    given(history).when(callOff("none"), firstAnswer).thenRefused("MeetingUnknown");
    history.perform(hold(), during);
    given(history).when(callOff(), during).thenRefused("MeetingOver");
  });

  it("by itself, when the case ends", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);

    const events = history.perform({ type: "WithdrawCase", reason: "不办了" }, firstAnswer);

    expect(events).toMatchObject([
      { type: "MeetingCalledOff", meetingId: visitId() },
      { type: "CaseWithdrawn" },
    ]);
    expect(history.effects()).toContainEqual(
      expect.objectContaining({ kind: "Deliver", itemId: "a", type: "lianban.meeting.called-off" }),
    );
  });
});

describe("联合踏勘: departments' systems are told", () => {
  const told = (effects: readonly object[]) =>
    effects.flatMap((each) => ("type" in each && "itemId" in each ? [`${each.type} ${each.itemId}`] : []));

  it("of a proposal, all who are invited; of another, also who need not come any more", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);
    const first = told(history.effects());
    history.perform(propose({ items: ["a"] }), firstAnswer);

    expect(first).toEqual(["a", "b", "c"].map((id) => `lianban.meeting.proposed ${id}`));
    expect(told(history.effects())).toEqual([
      "lianban.meeting.proposed a",
      "lianban.meeting.called-off b",
      "lianban.meeting.called-off c",
    ]);
    expect(history.effects()).toMatchObject([
      { meetingId: visitId(2) },
      { meetingId: visitId(1) },
      { meetingId: visitId(1) },
    ]);
  });

  it("that it is called off", () => {
    const history = surveyed({ stages: [["a"]] });
    history.perform(propose(), filingMoment);
    history.perform(callOff(), firstAnswer);

    expect(told(history.effects())).toEqual(["lianban.meeting.called-off a"]);
  });
});
