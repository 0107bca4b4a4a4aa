import type { BuildingNature, ProjectUse } from "../../../schemas/fee-facts.ts";
import type { ChargeLine } from "../../../schemas/fees.ts";
import { buildingNatures, projectUses } from "../../../schemas/forms/construction/choices.ts";
import { type Message, message } from "../../../schemas/message.ts";

const isUse = (cause: string): cause is ProjectUse => Object.hasOwn(projectUses, cause);
const isNature = (nature: string): nature is BuildingNature => Object.hasOwn(buildingNatures, nature);

/**
 * The part of a project a charge is for, in words: a use, with what is not new about its buildings; an institution for its
 * service. `null` for a charge on the project as a whole.
 */
export const causeName = ({
  cause,
  institution,
}: Pick<ChargeLine, "cause" | "institution">): Message | null => {
  if (institution !== null) return message(institution.name, institution.name);
  const [use = "", nature = ""] = cause.split(".");
  if (!isUse(use)) return null;
  const name = projectUses[use];
  if (!isNature(nature)) return name;
  const { zh, en } = buildingNatures[nature];
  return message(`${name.zh}·${zh}`, `${name.en}, ${en}`);
};
