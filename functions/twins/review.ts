import type { Procedure, Wish } from "../../schemas/answers.ts";
import type { DeliveryData } from "../../schemas/deliveries.ts";
import { bilingual } from "../../schemas/message.ts";

/**
 * The department's numbers. `take` gives this case its number of a series: the one it has, or the next that is free,
 * counted from `first` to `last`. Throws a RangeError when the series is used up.
 */
export interface Numbers {
  take: (
    series: string,
    range: { first: number; last: number },
    compose: (sequence: number) => string,
  ) => string;
}

/**
 * What a reviewer has before them: the delivery, the procedures it was held up for since it was asked, the numbers, and
 * today's date in Asia/Shanghai.
 */
export interface ReviewRequest {
  delivery: DeliveryData;
  procedures: readonly Procedure[];
  numbers: Numbers;
  on: string;
}

/**
 * What a review comes to. `suspended`: a procedure comes first, and the item is reviewed again after it; how long it
 * takes is told, as art. 45 has it. `undecided`: the department cannot answer; a person must look (shown in its status).
 * @see 行政许可法第四十五条
 */
export type Verdict =
  | { kind: "approved"; outputs: Record<string, unknown>; opinion?: string }
  | { kind: "rejected"; reason: { code: string; text: string; basis?: string } }
  | { kind: "correction-required"; wishes: Wish[] }
  | { kind: "suspended"; procedure: Procedure; reason: string; plannedWorkingDays: number }
  | { kind: "undecided"; why: string };

/** How a department decides. Pure but for the numbers it takes: the same delivery of a case gives the same verdict. */
export type ReviewPolicy = (request: ReviewRequest) => Verdict;

/** The text at a dotted path of the fields, trimmed; `""` when there is none. */
export const textAt = (fields: unknown, path: string): string => {
  const value = valueAt(fields, path);
  return typeof value === "string" ? value.trim() : "";
};

/** The value at a dotted path of the fields; `undefined` when there is none. */
export const valueAt = (fields: unknown, path: string): unknown => {
  let value = fields;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
};

/** Make exactly the outputs the delivery expects, of those the department knows how to make. */
export const outputsFor = (
  { expects }: DeliveryData,
  makers: Readonly<Record<string, () => unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    expects.flatMap((name) => {
      const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
      return make === undefined ? [] : [[name, make()] as const];
    }),
  );

/** One thing the applicant should mend, in both languages. */
export const wish = (path: string, zh: string, en: string): Wish => ({ path, message: bilingual(zh, en) });
