import type { GuideCharge, ResultType } from "../../../../schemas/item-guide.ts";
import type { Message } from "../../../../schemas/message.ts";

/** What is the item's own in its guide; the rest follows from the power list and from the joint action it is part of. */
export interface GuideRow {
  itemId: string;
  /** Digits 7 to 9 of the basic code, a sample under department 99. */
  main: string;
  result: { type: ResultType; name: Message };
  conditions: readonly Message[];
  statutoryNote?: Message;
  /** @default free of charge */
  charge?: GuideCharge;
}
