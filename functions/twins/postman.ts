import { signedHeaders, type WebhookDigest } from "../departments/webhook-signature.ts";
import { type HeldAnswer, type HeldItem, nextToPost } from "./book.ts";
import type { AnswerPlan, TwinDials } from "./dials.ts";
import { makeDice } from "./dice.ts";
import { type PostResult, readHubReply } from "./hub-reply.ts";
import type { WireMessage } from "./protocols/protocol.ts";
import type { Timers } from "./timers.ts";

/** How long the hub has to take an answer, in milliseconds. */
const TIMEOUT_MS = 15_000;
/** The first pause between attempts, doubled after each, and the longest. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** An answer the hub did not take for three days is given up and shown. */
const GIVE_UP_AFTER_MS = 72 * 3_600_000;

/**
 * The pause after an attempt, counted from 1, in milliseconds: doubling from half a second to a minute, a quarter
 * more or less by the jitter's seed, and never less than the hub asked for.
 */
export const pauseAfter = (attempt: number, jitter: number, waitMs: number): number => {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempt - 1, 20), LONGEST_PAUSE_MS);
  const share = 0.75 + makeDice(jitter + attempt)() / 2;
  return Math.max(Math.round(pause * share), waitMs);
};

/** What the postman works with. `settle` records how an answer ended, durably. */
export interface PostmanOptions {
  dials: TwinDials;
  digest: WebhookDigest;
  /** The secret that signs answers; read for each attempt. */
  secret: () => Promise<Uint8Array>;
  hubUrl: string;
  timers: Timers;
  signal: AbortSignal;
  fetch: typeof fetch;
  nowMs: () => number;
  write: (answer: HeldAnswer["answer"]) => WireMessage;
  find: (key: string) => HeldItem | undefined;
  settle: (answer: HeldAnswer, result: Exclude<PostResult, { kind: "later" }>) => Promise<void>;
  count: (what: "posted" | "retries" | "duplicates") => void;
}

const planOf = ({ answer }: HeldAnswer, item: HeldItem): AnswerPlan =>
  answer.type === "lianban.item.accepted" ? item.plan.acceptance : item.plan.decision;

const lost = (detail: string): PostResult => ({ kind: "later", status: null, detail, waitMs: 0 });

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : "network failure");

/** Carries a twin's answers to the hub. */
export interface Postman {
  /** Begin, or go on, to carry an item's answers; a pause under way is kept. */
  deliver: (key: string) => Promise<void>;
  /** How often an answer was tried since the start, and what went wrong last. */
  attemptsAt: (webhookId: string) => { count: number; lastError: string };
  /** Resolves when no attempt is under way. */
  idle: () => Promise<void>;
}

/**
 * Carry answers to the hub: for each item one after another in order, each until the hub has it or refuses it, with
 * growing pauses in between. Items do not wait for one another.
 */
export const makePostman = (options: PostmanOptions): Postman => {
  const { dials, timers, signal } = options;
  const busy = new Map<string, Promise<void>>();
  const attempts = new Map<string, { count: number; lastError: string }>();

  const send = async ({ answer }: HeldAnswer, answerTo: string): Promise<PostResult> => {
    const { contentType, body } = options.write(answer);
    const timestampSeconds = Math.floor((options.nowMs() + dials.clockSkewMs) / 1_000);
    options.count("posted");
    try {
      const headers = signedHeaders({
        ...{ secrets: [await options.secret()], digest: options.digest },
        ...{ id: answer.webhookId, timestampSeconds, body },
      });
      const response = await options.fetch(new URL(answerTo, options.hubUrl), {
        method: "POST",
        headers: { "content-type": contentType, ...headers },
        body: Uint8Array.from(body),
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      return await readHubReply(response, options.nowMs());
    } catch (error) {
      return lost(reasonOf(error));
    }
  };

  const attempt = async (held: HeldAnswer, item: HeldItem, count: number): Promise<PostResult> => {
    if (dials.unreachable) return lost("the line is cut");
    const { loses } = planOf(held, item);
    if (count === 1 && loses === "request") return lost("the request was lost");
    const result = await send(held, item.latest.data.answerTo);
    return count === 1 && loses === "reply" ? lost("the reply was lost") : result;
  };

  const tryAgain = (
    held: HeldAnswer,
    item: HeldItem,
    result: Extract<PostResult, { kind: "later" }>,
  ): void => {
    const { webhookId } = held.answer;
    const { count } = attempts.get(webhookId) ?? { count: 1 };
    attempts.set(webhookId, { count, lastError: result.detail });
    options.count("retries");
    const pause = pauseAfter(count, item.plan.jitter, result.waitMs);
    timers.set(`post ${item.key}`, pause, () => deliver(item.key));
  };

  const sendAgain = async (held: HeldAnswer, item: HeldItem): Promise<void> => {
    if (!planOf(held, item).duplicate) return;
    options.count("duplicates");
    await send(held, item.latest.data.answerTo);
  };

  /** One attempt at the item's oldest open answer; `true` when the next one may follow at once. */
  const deliverOne = async (held: HeldAnswer, item: HeldItem): Promise<boolean> => {
    const { webhookId } = held.answer;
    const count = (attempts.get(webhookId)?.count ?? 0) + 1;
    attempts.set(webhookId, { count, lastError: "" });
    const result = await attempt(held, item, count);
    if (result.kind !== "later") {
      await options.settle(held, result);
      if (result.kind === "acknowledged") await sendAgain(held, item);
      return true;
    }
    const isHopeless = options.nowMs() - Date.parse(item.receivedAt) > GIVE_UP_AFTER_MS;
    if (!isHopeless) {
      if (held.outcome === "queued") tryAgain(held, item, result);
      return held.outcome !== "queued";
    }
    const detail = `given up after 72 hours: ${result.detail}`;
    await options.settle(held, { kind: "refused", status: result.status ?? 0, detail });
    return true;
  };

  const deliverAll = async (key: string): Promise<void> => {
    for (;;) {
      const item = options.find(key);
      const held = item === undefined ? undefined : nextToPost(item);
      if (item === undefined || held === undefined || signal.aborted) return;
      if (!(await deliverOne(held, item))) return;
    }
  };

  /** Whoever comes while an item is being delivered looks again afterwards, lest the answer they bring be missed. */
  const deliver = async (key: string): Promise<void> => {
    if (timers.has(`post ${key}`)) return;
    const underWay = busy.get(key);
    if (underWay !== undefined) return underWay.then(() => deliver(key));
    const work = deliverAll(key).finally(() => busy.delete(key));
    busy.set(key, work);
    return work;
  };

  return {
    deliver,
    attemptsAt: (webhookId) => attempts.get(webhookId) ?? { count: 0, lastError: "" },
    idle: async () => {
      await Promise.allSettled([...busy.values()]);
    },
  };
};
