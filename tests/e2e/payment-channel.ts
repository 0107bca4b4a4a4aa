import {
  channelSecret,
  type noticeOf,
  sendAsChannel,
} from "../../functions/entry/demo/construction/payment.ts";
import type { Target } from "./target.ts";

/** A notice of a payment as the channel sends it. */
type Notice = ReturnType<typeof noticeOf>;

/** What the payment channel reports, over HTTP only. */
export interface PaymentChannel {
  /** What it signs with. */
  secret: Uint8Array;
  /** Report a payment; under the message id of an earlier one it is the same message again. */
  paid: (caseId: string, notice: Notice, id?: string) => Promise<Response>;
  /** Report that money went back. */
  refunded: (caseId: string, refundId: string) => Promise<Response>;
}

/** The channel of a deployment, with a secret an administrator had made for it; made once in a file of journeys. */
export const makePaymentChannel = (target: Target): (() => Promise<PaymentChannel>) => {
  let made: Promise<Uint8Array> | null = null;
  return async () => {
    made ??= target.as("admin").then(channelSecret);
    const secret = await made;
    const newId = (): string => `msg-${crypto.randomUUID()}`;
    const send = (message: Parameters<typeof sendAsChannel>[2]): Promise<Response> =>
      sendAsChannel(target.baseUrl, secret, message);
    return {
      secret,
      paid: (caseId, data, id = newId()) => send({ id, type: "lianban.fees.paid", caseId, data }),
      refunded: (caseId, refundId) => {
        const data = { refundId, refundedAt: new Date().toISOString() };
        return send({ id: newId(), type: "lianban.fees.refunded", caseId, data });
      },
    };
  };
};

/** Of a notice the part that one collector gets. */
export const onlyTo = (notice: Notice, collector: string | undefined): Notice => {
  const lines = notice.lines.filter((line) => line.collector === collector);
  return { ...notice, lines, amountFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0) };
};
