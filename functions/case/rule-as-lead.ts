import type { Answer } from "../../schemas/answers.ts";
import type { CaseEvent } from "../../schemas/events.ts";
import type { Process } from "../processes/process.ts";
import { limitEndOrNull } from "./clock.ts";
import type { Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { refusedBy } from "./end-early.ts";
import { evolveItem } from "./evolve-item.ts";
import { refusalOfRound, stopsStatutory } from "./rectification.ts";
import { partOf } from "./scope.ts";
import { type CaseState, type ItemState, isOpen } from "./state.ts";
import { catalogOf, processOf, type World } from "./world.ts";

type Ruled = Extract<Answer, { type: "lianban.item.ruled" }>;

/** The department that leads a stage; that of the process for a stage it no longer has. */
export const leadOf = (process: Process, stageId: string): string =>
  process.stages.find(({ id }) => id === stageId)?.lead ?? process.lead;

/**
 * The lead department rules where another objected or stayed silent (主办部门牵头责任): it goes on without that consent
 * and owes the department its reasons, it follows the objection and the case is refused, or the applicant mends what
 * was objected to. What only that department can give, a number or a permit, no ruling brings: `CannotOverrule`.
 */
export const ruleAsLead = (
  world: World,
  state: CaseState,
  item: ItemState,
  department: string,
  { time, data }: Ruled,
  now: Now,
): Decision => {
  const lead = leadOf(processOf(world, state), item.plan.stage);
  if (department !== lead) return refuse({ kind: "NotLead", itemId: item.id, department, lead });
  if (!isOpen(state)) return refuse({ kind: "CaseClosed", status: state.status });
  if (!item.leadCalled || (item.status !== "rejected" && item.status !== "silent"))
    return refuse({ kind: "NothingToRule", itemId: item.id, status: item.status });
  const { ruling, reasons, officer } = data;
  const owed = partOf(processOf(world, state), item.id, state.mode).yields ?? [];
  const guardsSafety = catalogOf(world, state).items.get(item.plan.runs)?.isSafetyCritical ?? false;
  if (ruling === "approve" && (owed.length > 0 || guardsSafety))
    return refuse({ kind: "CannotOverrule", itemId: item.id, owed });
  const exhausted = ruling === "suspend" ? refusalOfRound(processOf(world, state), state, item) : null;
  if (exhausted !== null) return refuse(exhausted);
  const { leadReasons } = world.profile;
  const event: CaseEvent = {
    type: "LeadRuled",
    itemId: item.id,
    lead,
    ruling,
    reasons,
    fingerprint: item.fingerprint,
    ...(ruling === "suspend" ? stopsStatutory(processOf(world, state)) : {}),
    reasonsDueOn: ruling === "approve" ? limitEndOrNull(world.calendar, now.on, leadReasons.limit) : null,
    officer,
    on: now.on,
  };
  if (ruling !== "refuse") return { events: [event] };
  const refused = evolveItem(item, event, new Date(time).toISOString());
  const after = { ...state, items: { ...state.items, [item.id]: refused } };
  return { events: [event, ...refusedBy(world, after, now)] };
};
