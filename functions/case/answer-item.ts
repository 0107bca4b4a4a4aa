import type { Answer, AnswerType, Procedure } from "../../schemas/answers.ts";
import type { CaseEvent } from "../../schemas/events.ts";
import { type Message, message } from "../../schemas/message.ts";
import { dueDates } from "./clock.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import type { Refusal } from "./refusals.ts";
import { canonical, partOf } from "./scope.ts";
import { type CaseState, type ItemState, type ItemStatus, isOpen } from "./state.ts";
import { processOf, type World } from "./world.ts";

/** How far a department's clock may run ahead of the hub's before its answer is refused, in milliseconds. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000;

/** The eight procedures that stop the law's clock, and only they. @see 行政许可法第四十五条 */
const STOPS_CLOCK: ReadonlySet<Procedure> = new Set<Procedure>([
  "hearing",
  "tender",
  "auction",
  "inspection",
  "testing",
  "quarantine",
  "appraisal",
  "expert-review",
]);

/**
 * Which answers an item takes, by where it stands. A department may revise its own answer until the stage is
 * settled; a suspended item must be resumed first.
 */
const takes: Readonly<Record<AnswerType, readonly ItemStatus[]>> = {
  "lianban.item.accepted": ["asked", "accepted", "suspended"],
  "lianban.item.approved": ["asked", "accepted", "correcting", "approved", "rejected"],
  "lianban.item.rejected": ["asked", "accepted", "correcting", "approved", "rejected"],
  "lianban.item.correction-required": ["asked", "accepted", "correcting", "approved", "rejected"],
  "lianban.item.suspended": ["asked", "accepted"],
  "lianban.item.resumed": ["suspended"],
};

/** The fingerprint of what the department had been shown at a revision: the latest not after it. */
const shownAt = (item: ItemState, revision: number): string | undefined => {
  const shown = Object.keys(item.fingerprints)
    .map(Number)
    .filter((each) => each <= revision);
  return shown.length === 0 ? undefined : item.fingerprints[Math.max(...shown)];
};

const refusalOfRevision = (state: CaseState, item: ItemState, revision: number): Refusal | null => {
  const current = item.revision;
  const shown = revision > state.revision ? undefined : shownAt(item, revision);
  if (shown === undefined) return { kind: "RevisionUnknown", itemId: item.id, revision, current };
  return shown === item.fingerprint
    ? null
    : { kind: "RevisionSuperseded", itemId: item.id, revision, current };
};

const refusalOfTime = (item: ItemState, time: string, now: Now): Refusal | null => {
  if (Date.parse(time) > Date.parse(now.at) + FUTURE_TOLERANCE_MS)
    return { kind: "AnswerFromFuture", itemId: item.id, time, now: now.at };
  if (item.lastAnswerAt !== "" && Date.parse(time) < Date.parse(item.lastAnswerAt))
    return { kind: "AnswerOutOfOrder", itemId: item.id, time, lastAnswerAt: item.lastAnswerAt };
  return null;
};

const refusalOfState = (state: CaseState, item: ItemState, answer: Answer): Refusal | null => {
  if (!isOpen(state)) return { kind: "CaseClosed", status: state.status };
  if (item.status === "waiting") return { kind: "NotAskedYet", itemId: item.id };
  const stageId = item.plan.stage;
  if (state.settledStages.includes(stageId)) return { kind: "AlreadySettled", itemId: item.id, stageId };
  if (!takes[answer.type].includes(item.status))
    return { kind: "NotDecidable", itemId: item.id, status: item.status, answer: answer.type };
  return null;
};

/**
 * Take a department's answer about its own item.
 *
 * Refused: another department's item, a closed case, a settled stage, an answer older than the department's last
 * one, an answer on a revision whose scope has changed since, outputs that do not verify.
 */
export const answerItem = (
  world: World,
  state: CaseState,
  command: CommandOf<"AnswerItem">,
  now: Now,
): Decision => {
  const item = state.items[command.itemId];
  if (item === undefined)
    return refuse({ kind: "ItemUnknown", itemId: command.itemId, known: Object.keys(state.items) });
  if (item.plan.department !== command.department)
    return refuse({ kind: "NotThisDepartment", itemId: item.id, department: command.department });
  const { answer } = command;
  const refusal =
    refusalOfState(state, item, answer) ??
    refusalOfTime(item, answer.time, now) ??
    refusalOfRevision(state, item, answer.data.revision) ??
    (answer.type === "lianban.item.approved"
      ? refusalOfOutputs(world, state, item, answer.data.outputs)
      : null);
  return refusal === null ? { events: eventsOf(world, item, answer, now) } : refuse(refusal);
};

const problem = (path: string, text: Message): { path: string; message: Message } => ({
  path,
  message: text,
});

