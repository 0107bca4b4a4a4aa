import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveEmbedded } from "../../functions/runtime/serve-embedded.ts";
import type { TwinDials } from "../../functions/twins/dials.ts";

/** A deployment the journeys run against, known by its address only. */
export interface Target {
  baseUrl: string;
  stop: () => Promise<void>;
}

/** Departments that answer at once and misbehave a little. */
const briskDials: TwinDials = {
  acceptAfterMs: [0, 20],
  decideAfterMs: [0, 60],
  duplicateRate: 0.3,
  reorderRate: 0.2,
  outageRate: 0.1,
  clockSkewMs: 0,
  dropAnswerRate: 0.2,
};

/** The deployment named by `LIANBAN_URL`, or an embedded hub with twins of its own. */
export const makeTarget = async (dials: TwinDials = briskDials): Promise<Target> => {
  const given = process.env.LIANBAN_URL;
  if (given !== undefined) return { baseUrl: given.replace(/\/$/, ""), stop: async () => undefined };
  const dataDir = await mkdtemp(join(tmpdir(), "lianban-e2e-"));
  const delivery = { pausesMs: Array.from({ length: 30 }, () => 100) };
  const hub = await serveEmbedded({
    host: "127.0.0.1",
    port: 0,
    dataDir,
    twins: { seed: 11, dials },
    delivery,
  });
  return {
    baseUrl: hub.baseUrl,
    stop: async () => {
      await hub.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
