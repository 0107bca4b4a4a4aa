import type { CaseState } from "../../case/state.ts";
import { processOf, type World } from "../../case/world.ts";
import type { ProjectOfForm } from "../../processes/process.ts";

/** The project of a case, with its name and works as the form says now; `null` where the process knows no projects. */
export const projectOfState = (world: World, state: CaseState): ProjectOfForm | null => {
  if (state.project === null) return null;
  const { name, works } = processOf(world, state).projectOf?.(state.form) ?? state.project;
  return { code: state.project.code, name, works };
};

/** The single works a case is about as its form says now; none where it is of no project. */
export const worksOfState = (world: World, state: CaseState): string[] => [
  ...(projectOfState(world, state)?.works ?? []),
];
