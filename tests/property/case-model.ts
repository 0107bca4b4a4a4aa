import { registersOf } from "../../functions/application/register-entries.ts";
import type { Command, Now } from "../../functions/case/commands.ts";
import { evolve, fold } from "../../functions/case/evolve.ts";
import { type CaseState, type ItemState, isOpen, isReviewing } from "../../functions/case/state.ts";
import { processOf } from "../../functions/case/world.ts";
import { answers } from "../support/answers.ts";
import { type History, licenceRecordOf, makeHistory } from "../support/case-history.ts";
import { filingMoment, later } from "../support/moments.ts";
import { calendarThrough2027 } from "../support/year-2027.ts";
import { notice, type Seen, violations } from "./case-invariants.ts";
import type { Setting } from "./case-settings.ts";
import type { TimedStep, Walk } from "./case-steps.ts";
import { commandOf, leadOf } from "./case-walk.ts";
import { violationsOfEvents } from "./event-invariants.ts";
import { isWithdrawing } from "./log-oracle.ts";
import {
  enter,
  type Registers,
  registersRecompute,
  violationsOfWatch,
  write,
} from "./supervision-invariants.ts";

const frozen = <T>(value: T): T => {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) frozen(each);
  return value;
};

/** What a walk remembers besides the log: what departments were shown, and what the registers hold. */
interface Memory {
  seen: Seen;
  registers: Registers;
}

/** Give a command, keep what it comes to, and say what was wrong about it. */
const perform = ({ seen, registers }: Memory, history: History, command: Command, now: Now): string[] => {
  const before = frozen(history.state());
  const decision = history.attempt(command, now);
  if ("refusal" in decision) return "events" in decision ? ["a refusal with events"] : [];
  history.record(decision.events, now);
  const events = history.log.slice(history.log.length - decision.events.length);
  notice(seen, history, events);
  enter(registers, history, before);
  return [
    ...violationsOfEvents(seen, history, before, events),
    ...violations(seen, history, now),
    ...registersRecompute(registers, history),
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

/** A case that was walked so far, and what was found wrong on the way. */
export interface Walked {
  history: History;
  memory: Memory;
  now: Now;
  wrong: string[];
}

const begun = (setting: Setting): Walked => {
  const history = makeHistory(setting.world);
  const memory: Memory = { seen: new Map(), registers: new Map() };
  history.perform(setting.filing, filingMoment);
  notice(memory.seen, history, history.log);
  enter(memory.registers, history, null);
  return { history, memory, now: filingMoment, wrong: violations(memory.seen, history, filingMoment) };
};

/** The notice of next year is published. What the registers held follows the calendar under which it is read. */
const publishYear = ({ history, memory: { registers } }: Walked): void => {
  history.world = { ...history.world, calendar: calendarThrough2027 };
  write(registers, registersOf(history.world, history.state()));
};

/** Walk on, and stop at the first step after which something does not hold. */
const walkOn = (setting: Setting, from: Walked, steps: readonly TimedStep[]): Walked => {
  const { history, memory } = from;
  let { now, wrong } = from;
  let last: Command | null = null;
  for (const { step, minutes, days } of steps) {
    if (wrong.length > 0) break;
    now = later(now, { minutes, days });
    if (step.kind === "publishYear") publishYear(from);
    const command = commandOf(setting, history, step, { now, last });
    wrong = [...perform(memory, history, command, now), ...repeats(history, command, now)];
    last = command;
  }
  return { history, memory, now, wrong };
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
  if (isWithdrawing(history.log))
    return {
      type: "RuleOnWithdrawal",
      department: processOf(setting.world, state).lead,
      isGranted: false,
      reasons: "续办",
    };
  if (state.status === "settled")
    return { type: "IssueLicence", record: licenceRecordOf(setting.world, state), signature: "s" };
  if (state.status === "awaiting-applicant") {
    const value = [0, 1, 2].find((each) => isChange(state, setting.corrected(state, 1, each).form)) ?? 0;
    return { type: "CorrectCase", baseRevision: state.revision, ...setting.corrected(state, 1, value) };
  }
  const suspended = items.find(({ status }) => status === "suspended");
  if (suspended !== undefined)
    return answer(suspended.id, suspended.plan.department, answers.resumed(now, said));
  const open = items.find((item) => isReviewing(item) || isDisputed(item));
  if (open === undefined) return settleOrKeep(setting, history, now);
  if (isDisputed(open) && isForTheLead(setting, state, open))
    return answer(open.id, leadOf(history.world, state, open), answers.ruled(now, said));
  const outputs = setting.outputsFor(state, open.id, setting.numbersOf(state));
  return answer(open.id, open.plan.department, answers.approved(now, { ...said, outputs }));
};

const isDisputed = ({ status, leadCalled }: ItemState): boolean =>
  leadCalled && (status === "rejected" || status === "silent");

/** Whether the lead may put its ruling in the place of a consent. */
const isForTheLead = (setting: Setting, state: CaseState, { id, plan }: ItemState): boolean =>
  Object.keys(setting.outputsFor(state, id, 0)).length === 0 &&
  !setting.world.catalog.items.get(plan.runs)?.isSafetyCritical;

/** Settle the stage; where nothing is settled, the applicant brings what was promised. */
const settleOrKeep = (setting: Setting, history: History, now: Now): Command => {
  const state = history.state();
  const settle = { type: "SettleStage" } as const;
  const decision = history.attempt(settle, now);
  return "events" in decision && decision.events.length > 0
    ? settle
    : { type: "CorrectCase", baseRevision: state.revision, ...setting.promised(state) };
};

const isChange = (state: CaseState, form: unknown): boolean =>
  JSON.stringify(form) !== JSON.stringify(state.form);

/** More willing steps than any case of these settings can need. */
const ENOUGH = 120;

/** Walk on with everybody willing until the case has ended. */
const comeThrough = (setting: Setting, from: Walked): Walked => {
  const { history, memory } = from;
  let { now, wrong } = from;
  for (let count = 0; wrong.length === 0 && count < ENOUGH && isOpen(history.state()); count += 1) {
    now = later(now, { minutes: 11 });
    wrong = perform(memory, history, willing(setting, history, now), now);
  }
  const isStuck = wrong.length === 0 && isOpen(history.state());
  return {
    history,
    memory,
    now,
    wrong: isStuck ? ["a case in which everybody is willing does not end"] : wrong,
  };
};

/** A whole life of a case: the walk, a willing end, and what is tried after it. */
export const wholeWalk = (setting: Setting, { steps, afterwards }: Walk): Walked =>
  walkOn(setting, comeThrough(setting, walkOn(setting, begun(setting), steps)), afterwards);

/** Folding a log from any of its events on gives the same case. */
export const foldsAnywhere = ({ log, state }: History): string[] => {
  const whole = JSON.stringify(state());
  return log.flatMap((_, length) => {
    const rest = log.slice(length).reduce<CaseState | null>(evolve, fold(log.slice(0, length)));
    return JSON.stringify(rest) === whole ? [] : [`folding from event ${length} on gives another case`];
  });
};
