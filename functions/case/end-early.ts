import type { CaseEvent } from "../../schemas/events.ts";
import { type CaseState, isReviewing } from "./state.ts";

/** The events that stand down everybody still asked, before a case ends early. */
export const standDown = (state: CaseState, why: "refused" | "withdrawn"): CaseEvent[] =>
  Object.values(state.items)
    .filter((item) => isReviewing(item) || item.status === "correcting")
    .map((item) => ({ type: "ItemStoodDown", itemId: item.id, why }));

/** The events that refuse a case, with the reasons each department gave. @see 行政许可法第三十八条第二款 */
export const refusedBy = (state: CaseState): CaseEvent[] => {
  const reasons = Object.values(state.items).flatMap(({ id: itemId, rejection }) =>
    rejection === null ? [] : [{ itemId, code: rejection.code, text: rejection.text }],
  );
  return [...standDown(state, "refused"), { type: "CaseRefused", reasons }];
};
