import type { CommandOf } from "../case/commands.ts";
import type { CaseState } from "../case/state.ts";
import { processOf } from "../case/world.ts";
import type { CaseMemory } from "./case-memory.ts";
import type { CommandRequest, CommandResult, HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";
import { gatherPool } from "./project-pool.ts";

/** A correction of a case, as somebody hands it in. */
export type Correction = Omit<CommandRequest, "command"> & { command: CommandOf<"CorrectCase"> };

/** Whether a corrected form is about works the case was not about. */
const bringsInWorks = ({ world }: Hub, state: CaseState, raw: unknown): boolean => {
  const process = processOf(world, state);
  if (state.project === null || process.projectOf === undefined) return false;
  const parsed = process.parseForm(raw);
  if ("issues" in parsed) return false;
  const { works } = state.project;
  return process.projectOf(parsed.form).works.some((each) => !works.includes(each));
};

/**
 * Correct a case. Where works come in, the project is looked at once more: they may have been reviewed and charged in another
 * case since this one was filed.
 */
export const makeCorrectCase =
  (hub: Hub, memory: CaseMemory, handle: HandleCommand) =>
  async ({ command, ...request }: Correction): Promise<CommandResult> => {
    const found = await memory.load(request.caseId);
    const state = found.kind === "Loaded" ? found.loaded.state : null;
    if (state === null || state.project === null || !bringsInWorks(hub, state, command.form))
      return handle({ ...request, command });
    const pool = await gatherPool(hub, memory, state.project.code, false);
    return handle({ ...request, command: { ...command, pool } });
  };
