import type { CaseState, Meeting } from "../case/state.ts";
import { processOf, type World } from "../case/world.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { isAtCentre, loadFor } from "./load-case.ts";
import { Failed } from "./responses.ts";

type Ground = Pick<Deps, "memory" | "hub">;

/** Whether a department has a part in a case: it leads a stage, or one of its items is asked. */
const takesPart = (world: World, state: CaseState, department: string | undefined): boolean =>
  department !== undefined &&
  (processOf(world, state).stages.some(({ lead }) => lead === department) ||
    Object.values(state.items).some(
      ({ plan }) => plan.takesPart === "asked" && plan.department === department,
    ));

/** Load a case for people of a department that has a part in it; for everybody else it is not there. */
export const loadForDepartment = async (
  { memory, hub }: Ground,
  claims: Claims,
  caseId: string,
): Promise<CaseState> => {
  const found = await memory.load(caseId);
  if (found.kind === "Erased") throw new Failed({ kind: "Erased" });
  if (found.kind !== "Loaded" || !takesPart(hub.world, found.loaded.state, claims.department))
    throw new Failed({ kind: "CaseUnknown", caseId });
  return found.loaded.state;
};

/** Load a case for somebody who reads its meetings: people of departments that have a part in it, and who may follow it. */
export const loadForMeetings = async (ground: Ground, claims: Claims, caseId: string): Promise<CaseState> => {
  const found = isAtCentre(claims) ? await ground.memory.load(caseId) : null;
  if (found?.kind === "Loaded" && takesPart(ground.hub.world, found.loaded.state, claims.department))
    return found.loaded.state;
  return (await loadFor(ground, claims, caseId)).state;
};

/** One meeting of a case by its id; throws a problem that names those there are. */
export const findMeeting = ({ meetings }: CaseState, meetingId: string): Meeting => {
  const found = meetings.find((each) => each.meetingId === meetingId);
  if (found !== undefined) return found;
  throw new Failed({ kind: "MeetingUnknown", meetingId, known: meetings.map((each) => each.meetingId) });
};
