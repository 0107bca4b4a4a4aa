import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listedStatuses } from "../../functions/adapters/shared/listed-statuses.ts";
import { waitingOnOf, worklistChanges } from "../../functions/application/case-head.ts";
import { waitingFor } from "../../functions/application/waiting-for.ts";
import type { Command, Now } from "../../functions/case/commands.ts";
import { evolve } from "../../functions/case/evolve.ts";
import { currentStage } from "../../functions/case/follow-ups.ts";
import { nextLookOn } from "../../functions/case/keep-time.ts";
import type { CaseState } from "../../functions/case/state.ts";
import { visitDutyOf } from "../../functions/case/visit-duty.ts";
import { processOf } from "../../functions/case/world.ts";
import { dayNumberOf, isoDateOf } from "../../functions/catalog/calendar/day-number.ts";
import type { WorklistRow } from "../../functions/ports/case-store.ts";
import type { VisitRule } from "../../functions/processes/process.ts";
import type { EventOf, RecordedEvent } from "../../schemas/events.ts";
import { answers } from "../support/answers.ts";
import type { History } from "../support/case-history.ts";
import { filingMoment, later } from "../support/moments.ts";
import { answerSynthetic } from "../support/synthetic-process.ts";
import { filed } from "../support/timed-cases.ts";
import { attend, callOff, hold, propose, reply, survey } from "../support/visit-cases.ts";
import { calendarThrough2027 } from "../support/year-2027.ts";

const seed = process.env.PROPERTY_SEED === undefined ? Date.now() : Number(process.env.PROPERTY_SEED);
const numRuns = Number(process.env.PROPERTY_RUNS ?? 400);

const ids = ["a", "b", "c", "d"] as const;

const acts = [
  "propose",
  "propose",
  "reply",
  "attend",
  "attend",
  "hold",
  "callOff",
  "settle",
  "look",
] as const;
const words = ["approved", "approved", "rejected", "correctionRequired"] as const;

