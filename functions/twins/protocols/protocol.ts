import * as z from "zod";
import type { AnswerData, AnswerType } from "../../../schemas/answers.ts";
import { deliveryData, deliveryType } from "../../../schemas/deliveries.ts";
import type { WebhookDigest } from "../../departments/webhook-signature.ts";

/** The protocols a department's system may speak; each has a file of this folder and a dialect of the hub's facing it. */
export type ProtocolId = "json" | "xml-gbk" | "form-sm3";

/** What every protocol carries of a delivery. */
const twinDelivery = z.object({
  id: z.string().min(1),
  type: deliveryType,
  source: z.string(),
  time: z.string(),
  data: deliveryData,
});
/** A delivery as a department reads it; see the schema above. */
export type TwinDelivery = z.infer<typeof twinDelivery>;

/** An answer before a protocol writes it. `webhookId` stays over retries; `source` names the department's system. */
export type TwinAnswer = {
  [T in AnswerType]: {
    webhookId: string;
    type: T;
    source: string;
    caseId: string;
    itemId: string;
    time: string;
    data: AnswerData<T>;
  };
}[AnswerType];

/** A message that cannot be read, and why. */
export interface Unreadable {
  kind: "Unreadable";
  detail: string;
}

/** A message as it goes over the wire. */
export interface WireMessage {
  contentType: string;
  body: Uint8Array;
}

/** One department's language, seen from the department. Written apart from the hub's dialects, so that each checks the other. */
export interface Protocol {
  id: ProtocolId;
  digest: WebhookDigest;
  read: (message: WireMessage) => TwinDelivery | Unreadable;
  write: (answer: TwinAnswer) => WireMessage;
}

/** Check what a protocol took out of a message. */
export const readDelivery = (candidate: unknown): TwinDelivery | Unreadable => {
  const read = twinDelivery.safeParse(candidate);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return { kind: "Unreadable", detail: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unreadable"}` };
};

/** Run a reader that may throw on what no hub sends. */
export const readingSafely = (read: () => TwinDelivery | Unreadable): TwinDelivery | Unreadable => {
  try {
    return read();
  } catch (error) {
    return { kind: "Unreadable", detail: error instanceof Error ? error.message : "unreadable" };
  }
};
