import { createHash } from "node:crypto";
import type { Answer, Officer } from "../../schemas/answers.ts";
import type { Actor } from "../../schemas/events.ts";
import { canonical } from "../case/scope.ts";
import { receiptOf } from "./answer-receipt.ts";
import type { CommandResult, HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";

/** An answer as a person of a department gives it. `key` makes it act once however often it is sent. */
export interface DeskAnswer {
  caseId: string;
  itemId: string;
  department: string;
  officer: Officer;
  isChief: boolean;
  actor: Actor;
  type: Answer["type"];
  data: Record<string, unknown>;
  key: string;
}

/** What an answer came to. `Received` is durable; a repeated key gets the same `receipt`, a JSON text. */
export type DeskResult =
  | { kind: "Received"; receipt: string }
  | { kind: "KeyReused" }
  | Exclude<CommandResult, { kind: "Done" | "Repeated" }>;

/** The scope under which a person's keys are remembered. */
const deskScope = (actorId: string): string => `desk:${actorId}`;

/**
 * Take in an answer given at a desk: the same command as a department's signed message, said now by the person who
 * signed in. A key that acted before gets its receipt again, if it says the same.
 */
export const makeAnswerAtDesk =
  ({ store, clock }: Pick<Hub, "store" | "clock">, handle: HandleCommand) =>
  async ({
    caseId,
    itemId,
    department,
    officer,
    isChief,
    actor,
    type,
    data,
    key,
  }: DeskAnswer): Promise<DeskResult> => {
    const scope = deskScope(actor.id);
    const digest = createHash("sha256")
      .update(canonical([caseId, itemId, type, data]))
      .digest("hex");
    const again = ({ digest: before, answer: receipt }: { digest: string; answer: string }): DeskResult =>
      before === digest ? { kind: "Received", receipt } : { kind: "KeyReused" };
    const seen = await store.inbox(scope, key);
    if (seen !== null) return again(seen);
    const answer = { type, webhookId: key, time: clock.now(), data: { ...data, officer } } as Answer;
    const result = await handle({
      caseId,
      command: { type: "AnswerItem", itemId, department, answer, person: { id: actor.id, isChief } },
      actor,
      cause: key,
      inbox: { scope, id: key, digest, answer: (state) => receiptOf(state, itemId) },
    });
    if (result.kind === "Done") return { kind: "Received", receipt: receiptOf(result.state, itemId) };
    return result.kind === "Repeated" ? again(result.entry) : result;
  };
