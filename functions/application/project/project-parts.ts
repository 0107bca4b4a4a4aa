import type { InheritedOutput } from "../../../schemas/events.ts";
import type { CaseView } from "../../../schemas/http.ts";
import { message } from "../../../schemas/message.ts";
import type { OutputView } from "../../../schemas/project.ts";
import { standingOf } from "../../case/inherit.ts";
import type { CaseState } from "../../case/state.ts";
import type { World } from "../../case/world.ts";
import { shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import type { Hub } from "../hub.ts";
import { masked } from "../mask-form.ts";
import { namesOf } from "../statistics/names.ts";
import { projectOfState } from "./project-of-state.ts";

/** An output as people read it; identity numbers are masked. */
export const outputViewOf = (
  world: World,
  { caseId, processId, item, name, value, on, expiresOn }: InheritedOutput,
  standing: OutputView["standing"],
): OutputView => ({
  item,
  itemName: namesOf(world).item(item) ?? message(item, item),
  name,
  label: world.catalog.outputs.get(name)?.label ?? message(name, name),
  value: masked(value),
  ...{ caseId, processId, on, expiresOn, standing },
});

type ProjectParts = Pick<CaseView, "project" | "inherited" | "inheritedMaterials" | "greenChannel">;

/** What the view of a case says of its project: what it took over and how that stands today, and its green channel. */
export const projectParts = (
  { world, clock }: Pick<Hub, "world" | "clock">,
  state: CaseState,
): ProjectParts => {
  const today = shanghaiDate(clock.now());
  const project = projectOfState(world, state);
  return {
    project: project && { ...project, works: [...project.works] },
    inherited: state.inherited.map((each) => outputViewOf(world, each, standingOf(each, today))),
    inheritedMaterials: state.inheritedMaterials.map(({ code, caseId, on, revoked }) => ({
      ...{ code, caseId, on },
      standing: standingOf({ revoked }, today),
    })),
    greenChannel: state.greenChannel,
  };
};
