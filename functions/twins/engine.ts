import { type Book, enter, type HeldItem, keyOfAnswer, keyOfDelivery, makeBook } from "./book.ts";
import { type DeskOptions, makeDesk } from "./desk.ts";
import { drawPlan, type TwinDials } from "./dials.ts";
import type { Dice } from "./dice.ts";
import type { LedgerEntry, TwinLedger } from "./ledger.ts";
import type { TwinMetrics } from "./metrics.ts";
import { makePostman, type Postman, type PostmanOptions } from "./postman.ts";
import type { TwinDelivery } from "./protocols/protocol.ts";
import { nextStep, type Step } from "./steps.ts";
import { makeTimers } from "./timers.ts";

/** What became of a delivery that was verified and read. `received` and `seen-before` are in the ledger. */
export type Receipt = "received" | "seen-before" | "not-mine" | "not-running";

/** What drives a twin. */
export interface EngineOptions extends DeskOptions {
  itemIds: readonly string[];
  dials: TwinDials;
  dice: Dice;
  ledger: TwinLedger;
  metrics: TwinMetrics;
  nowMs: () => number;
  /** What the postman needs to know about the line to the hub. */
  line: Pick<PostmanOptions, "digest" | "secret" | "hubUrl" | "fetch" | "write">;
}

/** The works of a twin: take deliveries, act when their time has come, see that answers reach the hub. */
export interface Engine {
  book: Book;
  receive: (delivery: TwinDelivery) => Promise<Receipt>;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  isRunning: () => boolean;
  attemptsAt: Postman["attemptsAt"];
}

/** How long to wait after a task of the twin's own failed, in milliseconds. */
const AFTER_FAULT_MS = 1_000;

/** How often a decision that is held looks whether it may go, in milliseconds. */
const HELD_MS = 250;

/**
 * Make the works of a twin. All it knows is in the ledger first and in the book after: what it does next follows from
 * the book, so a restart goes on in the middle.
 */
export const makeEngine = (options: EngineOptions): Engine => {
  const { dials, dice, ledger, metrics, nowMs } = options;
  const book = makeBook();
  const desk = makeDesk(options, book);
  const underWay = new Map<string, Promise<void>>();
  let running: { stopping: AbortController; postman: Postman } | null = null;
  let isLoaded = false;

  const timers = makeTimers((name, error) => {
    metrics.faults += 1;
    metrics.lastFault = `${name}: ${error instanceof Error ? error.message : "failed"}`;
    const key = name.slice(name.indexOf(" ") + 1);
    timers.set(`step ${key}`, AFTER_FAULT_MS, () => takeStep(key));
  });

  /** Numbers are entered before they are on record, so that no other case is given them meanwhile. */
  const record = async (entries: readonly LedgerEntry[]): Promise<void> => {
    const numbered = entries.filter((entry) => entry.kind === "Numbered");
    for (const entry of numbered) enter(book, entry);
    try {
      await ledger.append(entries);
    } catch (cause) {
      for (const { series, caseId } of numbered) book.series.get(series)?.byCase.delete(caseId);
      throw cause;
    }
    for (const entry of entries) if (entry.kind !== "Numbered") enter(book, entry);
  };

  const tracked = (name: string, work: Promise<void>): Promise<void> => {
    const tracking = work.finally(() => underWay.delete(name));
    underWay.set(name, tracking);
    return tracking;
  };

  const isHeld = ({ kind }: Step): boolean =>
    (kind === "decide" || kind === "rule") && dials.holdDecisions === true;

  const schedule = (key: string): void => {
    const item = book.items.get(key);
    const step = item === undefined ? null : nextStep(item);
    if (step === null) {
      timers.clear(`step ${key}`);
      return;
    }
    const afterMs = step.atMs - nowMs();
    timers.set(`step ${key}`, isHeld(step) ? Math.max(afterMs, HELD_MS) : afterMs, () => takeStep(key));
  };

  const act = async (item: HeldItem): Promise<void> => {
    const step = nextStep(item);
    if (step === null || step.atMs > nowMs() || isHeld(step)) return;
    await record(desk[step.kind](item, nowMs() + dials.clockSkewMs));
  };

  const takeStep = async (key: string): Promise<void> => {
    const item = book.items.get(key);
    if (item === undefined || underWay.has(`step ${key}`)) return;
    await tracked(`step ${key}`, act(item));
    schedule(key);
    await running?.postman.deliver(key);
  };

  const settle: PostmanOptions["settle"] = async ({ answer }, result) => {
    const hasNumbers = [...book.series.values()].some(({ byCase }) => byCase.has(answer.caseId));
    const outcome = result.kind === "taken" && !hasNumbers ? "refused" : result.kind;
    const detail = result.kind === "acknowledged" ? "" : result.detail;
    const { webhookId } = answer;
    await record([{ kind: "Posted", webhookId, outcome, status: result.status, detail }]);
    metrics[outcome] += 1;
    schedule(keyOfAnswer(answer));
  };

  const keep = async (delivery: TwinDelivery): Promise<void> => {
    const plan = drawPlan(dials, dice);
    await record([{ kind: "Received", at: new Date(nowMs()).toISOString(), delivery, plan }]);
    metrics.received += 1;
    const key = keyOfDelivery(delivery);
    if (book.items.get(key)?.latest.id === delivery.id) timers.clear(`post ${key}`);
    schedule(key);
  };

  const receive = async (delivery: TwinDelivery): Promise<Receipt> => {
    if (running === null) return "not-running";
    const isLed = delivery.type === "lianban.item.ruling-wanted";
    if (!isLed && !options.itemIds.includes(delivery.data.itemId)) return "not-mine";
    const name = `delivery ${delivery.id}`;
    const keeping = underWay.get(name);
    if (keeping === undefined && !book.seen.has(delivery.id)) {
      await tracked(name, keep(delivery));
      return "received";
    }
    await keeping;
    metrics.repeated += 1;
    return "seen-before";
  };

  const start = async (): Promise<void> => {
    if (!isLoaded) for (const entry of await ledger.load()) enter(book, entry);
    isLoaded = true;
    const stopping = new AbortController();
    timers.start();
    const postman = makePostman({
      ...options.line,
      ...{ dials, timers, nowMs, settle, signal: stopping.signal },
      find: (key) => book.items.get(key),
      count: (what) => {
        metrics[what] += 1;
      },
    });
    running = { stopping, postman };
    for (const key of book.items.keys()) {
      schedule(key);
      timers.set(`post ${key}`, 0, () => postman.deliver(key));
    }
  };

  const stop = async (): Promise<void> => {
    const ended = running;
    running = null;
    timers.stop();
    ended?.stopping.abort();
    await Promise.allSettled([...underWay.values()]);
    await ended?.postman.idle();
    await ledger.close();
  };

  return {
    ...{ book, receive, start, stop },
    isRunning: () => running !== null,
    attemptsAt: (webhookId) => running?.postman.attemptsAt(webhookId) ?? { count: 0, lastError: "" },
  };
};
