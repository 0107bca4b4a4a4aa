import type { Delivery, SendDelivery, SendResult } from "../../ports/deliveries.ts";
import { errorText } from "./error-text.ts";

/** Send a delivery that has `attempts` attempts behind it. A sender that throws, whatever it throws, has failed. */
export const attemptDelivery = async (
  send: SendDelivery,
  delivery: Delivery,
  attempts: number,
): Promise<SendResult> => {
  try {
    return await send(delivery, attempts + 1);
  } catch (error) {
    return { kind: "Retry", reason: errorText(error), retryAfterSeconds: null };
  }
};
