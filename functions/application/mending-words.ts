import { type Message, message } from "../../schemas/message.ts";
import type { Process } from "../processes/process.ts";

/** What mending an application is called in a process: its notice, and the act itself. */
export interface MendingWords {
  notice: Message;
  act: Message;
}

const correction: MendingWords = {
  notice: message("补正告知书", "notice of correction"),
  act: message("补正", "correction"),
};

const rectification: MendingWords = {
  notice: message("整改意见通知书", "notice of rectification"),
  act: message("整改", "rectification"),
};

/**
 * The words for mending in a process. One with rules of its own for it (整改) reviewed what it accepted; elsewhere materials
 * are completed before acceptance (补正, 行政许可法第三十二条).
 */
export const mendingWords = (process: Pick<Process, "rectification">): MendingWords =>
  process.rectification === undefined ? correction : rectification;
