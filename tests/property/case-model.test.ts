import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Command, Now } from "../../functions/case/commands.ts";
import { evolve, fold } from "../../functions/case/evolve.ts";
import { type CaseState, isOpen, isReviewing } from "../../functions/case/state.ts";
import { caseEvent } from "../../schemas/events.ts";
import { answers } from "../support/answers.ts";
import { type History, licenceRecordOf, makeHistory } from "../support/case-history.ts";
import { filingMoment, later } from "../support/moments.ts";
import { notice, type Seen, violations, violationsOfEvents, violationsOfWatch } from "./case-invariants.ts";
import { companySetting, type Setting, syntheticSetting } from "./case-settings.ts";
import { commandOf, type TimedStep, type Walk, walk } from "./case-walk.ts";

/** A failure prints its seed and path; give the seed here to see the same walks again. */
const seed = process.env.PROPERTY_SEED === undefined ? Date.now() : Number(process.env.PROPERTY_SEED);
const numRuns = Number(process.env.PROPERTY_RUNS ?? 1000);

const frozen = <T>(value: T): T => {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) frozen(each);
  return value;
};

/** Give a command, keep what it comes to, and say what was wrong about it. */
const perform = (seen: Seen, history: History, command: Command, now: Now): string[] => {
  const before = frozen(history.state());
  const decision = history.attempt(command, now);
  if ("refusal" in decision) return "events" in decision ? ["a refusal with events"] : [];
  history.record(decision.events, now);
  const events = history.log.slice(history.log.length - decision.events.length);
  notice(seen, history, events);
  return [
    ...violationsOfEvents(seen, history, before, events),
    ...violations(seen, history, now),
    ...(command.type === "KeepTime" && isOpen(history.state()) ? violationsOfWatch(history, now) : []),
  ];
};

/** A command that was carried out changes nothing when it comes again at once. Taking data out of use is asked for once. */
const repeats = (history: History, command: Command, now: Now): string[] => {
  if (command.type === "EraseCase") return [];
  const again = history.attempt(command, now);
  return "events" in again && again.events.length > 0
    ? [`${command.type} acts twice: ${again.events.map(({ type }) => type).join()}`]
    : [];
};

interface Walked {
  history: History;
  seen: Seen;
  now: Now;
  wrong: string[];
}

const begun = (setting: Setting): Walked => {
  const history = makeHistory(setting.world);
  const seen: Seen = new Map();
  history.perform(setting.filing, filingMoment);
  notice(seen, history, history.log);
  return { history, seen, now: filingMoment, wrong: violations(seen, history, filingMoment) };
};

/** Walk on, and stop at the first step after which something does not hold. */
const walkOn = (setting: Setting, from: Walked, steps: readonly TimedStep[]): Walked => {
  const { history, seen } = from;
  let { now, wrong } = from;
  let last: Command | null = null;
  for (const { step, minutes, days } of steps) {
    if (wrong.length > 0) break;
    now = later(now, { minutes, days });
    const command = commandOf(setting, history, step, { now, last });
    wrong = [...perform(seen, history, command, now), ...repeats(history, command, now)];
    last = command;
  }
  return { history, seen, now, wrong };
};

/** Let everybody be willing: the applicant corrects, departments approve, the hub goes on. */
const willing = (setting: Setting, history: History, now: Now): Command => {
  const state = history.state();
  const items = Object.values(state.items);
  const answer = (
    itemId: string,
    department: string,
    given: ReturnType<typeof answers.resumed>,
  ): Command => ({
    type: "AnswerItem",
    itemId,
    department,
    answer: given,
  });
  const said = { revision: state.revision };
  if (state.status === "settled")
    return { type: "IssueLicence", record: licenceRecordOf(setting.world, state), signature: "s" };
  if (state.status === "awaiting-applicant") {
    const value = [0, 1, 2].find((each) => isChange(state, setting.corrected(state, 1, each).form)) ?? 0;
    return { type: "CorrectCase", baseRevision: state.revision, ...setting.corrected(state, 1, value) };
  }
  const suspended = items.find(({ status }) => status === "suspended");
  if (suspended !== undefined)
    return answer(suspended.id, suspended.plan.department, answers.resumed(now, said));
  const open = items.find((item) => isReviewing(item) || item.status === "rejected");
  if (open === undefined) return { type: "SettleStage" };
  const outputs = setting.outputsFor(state, open.id, setting.numbersOf(state));
  return answer(open.id, open.plan.department, answers.approved(now, { ...said, outputs }));
};

const eventTypes = caseEvent.options.map((option) => option.shape.type.value);

const isChange = (state: CaseState, form: unknown): boolean =>
  JSON.stringify(form) !== JSON.stringify(state.form);

/** More willing steps than any case of these settings can need. */
const ENOUGH = 120;

/** Walk on with everybody willing until the case has ended. */
const comeThrough = (setting: Setting, from: Walked): Walked => {
  const { history, seen } = from;
  let { now, wrong } = from;
  for (let count = 0; wrong.length === 0 && count < ENOUGH && isOpen(history.state()); count += 1) {
    now = later(now, { minutes: 11 });
    wrong = perform(seen, history, willing(setting, history, now), now);
  }
  const isStuck = wrong.length === 0 && isOpen(history.state());
  return {
    history,
    seen,
    now,
    wrong: isStuck ? ["a case in which everybody is willing does not end"] : wrong,
  };
};

const wholeWalk = (setting: Setting, { steps, afterwards }: Walk): Walked =>
  walkOn(setting, comeThrough(setting, walkOn(setting, begun(setting), steps)), afterwards);

const foldsAnywhere = ({ log, state }: History): string[] => {
  const whole = JSON.stringify(state());
  return log.flatMap((_, length) => {
    const rest = log.slice(length).reduce<CaseState | null>(evolve, fold(log.slice(0, length)));
    return JSON.stringify(rest) === whole ? [] : [`folding from event ${length} on gives another case`];
  });
};

const settings = [
  ["joint company registration", companySetting],
  ["made-up processes", syntheticSetting],
] as const;

describe.each(settings)("whatever happens to %s", (_, setting) => {
  it("every rule holds after every step, and a willing end is always to be had", { timeout: 240_000 }, () => {
    const property = fc.property(setting, walk, (where, path) => {
      const { history, wrong } = wholeWalk(where, path);

      expect([...wrong, ...foldsAnywhere(history)]).toEqual([]);
    });

    fc.assert(property, { seed, numRuns });
  });
});

describe("the walks themselves", () => {
  it.each(settings)("meet every event there is on the way through %s", (_, setting) => {
    const walks = fc.sample(fc.tuple(setting, walk), { seed: 1, numRuns: 400 });

    const met = new Set(
      walks.flatMap(([where, path]) => wholeWalk(where, path).history.log.map(({ event }) => event.type)),
    );

    expect(eventTypes.filter((type) => !met.has(type))).toEqual([]);
  });
});
