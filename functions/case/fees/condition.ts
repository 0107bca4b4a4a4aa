import type { FeeFacts } from "../../../schemas/fee-facts.ts";
import type { FeeCondition } from "../../catalog/fees/fee-condition.ts";
import type { Portion } from "./portions.ts";

/** Whether a condition of the fee table holds for a part of a project. */
export const holds = (
  condition: FeeCondition,
  facts: FeeFacts,
  portion: Pick<Portion, "use" | "nature">,
): boolean => {
  switch (condition.kind) {
    case "everybody":
      return true;
    case "use":
      return portion.use !== null && condition.in.includes(portion.use);
    case "nature":
      return portion.nature !== null && condition.in.includes(portion.nature);
    case "project":
      return condition.in.includes(facts.projectClass);
    case "park":
      return facts.inPark;
    case "industrial-class":
      return facts.industrialClass === condition.is;
    case "non-profit":
      return facts.isNonProfit;
    case "shelter-impossible":
      return facts.shelterObstacle !== null;
    case "erosion-area":
      return facts.inErosionArea;
    case "all":
      return condition.of.every((each) => holds(each, facts, portion));
    case "any":
      return condition.of.some((each) => holds(each, facts, portion));
    case "not":
      return !holds(condition.of, facts, portion);
  }
};
