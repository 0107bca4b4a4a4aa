import type { CaseEvent } from "../../schemas/events.ts";
import type { Now } from "./commands.ts";
import { canonical } from "./scope.ts";
import type { CaseState, CorrectionNotice } from "./state.ts";

const wishesOf = (state: CaseState): CorrectionNotice["wishes"] =>
  Object.values(state.items)
    .filter((item) => item.status === "correcting")
    .flatMap((item) => item.wishes.map((wish) => ({ itemId: item.id, ...wish })));

/** True while the notice that is out says exactly what the departments wish now. */
export const isNoticed = (state: CaseState): boolean =>
  state.notice !== null && canonical(state.notice.wishes) === canonical(wishesOf(state));

/** Gather every department's wishes into one notice (一次性告知). @see 行政许可法第三十二条第一款第四项 */
export const noticeEvent = (state: CaseState, now: Now): CaseEvent => ({
  type: "CorrectionNoticeIssued",
  number: state.noticeCount + 1,
  revision: state.revision,
  wishes: [...wishesOf(state)],
  on: now.on,
});