/** Outputs must be exactly those the item owes in this mode, each well formed, and agree with the other items'. */
const refusalOfOutputs = (
  world: World,
  state: CaseState,
  item: ItemState,
  outputs: Readonly<Record<string, unknown>>,
): Refusal | null => {
  const process = processOf(world, state);
  const owed = partOf(process, item.id, state.mode).yields ?? [];
  const missing = owed
    .filter((name) => outputs[name] === undefined)
    .map((name) =>
      problem(name, message(`缺少办理结果“${name}”,请补上`, `the output "${name}" is missing; add it`)),
    );
  const wrong = Object.entries(outputs).flatMap(([name, value]) =>
    problemsOfOutput(world, owed, name, value),
  );
  const disagreeing =
    missing.length + wrong.length > 0
      ? []
      : process.checkOutputs(state.mode, { ...state.outputs, [item.id]: outputs });
  const problems = [...missing, ...wrong, ...disagreeing];
  return problems.length === 0 ? null : { kind: "OutputsInvalid", itemId: item.id, problems };
};

const problemsOfOutput = (world: World, owed: readonly string[], name: string, value: unknown) => {
  const definition = world.catalog.outputs.get(name);
  if (definition === undefined || !owed.includes(name)) {
    const allowed = owed.join(", ") || "none";
    return [
      problem(
        name,
        message(
          `本事项不产生“${name}”,应为:${allowed}`,
          `the item does not yield "${name}"; it yields: ${allowed}`,
        ),
      ),
    ];
  }
  return definition.accepts(value) ? [] : [problem(name, definition.expected)];
};

const acceptance = (world: World, item: ItemState, answer: Answer, now: Now): CaseEvent[] => {
  if (item.acceptedOn !== null) return [];
  const acts = { acceptedOn: now.on, limits: item.limits, pauses: item.pauses };
  const { revision, officer } = answer.data;
  return [
    {
      type: "ItemAccepted",
      itemId: item.id,
      revision,
      acceptedOn: now.on,
      deemed: false,
      officer,
      due: dueDates(acts, world.calendar),
      answeredAt: answer.time,
    },
  ];
};

/** A decision without a word of acceptance before it accepts and decides at once (即办). */
const eventsOf = (world: World, item: ItemState, answer: Answer, now: Now): CaseEvent[] => {
  const base = { itemId: item.id, answeredAt: utc(answer.time) };
  switch (answer.type) {
    case "lianban.item.accepted":
      return acceptance(world, item, { ...answer, time: base.answeredAt }, now);
    case "lianban.item.approved":
      return isSameApproval(item, answer)
        ? []
        : [
            ...acceptance(world, item, { ...answer, time: base.answeredAt }, now),
            approval(item, answer, base),
          ];
    case "lianban.item.rejected": {
      const { code, text, basis } = answer.data.reason;
      const reason = basis === undefined ? { code, text } : { code, text, basis };
      const { revision, officer } = answer.data;
      return [
        ...acceptance(world, item, { ...answer, time: base.answeredAt }, now),
        { type: "ItemRejected", ...base, revision, officer, reason },
      ];
    }
    case "lianban.item.correction-required": {
      const { revision, officer, wishes } = answer.data;
      return [{ type: "CorrectionWished", ...base, revision, officer, wishes }];
    }
    case "lianban.item.suspended": {
      const { procedure, reason, officer, plannedWorkingDays = null } = answer.data;
      const stopsClock = STOPS_CLOCK.has(procedure);
      return [
        {
          type: "ItemSuspended",
          ...base,
          procedure,
          reason,
          plannedWorkingDays,
          on: now.on,
          stopsClock,
          officer,
        },
      ];
    }
    case "lianban.item.resumed":
      return [resumption(world, item, answer.data, base, now)];
  }
};

/** Log instants are UTC, whatever offset a department writes. */
const utc = (time: string): string => new Date(time).toISOString();

type Base = { itemId: string; answeredAt: string };
type Approval = Extract<Answer, { type: "lianban.item.approved" }>;

const isSameApproval = (item: ItemState, answer: Approval): boolean =>
  item.status === "approved" &&
  item.opinion === (answer.data.opinion ?? null) &&
  canonical(item.documents) === canonical(answer.data.documents) &&
  Date.parse(answer.time) === Date.parse(item.lastAnswerAt);

const approval = (item: ItemState, answer: Approval, base: Base): CaseEvent => {
  const { revision, officer, opinion, outputs, documents } = answer.data;
  const event = {
    type: "ItemApproved" as const,
    ...base,
    revision,
    fingerprint: item.fingerprint,
    officer,
    outputs,
    documents,
  };
  return opinion === undefined ? event : { ...event, opinion };
};

const resumption = (
  world: World,
  item: ItemState,
  data: Extract<Answer, { type: "lianban.item.resumed" }>["data"],
  base: Base,
  now: Now,
): CaseEvent => {
  const pauses = item.pauses.map((pause) => (pause.to === null ? { ...pause, to: now.on } : pause));
  const due = dueDates({ acceptedOn: item.acceptedOn, limits: item.limits, pauses }, world.calendar);
  return { type: "ItemResumed", ...base, result: data.result, on: now.on, due, officer: data.officer };
};
