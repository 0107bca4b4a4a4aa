import type { PaymentReceipt } from "../../../schemas/fee-messages.ts";
import { message } from "../../../schemas/message.ts";
import type { Command } from "../../case/commands.ts";
import { paymentChannels } from "../../case/fees/payment-channel.ts";
import { shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import type { CommandResult } from "../handle-command.ts";
import type { Hub } from "../hub.ts";

const isErased = (result: CommandResult): boolean =>
  result.kind === "Erased" || (result.kind === "Refused" && result.refusal.kind === "Erased");

/**
 * What a payment channel is told of money for a case whose personal data is out of use: the receipt, a JSON text, that the
 * channel keeps it and pays it back by itself; `null` where the result is about anything else.
 *
 * Nothing can be put on the record of such a case, so the same notice gets the same answer whenever it comes, and a line
 * of the hub's log is what remains. An answer of failure would have the channel send again, or take its address for dead.
 */
export const erasedPaymentReceipt = async (
  hub: Pick<Hub, "store" | "clock" | "world" | "log">,
  { caseId, command }: { caseId: string; command: Command },
  result: CommandResult,
): Promise<string | null> => {
  if (!isErased(result) || command.type !== "PayFees") return null;
  const { department, notice } = command;
  if (!paymentChannels(hub.world, shanghaiDate(hub.clock.now())).includes(department)) return null;
  const head = await hub.store.head(caseId);
  hub.log.warn("payment-for-erased-case", { caseId, department });
  const receipt: PaymentReceipt = {
    received: true,
    caseId,
    paymentId: notice.paymentId,
    outcome: "turned-back",
    why: "case-closed",
    message: message(
      "办件已办结且个人信息已停止使用，本笔未入账，由收缴渠道留存并原路退回，退后无须报告",
      "the case is closed and its personal data out of use; nothing was credited: keep the money and pay it all back, and report nothing more",
    ),
    refundId: null,
    outstandingFen: 0,
    version: head?.version ?? 0,
  };
  return JSON.stringify(receipt);
};
