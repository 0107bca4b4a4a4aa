import * as z from "zod";
import {
  type BuildingNature,
  buildingNature,
  type FeeFacts,
  type ProjectUse,
  projectClass,
  projectUse,
} from "../../../schemas/fee-facts.ts";

/**
 * When a fee is due, or whom a rule favours, as data over what is known of the project.
 *
 * `use` and `nature` look at the part of the project that is charged, a use of its buildings or of its land; a charge on
 * the project as a whole has neither, so they do not hold for it. The others look at the project.
 */
export type FeeCondition =
  | { kind: "everybody" }
  | { kind: "use"; in: ProjectUse[] }
  | { kind: "nature"; in: BuildingNature[] }
  | { kind: "project"; in: FeeFacts["projectClass"][] }
  | { kind: "park" }
  | { kind: "industrial-class"; is: "A" | "B" }
  | { kind: "non-profit" }
  | { kind: "shelter-impossible" }
  | { kind: "erosion-area" }
  | { kind: "all"; of: FeeCondition[] }
  | { kind: "any"; of: FeeCondition[] }
  | { kind: "not"; of: FeeCondition };

/** See {@link FeeCondition}. A list of alternatives is never empty: what holds for nobody is an error of the table. */
export const feeCondition: z.ZodType<FeeCondition> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("everybody") }),
    z.strictObject({ kind: z.literal("use"), in: z.array(projectUse).min(1) }),
    z.strictObject({ kind: z.literal("nature"), in: z.array(buildingNature).min(1) }),
    z.strictObject({ kind: z.literal("project"), in: z.array(projectClass).min(1) }),
    z.strictObject({ kind: z.literal("park") }),
    z.strictObject({ kind: z.literal("industrial-class"), is: z.enum(["A", "B"]) }),
    z.strictObject({ kind: z.literal("non-profit") }),
    z.strictObject({ kind: z.literal("shelter-impossible") }),
    z.strictObject({ kind: z.literal("erosion-area") }),
    z.strictObject({ kind: z.literal("all"), of: z.array(feeCondition).min(1) }),
    z.strictObject({ kind: z.literal("any"), of: z.array(feeCondition).min(1) }),
    z.strictObject({ kind: z.literal("not"), of: feeCondition }),
  ]),
);
