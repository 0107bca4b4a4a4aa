import type { TwinDials } from "../../functions/twins/dials.ts";

/** Departments that answer at once and misbehave a little. */
export const briskDials: TwinDials = {
  acceptAfterMs: [0, 20],
  decideAfterMs: [0, 60],
  duplicateRate: 0.3,
  reorderRate: 0.2,
  outageRate: 0.1,
  clockSkewMs: 0,
  dropAnswerRate: 0.2,
};
