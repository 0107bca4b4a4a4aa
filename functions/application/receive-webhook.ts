import { createHash } from "node:crypto";
import { type Answer, answerData, isAnswerType } from "../../schemas/answers.ts";
import { type CloudEvent, cloudEvent } from "../../schemas/cloud-event.ts";
import { feeMessageData, isFeeMessageType } from "../../schemas/fee-messages.ts";
import { type Message, message } from "../../schemas/message.ts";
import { zodErrors } from "../../schemas/zod-message.ts";
import type { Command } from "../case/commands.ts";
import type { CaseState } from "../case/state.ts";
import { loadDialect } from "../departments/dialects.ts";
import { isMalformed } from "../departments/malformed.ts";
import { verifyWebhook, type WebhookHeaders, type WebhookVerdict } from "../departments/webhook-signature.ts";
import { receiptOf } from "./answer-receipt.ts";
import { erasedPaymentReceipt } from "./fees/erased-payment.ts";
import { readFeeMessage } from "./fees/read-fee-message.ts";
import type { CommandResult, HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";

/** One message as it came in. */
export interface IncomingWebhook {
  department: string;
  headers: WebhookHeaders;
  contentType: string;
  body: Uint8Array;
}

/**
 * What a message came to before any case was touched, or what its command came to. `Received` is durable; its
 * `receipt`, a JSON text, is the very text that a repeated message gets.
 */
export type WebhookResult =
  | { kind: "Received"; receipt: string }
  | { kind: "DepartmentUnknown"; department: string }
  | { kind: "SignatureMissing"; header: string }
  | { kind: "SignatureWrong" }
  | { kind: "TimestampStale"; ageSeconds: number }
  | { kind: "WebhookMalformed"; errors: { path: string; message: Message }[] }
  | Exclude<CommandResult, { kind: "Done" | "Repeated" }>;

const malformed = (path: string, text: Message): WebhookResult => ({
  kind: "WebhookMalformed",
  errors: [{ path, message: text }],
});

/** The scope under which a department's message ids are remembered, as long as there is a hub. */
const webhookScope = (department: string): string => `webhook:${department}`;

/** Check sender and age; `null` when both are good. */
const refusalOfSignature = async (
  hub: Hub,
  incoming: IncomingWebhook,
  digest: "sha256" | "sm3",
): Promise<WebhookResult | null> => {
  const { department, headers, body } = incoming;
  const nowSeconds = Math.floor(Date.parse(hub.clock.now()) / 1_000);
  const verdictBy = async (fresh: boolean): Promise<WebhookVerdict> => {
    const { inbound } = await hub.keys.webhookSecrets(department, { fresh });
    return verifyWebhook({ secrets: inbound, digest, headers, body, nowSeconds });
  };
  const known = await verdictBy(false);
  // Another process may have rotated the secret a moment ago.
  const verdict = known.kind === "BadSignature" ? await verdictBy(true) : known;
  switch (verdict.kind) {
    case "Valid":
      return null;
    case "MissingHeader":
    case "MalformedHeader":
      return { kind: "SignatureMissing", header: verdict.header };
    case "Stale":
      return { kind: "TimestampStale", ageSeconds: verdict.ageSeconds };
    case "BadSignature":
      return { kind: "SignatureWrong" };
  }
};

/** A message as a command, with the receipt its case then answers with: a JSON text. */
interface ReadMessage {
  caseId: string;
  command: Command;
  receipt: (state: CaseState) => string;
}

/** Where a message names a stored document, which only a person who stored it may; `null` where it names none. */
const attachedPath = (data: Record<string, unknown>): string | null => {
  for (const field of ["documents", "evidence"]) {
    const named = Array.isArray(data[field]) ? data[field] : [];
    const at = named.findIndex((each) => typeof each === "object" && each !== null && "documentId" in each);
    if (at !== -1) return `data.${field}.${at}.documentId`;
  }
  return null;
};

const knownTypes = [...Object.keys(answerData), ...Object.keys(feeMessageData)];

/** Read an envelope into an answer about an item: type, subject and data must each be right. */
const readAnswer = (event: CloudEvent, department: string): ReadMessage | WebhookResult => {
  if (!isAnswerType(event.type))
    return malformed(
      "type",
      message(
        `不认识的类型,应为:${knownTypes.join("、")}`,
        `unknown type; use one of ${knownTypes.join(", ")}`,
      ),
    );
  const [, caseId, itemId] = /^([^/]+)\/([^/]+)$/.exec(event.subject ?? "") ?? [];
  if (caseId === undefined || itemId === undefined)
    return malformed("subject", message("subject 应为 办件编号/事项", "subject must be {caseId}/{itemId}"));
  const data = answerData[event.type].safeParse(event.data);
  if (!data.success)
    return { kind: "WebhookMalformed", errors: zodErrors(data.error.issues, { prefix: "data" }) };
  const attached = attachedPath(data.data);
  if (attached !== null)
    return malformed(
      attached,
      message(
        "documentId 只用于窗口上传的文件;报文中的文件由部门保管,请删去该字段",
        "documentId is for documents stored at a desk; a department keeps its own, so leave the field out",
      ),
    );
  const answer = { type: event.type, webhookId: event.id, time: event.time, data: data.data } as Answer;
  return {
    caseId,
    command: { type: "AnswerItem", itemId, department, answer },
    receipt: (state) => receiptOf(state, itemId),
  };
};

/** Whether an envelope says that it is of another department than the one that signed it. */
const isForeign = ({ source }: CloudEvent, department: string): boolean => {
  const [, named] = /^urn:lianban:department:(.+)$/.exec(source) ?? [];
  return named !== undefined && named !== department;
};

/** Read an envelope: an answer of a department, or what a payment channel reports. Money is reported in nobody else's name. */
const readMessage = (
  event: CloudEvent,
  department: string,
  webhookId: string,
): ReadMessage | WebhookResult => {
  const envelope = cloudEvent.safeParse(event);
  if (!envelope.success) return { kind: "WebhookMalformed", errors: zodErrors(envelope.error.issues) };
  if (event.id !== webhookId)
    return malformed("id", message("id 应与 webhook-id 请求头相同", "id must equal the webhook-id header"));
  if (!isFeeMessageType(event.type)) return readAnswer(event, department);
  if (isForeign(event, department))
    return malformed(
      "source",
      message(
        `缴费和退费只能以本部门名义报告,source 应为 urn:lianban:department:${department}`,
        `money is reported in one's own name only: source must be urn:lianban:department:${department}`,
      ),
    );
  const read = readFeeMessage(event, event.type, department);
  return "errors" in read ? { kind: "WebhookMalformed", ...read } : read;
};

/**
 * Take in one signed message of a department: verify, read its dialect, decide, answer.
 *
 * A message id that acted before gets the same receipt and acts no more, whatever its body says.
 */
export const makeReceiveWebhook =
  (hub: Hub, handle: HandleCommand) =>
  async (incoming: IncomingWebhook): Promise<WebhookResult> => {
    const { department } = incoming;
    const connection = hub.directory.connection(department);
    const dialect = connection === null ? null : await loadDialect(connection.dialect);
    if (dialect === null) return { kind: "DepartmentUnknown", department };
    const refusal = await refusalOfSignature(hub, incoming, dialect.signature);
    if (refusal !== null) return refusal;
    const webhookId = incoming.headers.id ?? "";
    const seen = await hub.store.inbox(webhookScope(department), webhookId);
    if (seen !== null) return { kind: "Received", receipt: seen.answer };
    const event = dialect.decode(incoming);
    if (isMalformed(event)) return malformed(event.path, event.message);
    const read = readMessage(event, department, webhookId);
    if ("kind" in read) return read;
    const { caseId, command, receipt } = read;
    const result = await handle({
      caseId,
      command,
      actor: { kind: "department", id: department, department },
      cause: webhookId,
      inbox: {
        scope: webhookScope(department),
        id: webhookId,
        digest: createHash("sha256").update(incoming.body).digest("hex"),
        answer: receipt,
      },
    });
    if (result.kind === "Done") return { kind: "Received", receipt: receipt(result.state) };
    const kept = await erasedPaymentReceipt(hub, read, result);
    if (kept !== null) return { kind: "Received", receipt: kept };
    return result.kind === "Repeated" ? { kind: "Received", receipt: result.entry.answer } : result;
  };
