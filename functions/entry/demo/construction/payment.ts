import type { PaymentReceipt } from "../../../../schemas/fee-messages.ts";
import type { CaseFeesView } from "../../../../schemas/fee-view.ts";
import { parseSecret, signedHeaders } from "../../../departments/webhook-signature.ts";
import type { HubClient } from "../hub-client.ts";

/** The department that reports what came in on the non-tax platform. */
const CHANNEL = "finance";

/** What a payment channel says: an id of its own, what it is about, its type and its data. */
export interface ChannelMessage {
  /** Who says it. @default the payment channel */
  department?: string;
  id: string;
  type: "lianban.fees.paid" | "lianban.fees.refunded";
  caseId: string;
  data: unknown;
}

/** Have the hub make a new secret for the payment channel, as an administrator does when it is connected. */
export const channelSecret = async (admin: HubClient): Promise<Uint8Array> => {
  const { secret } = await admin.send<{ secret: string }>(`/v1/departments/${CHANNEL}/secret-rotation`, {});
  const bytes = parseSecret(secret);
  if (bytes === null) throw new Error("the hub gave a secret that is none");
  return bytes;
};

/** Post a signed message as the payment channel. */
export const sendAsChannel = (
  baseUrl: string,
  secret: Uint8Array,
  { department = CHANNEL, id, type, caseId, data }: ChannelMessage,
): Promise<Response> => {
  const event = {
    ...{ specversion: "1.0", id, source: `urn:lianban:department:${department}`, type, subject: caseId },
    ...{ time: new Date().toISOString(), datacontenttype: "application/json", data },
  };
  const body = new TextEncoder().encode(JSON.stringify(event));
  const timestampSeconds = Math.floor(Date.now() / 1_000);
  const signed = signedHeaders({ secrets: [secret], digest: "sha256", id, timestampSeconds, body });
  return fetch(`${baseUrl}/v1/webhooks/${department}`, {
    method: "POST",
    headers: { ...signed, "content-type": "application/json" },
    body,
  });
};

/** The notice of a payment that settles all the treasury is owed. */
export const noticeOf = ({ sheet, outstanding, outstandingFen }: CaseFeesView, paymentId: string) => ({
  paymentId,
  sheetId: sheet.sheetId,
  amountFen: outstandingFen,
  lines: outstanding
    .filter(({ part }) => part === "treasury")
    .map(({ collector, amountFen }) => ({ collector, amountFen })),
  paidAt: new Date().toISOString(),
  channel: "non-tax-platform" as const,
});

/** Pay what the treasury is owed, as somebody does who scanned the bill. */
export const payTreasury = async (
  baseUrl: string,
  secret: Uint8Array,
  fees: CaseFeesView,
  paymentId: string,
): Promise<PaymentReceipt> => {
  const response = await sendAsChannel(baseUrl, secret, {
    ...{ id: `msg-${paymentId}`, type: "lianban.fees.paid", caseId: fees.caseId },
    data: noticeOf(fees, paymentId),
  });
  if (!response.ok) throw new Error(`the payment was refused: ${response.status} ${await response.text()}`);
  return (await response.json()) as PaymentReceipt;
};