const step = fc.record({
  act: fc.constantFrom(...acts, ...words, "correct", "withdraw"),
  item: fc.constantFrom(...ids),
  isDispute: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  isLead: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  invitees: fc.subarray([...ids]),
  meeting: fc.nat({ max: 3 }),
  hours: fc.constantFrom(0, 1, 3, 24, 72),
  ahead: fc.constantFrom(1.5, 24, 72, 96),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const setting = fc.record({
  stages: fc.constantFrom<string[][][]>(
    [["a", "b", "c", "d"]],
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ),
  begins: fc.constantFrom(0, 1),
  rule: fc.constantFrom<VisitRule["absence"]["rule"][]>("deemed-consent", "must-answer"),
  safety: fc.subarray([...ids], { maxLength: 1 }),
  yielding: fc.subarray([...ids], { maxLength: 1 }),
  policy: fc.constantFrom("lead-decides" as const, "end-at-once" as const),
});

/** What presumes the consent of who stays away. */
const BASIS = "缺席默认";

const begun = ({
  stages,
  begins,
  rule,
  safety,
  yielding,
  policy,
}: typeof setting extends fc.Arbitrary<infer T> ? T : never) =>
  filed({
    stages,
    policy,
    calendar: calendarThrough2027,
    visits: { [begins]: { ...survey, absence: { rule, basis: BASIS } } },
    rows: Object.fromEntries(safety.map((id) => [id, { isSafetyCritical: true }])),
    parts: Object.fromEntries(yielding.map((id) => [id, { yields: [`${id}Number`] }])),
  });

const outputsOf = (history: History, item: string) => {
  const { processes } = history.world;
  const stages = processes.get("synthetic")?.stages ?? [];
  const yields =
    stages.flatMap(({ items }) => items).find((each) => each.item === item)?.parts?.only?.yields ?? [];
  return Object.fromEntries(yields.map((name) => [name, "1"]));
};

const commandOf = (
  history: History,
  { act, item, isDispute, isLead, invitees, ahead, ...said }: Step,
  now: Now,
): Command => {
  const { meetings, revision } = history.state();
  const meetingId = meetings.at(-1 - said.meeting)?.meetingId ?? meetings.at(-1)?.meetingId ?? "none";
  const department = isLead ? "dept-lead" : `dept-${item}`;
  switch (act) {
    case "propose":
      return propose({
        department,
        kind: isDispute ? "dispute-meeting" : "site-survey",
        startsAt: later(now, { minutes: ahead * 60 }).at,
        endsAt: later(now, { minutes: ahead * 60 + 60 }).at,
        ...(invitees.length === 0 ? {} : { items: invitees }),
      });
    case "reply":
      return reply(
        item,
        now,
        said.meeting % 2 === 0 ? { meetingId } : { meetingId, reply: "declined", reason: "有事" },
      );
    case "attend":
      return attend(item, now, { meetingId });
    case "hold":
      return hold(meetingId, { department });
    case "callOff":
      return callOff(meetingId, department);
    case "settle":
      return { type: "SettleStage" };
    case "look":
      return { type: "KeepTime" };
    case "withdraw":
      return { type: "WithdrawCase", reason: "不办了" };
    case "correct":
      return { type: "CorrectCase", baseRevision: revision, form: { shared: now.at }, materials: [] };
    case "approved":
      return answerSynthetic(item, answers.approved(now, { revision, outputs: outputsOf(history, item) }));
    default:
      return answerSynthetic(item, answers[act](now, { revision }));
  }
};

const isVisit = ({ kind }: { kind: string }): boolean => kind !== "dispute-meeting";

/** Consent is presumed to what was shown, and where a working day lies between that and the visit. */
const wrongPresumption = (history: History, seq: number, event: EventOf<"ItemDeemedConsent">): string[] => {
  const before = history.log.filter((each) => each.seq < seq).map((each) => each.event);
  const held = before.findLast((each) => each.type === "MeetingHeld");
  const told = before.findLast(
    (each) =>
      (each.type === "MeetingProposed" || each.type === "InvitationsRenewed") &&
      each.meetingId === held?.meetingId &&
      each.invited.some(({ item }) => item === event.itemId),
  );
  if (told?.type !== "MeetingProposed" && told?.type !== "InvitationsRenewed")
    return [`${event.itemId} was never invited`];
  const shown = told.invited.find(({ item }) => item === event.itemId)?.fingerprint;
  const through = isoDateOf(dayNumberOf(event.dueOn) - 1);
  const between = history.world.calendar.workingDaysBetween(told.on, through);
  return [
    ...(shown === event.fingerprint
      ? []
      : [`${event.itemId} is presumed to consent to what it was not shown`]),
    ...(typeof between === "number" && between >= 1 ? [] : [`${event.itemId} had no notice of the visit`]),
  ];
};

/** What must hold of a log with visits in it, told by the log alone. */
const wrongInLog = (history: History): string[] => {
  const heldStages = new Set<string>();
  const stageOf = new Map<string, { stageId: string; kind: string }>();
  const begins = new Set(
    processOf(history.world, history.state()).stages.flatMap(({ id, visit }) =>
      visit === undefined ? [] : [id],
    ),
  );
  const { items } = history.world.catalog;
  return history.log.flatMap(({ event, seq }: RecordedEvent): string[] => {
    if (event.type === "MeetingProposed") stageOf.set(event.meetingId, event);
    if (event.type === "MeetingHeld") {
      const meeting = stageOf.get(event.meetingId);
      if (meeting !== undefined && isVisit(meeting)) heldStages.add(meeting.stageId);
    }
    if (event.type !== "ItemAsked" && event.type !== "ItemDeemedConsent") return [];
    const stage = history.item(event.itemId).plan.stage;
    const isEarly = begins.has(stage) && !heldStages.has(stage);
    const isUnlawful =
      event.type === "ItemDeemedConsent" &&
      (items.get(event.itemId)?.isSafetyCritical === true ||
        Object.keys(outputsOf(history, event.itemId)).length > 0);
    return [
      ...(isEarly ? [`${event.type} of ${event.itemId} comes before the visit of ${stage}`] : []),
      ...(isUnlawful ? [`the consent of ${event.itemId} is presumed`] : []),
      ...(event.type === "ItemDeemedConsent" && event.basis === BASIS
        ? wrongPresumption(history, seq, event)
        : []),
    ];
  });
};

/** Somebody can move an open case: one sees a row of it, is called to rule, or has a notice to answer; or the hub goes on by itself. */
const isMoved = ({ world, state }: History): boolean => {
  const now = state();
  const shown: readonly string[] = listedStatuses;
  switch (waitingOnOf(world, now)) {
    case "hub":
      return true;
    case "applicant":
      return now.notice !== null;
    case "department":
      return (
        worklistChanges(world, null, now).some(({ status }) => shown.includes(status)) ||
        Object.values(now.items).some(({ leadCalled }) => leadCalled) ||
        now.withdrawalRequest?.status === "submitted"
      );
    default:
      return false;
  }
};

const wrongInState = (history: History): string[] => {
  const state = history.state();
  const open = state.meetings
    .filter(({ status }) => status === "proposed")
    .map(({ stageId, kind }) => `${stageId} ${kind}`);
  const isClosed = state.closedAt !== null;
  return [
    ...(new Set(open).size === open.length ? [] : [`two are proposed at once: ${open.join()}`]),
    ...(isClosed && open.length > 0 ? ["a meeting outlives its case"] : []),
    ...(isClosed || isMoved(history) ? [] : ["nobody can move an open case"]),
    ...(visitDutyOf(history.world, state) === null || nextLookOn(history.world, state) !== null
      ? []
      : ["a visit is awaited for ever"]),
    ...(waitingFor(history.world, state).zh === "" ? ["nothing says what it waits for"] : []),
  ];
};

/** The rows a worklist shows, kept from change to change as the store does, are those a fresh look would give. */
const wrongRows = (history: History, rows: ReadonlyMap<string, WorklistRow>): string[] => {
  const fresh = worklistChanges(history.world, null, history.state());
  const ids = new Set(fresh.map(({ itemId }) => itemId));
  const shown: readonly string[] = listedStatuses;
  return [
    ...fresh.filter((row) => JSON.stringify(rows.get(row.itemId)) !== JSON.stringify(row)),
    ...[...rows.values()].filter(({ itemId, status }) => !ids.has(itemId) && shown.includes(status)),
  ].map(({ itemId }) => `the row of ${itemId} is stale`);
};

const walked = (history: History, steps: readonly Step[]): { wrong: string[]; now: Now } => {
  let now = later(filingMoment, { minutes: 5 });
  const rows = new Map<string, WorklistRow>();
  const wrong: string[] = [];
  const keep = (before: CaseState | null) => {
    for (const row of worklistChanges(history.world, before, history.state())) rows.set(row.itemId, row);
  };
  keep(null);
  for (const each of steps) {
    now = later(now, { minutes: each.hours * 60 });
    const before = history.state();
    const decision = history.attempt(commandOf(history, each, now), now);
    if ("refusal" in decision) continue;
    history.record(decision.events, now);
    keep(before);
    wrong.push(...wrongInState(history), ...wrongRows(history, rows));
    const looks = history.attempt({ type: "KeepTime" }, now);
    if (each.act === "look" && "events" in looks && looks.events.length > 0)
      wrong.push("a second look finds more");
  }
  return { wrong: [...wrong, ...wrongInLog(history)], now };
};

/** With everybody willing, a case that waits for its visit comes to be asked about. */
const heldAtLast = (history: History, now: Now): string[] => {
  const state = history.state();
  const process = processOf(history.world, state);
  const stage = process.stages.find(({ id }) => id === currentStage(process, state));
  const isAwaited = Object.values(state.items).some(
    ({ plan, status, round }) => plan.stage === stage?.id && status === "waiting" && round === 0,
  );
  if (state.status !== "reviewing" || stage?.visit === undefined || !isAwaited) return [];
  const start = later(now, { minutes: 60 });
  history.perform(propose({ startsAt: start.at, endsAt: later(start, { minutes: 60 }).at }), now);
  history.perform(hold(history.state().meetings.at(-1)?.meetingId), start);
  const left = Object.values(history.state().items).filter(
    ({ plan, status }) => plan.stage === stage.id && status === "waiting",
  );
  return left.map(({ id }) => `${id} is not asked after the visit`);
};

describe("whatever is done about visits", () => {
  it("asks nobody before, presumes nothing it may not, and is always to be brought to its end", {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(setting, fc.array(step, { maxLength: 30, size: "medium" }), (where, steps) => {
        const history = begun(where);
        const { wrong, now } = walked(history, steps);

        expect([...wrong, ...heldAtLast(history, now)]).toEqual([]);
        const folded = history.log.reduce<CaseState | null>(evolve, null);
        expect(JSON.stringify(folded)).toBe(JSON.stringify(history.state()));
      }),
      { seed, numRuns },
    );
  });

  it("meets every event of meetings, and presumed consent, on the way", () => {
    const walks = fc.sample(fc.tuple(setting, fc.array(step, { maxLength: 30, size: "medium" })), {
      seed: 1,
      numRuns: 1_000,
    });
    const met = new Set<string>();
    for (const [where, steps] of walks) {
      const history = begun(where);
      walked(history, steps);
      for (const { event } of history.log)
        met.add(
          event.type === "BreachRecorded"
            ? event.breach
            : event.type === "ItemAsked"
              ? event.because
              : event.type,
        );
    }

    expect([...met]).toEqual(
      expect.arrayContaining([
        ...["MeetingProposed", "MeetingReplied", "MeetingAttended", "MeetingHeld", "MeetingCalledOff"],
        ...["InvitationsRenewed", "ItemDeemedConsent", "own-word", "visit-overdue"],
      ]),
    );
  });
});
