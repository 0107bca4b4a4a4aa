import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type HubClient, makeHubClient } from "../../functions/entry/demo/hub-client.ts";
import { serveEmbedded } from "../../functions/runtime/serve-embedded.ts";
import { briskDials } from "../support/brisk-dials.ts";
import { tokenOf } from "./tokens.ts";
import { makeTwinControl, type TwinControl } from "./twin-control.ts";

/** A deployment the journeys run against, known by its address only. */
export interface Target {
  baseUrl: string;
  /** Whether it is the embedded hub that the journeys started themselves. */
  isEmbedded: boolean;
  /** How long a case may take there, in milliseconds. */
  patienceMs: number;
  /** How soon a visit may begin there once it is proposed, and how long its lead waits for people, in milliseconds. */
  visits: { beginsAfterMs: number; waitsMs: number };
  /** Somebody's token; `null` when the run has none of theirs. */
  token: (person: string) => Promise<string | null>;
  /** Somebody's way to the hub. Throws when the run has no token of theirs. */
  as: (person: string) => Promise<HubClient>;
  /** The departments' stand-ins where they can be steered; `null` elsewhere. */
  twins: TwinControl | null;
  stop: () => Promise<void>;
}

/** How long a case may take, in milliseconds: on this machine, and over functions that start cold. */
const PATIENCE_MS = { embedded: 30_000, deployed: 110_000 } as const;

/** A function that starts cold under load takes seconds to propose a visit, which must still lie ahead by then. */
const VISITS = {
  embedded: { beginsAfterMs: 1_500, waitsMs: 30_000 },
  deployed: { beginsAfterMs: 6_000, waitsMs: 60_000 },
} as const;

const withPeople = (baseUrl: string): Pick<Target, "token" | "as"> => {
  const token = (person: string) => tokenOf(baseUrl, person);
  return {
    token,
    as: async (person) => {
      const held = await token(person);
      if (held === null) throw new Error(`no token of "${person}" at ${baseUrl}`);
      return makeHubClient(baseUrl, held);
    },
  };
};

const startEmbedded = async (): Promise<Target> => {
  const dataDir = await mkdtemp(join(tmpdir(), "lianban-e2e-"));
  const delivery = { pausesMs: Array.from({ length: 60 }, () => 100), breakMs: 1_000 };
  const twins = { seed: 11, dials: briskDials };
  const hub = await serveEmbedded({ host: "127.0.0.1", port: 0, dataDir, twins, delivery });
  return {
    ...{ baseUrl: hub.baseUrl, isEmbedded: true, patienceMs: PATIENCE_MS.embedded, visits: VISITS.embedded },
    ...withPeople(hub.baseUrl),
    twins: await makeTwinControl(hub.baseUrl),
    stop: async () => {
      await hub.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

/**
 * The deployment named by `LIANBAN_URL`, or an embedded hub with twins of its own.
 *
 * `LIANBAN_TWINS_URL` says where a deployment's twins are steered; they are looked for at its own address if absent.
 */
export const openTarget = async (): Promise<Target> => {
  const given = process.env.LIANBAN_URL;
  if (given === undefined) return startEmbedded();
  const baseUrl = given.replace(/\/+$/, "");
  const twinsUrl = process.env.LIANBAN_TWINS_URL?.replace(/\/+$/, "") ?? baseUrl;
  return {
    ...{ baseUrl, isEmbedded: false, patienceMs: PATIENCE_MS.deployed, visits: VISITS.deployed },
    ...withPeople(baseUrl),
    twins: await makeTwinControl(twinsUrl),
    stop: async () => undefined,
  };
};
