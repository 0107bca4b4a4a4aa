import type { Due } from "../../../schemas/events.ts";
import type { LetterTable } from "../../../schemas/letter.ts";
import { message } from "../../../schemas/message.ts";
import type { Limits } from "../../catalog/catalog.ts";
import { dueIn, limitIn } from "./dates.ts";
import { tableOf } from "./phrases.ts";

/** Both limits side by side, each with the day it ends. */
export const dueTable = (limits: Limits, due: Due): LetterTable =>
  tableOf(
    [message("时限", "Limit"), message("期限", "Length"), message("届满日期", "Ends on")],
    [
      [
        message("法定办理时限", "by law"),
        limitIn(limits.statutory),
        dueIn(due, "statutory", limits.statutory),
      ],
      [
        message("承诺办理时限", "promised"),
        limitIn(limits.promised),
        dueIn(due, "promised", limits.promised),
      ],
    ],
  );
