import type { DaySum } from "./limit-days.ts";
import { averageOf } from "./ratios.ts";

/** How many steps (环节) the procedure of an item has by its guide; `null` where no guide tells. */
export type StepsOf = (itemId: string) => number | null;

/** Steps of some items: `leftOut` are those whose guide does not tell, or that have none. */
export interface StepFigures {
  counted: number;
  total: number;
  average: number | null;
  leftOut: number;
}

/** Nobody's guide is known. */
export const noSteps: StepsOf = () => null;

/** The figures of a sum of steps. */
export const stepFigures = ({ counted, total, leftOut }: DaySum): StepFigures => ({
  counted,
  total,
  average: averageOf(total, counted),
  leftOut,
});
