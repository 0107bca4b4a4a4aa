import type { Hono } from "hono";
import type { Officer } from "../../schemas/answers.ts";
import type { TwinDials } from "./dials.ts";
import { makeDice } from "./dice.ts";
import { makeEngine } from "./engine.ts";
import type { TwinLedger } from "./ledger.ts";
import { makeMetrics, type TwinMetrics } from "./metrics.ts";
import type { ProtocolId } from "./protocols/protocol.ts";
import { protocols } from "./protocols/protocols.ts";
import type { ReviewPolicy } from "./review.ts";
import { statusOf, type TwinStatus } from "./status.ts";
import { makeTwinApp } from "./twin-app.ts";

/** The secrets a twin shares with its hub: `toHub` signs answers; one of `fromHub` must have signed what comes. */
export interface TwinSecrets {
  toHub: Uint8Array;
  fromHub: readonly Uint8Array[];
}

/** What a stand-in for one department's system is made of. */
export interface TwinOptions {
  department: string;
  /** The items it answers for; a delivery about another is answered 404, unless the twin is to rule on it as the lead. */
  itemIds: readonly string[];
  protocol: ProtocolId;
  /** Base address of the hub; answers go where the delivery's `answerTo` says, read relative to this. */
  hubUrl: string;
  /** What stays the same, or where to read it at each use, so that a rotation is followed at once. */
  secrets: TwinSecrets | (() => Promise<TwinSecrets>);
  /** A whole number below 2^32; the same seed gives the same run for the same order of messages. */
  seed: number;
  dials: TwinDials;
  review: ReviewPolicy;
  ledger: TwinLedger;
  /** @default - somebody at the department's window */
  officer?: Officer;
  /** @default - the system clock */
  now?: () => Date;
  /** @default - the platform's fetch */
  fetch?: typeof fetch;
}

/** A stand-in. `dials` may be changed at any time; `status` is what `GET /status` of the app shows. */
export interface Twin {
  app: Hono;
  dials: TwinDials;
  metrics: TwinMetrics;
  status: () => TwinStatus;
  /** Read the ledger and go on where it stopped. */
  start: () => Promise<void>;
  /** Clear every timer, end what is under way and let go of the ledger; may be started again. */
  stop: () => Promise<void>;
}

/**
 * Make a stand-in for a department's system: it takes signed deliveries in its own protocol, keeps them, accepts,
 * decides by its review, and posts signed answers until the hub has them.
 *
 * A repeated delivery changes nothing; answers to a delivery keep their ids over retries and restarts. Before `start`
 * and after `stop` deliveries are answered 503.
 */
export const makeTwin = (options: TwinOptions): Twin => {
  const { department, itemIds, ledger, review } = options;
  const dials = { ...options.dials };
  const metrics = makeMetrics();
  const dice = makeDice(options.seed);
  const protocol = protocols[options.protocol];
  const { secrets } = options;
  const secretsNow = typeof secrets === "function" ? secrets : async () => secrets;
  const nowMs = (): number => (options.now?.() ?? new Date()).getTime();
  const engine = makeEngine({
    ...{ department, itemIds, review, ledger, dials, dice, metrics, nowMs },
    source: `urn:lianban:department:${department}`,
    officer: options.officer ?? { name: "窗口经办人", post: "窗口" },
    line: {
      ...{ digest: protocol.digest, hubUrl: options.hubUrl },
      secret: async () => (await secretsNow()).toHub,
      fetch: options.fetch ?? fetch,
      write: protocol.write,
    },
  });
  const status = (): TwinStatus => statusOf({ department, protocol: protocol.id, dials, metrics, engine });
  const app = makeTwinApp({
    ...{ protocol, dials, dice, metrics, nowMs, status },
    secrets: async () => (await secretsNow()).fromHub,
    receive: engine.receive,
  });
  return { app, dials, metrics, status, start: engine.start, stop: engine.stop };
};
