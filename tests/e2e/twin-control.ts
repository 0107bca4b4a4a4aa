import { twinPath } from "../../functions/runtime/twins.ts";
import type { TwinDials } from "../../functions/twins/dials.ts";
import { twinRoster } from "../../functions/twins/roster.ts";

/** The departments' stand-ins, steered from outside. */
export interface TwinControl {
  /** Turn some of a department's dials. */
  turn: (department: string, dials: Partial<TwinDials>) => Promise<void>;
  /** Hand a department the secret the hub made for it; one that shares the hub's own keys needs none. */
  handOver: (department: string, secret: string) => Promise<void>;
}

/** Steer the stand-ins at an address; `null` when one of them does not answer there. */
export const makeTwinControl = async (url: string): Promise<TwinControl | null> => {
  const put = (department: string, path: string, body: string) =>
    fetch(`${url}${twinPath(department)}${path}`, { method: "PUT", body });
  const statuses = await Promise.all(
    twinRoster.map(({ department }) => fetch(`${url}${twinPath(department)}/status`).catch(() => null)),
  );
  if (!statuses.every((each) => each?.ok && each.headers.get("content-type")?.includes("json"))) return null;
  return {
    turn: async (department, dials) => {
      const response = await put(department, "/dials", JSON.stringify(dials));
      if (!response.ok) throw new Error(`${department}: ${response.status} ${await response.text()}`);
    },
    handOver: async (department, secret) => {
      const response = await put(department, "/secret", secret);
      if (!response.ok && response.status !== 404)
        throw new Error(`${department}: ${response.status} ${await response.text()}`);
    },
  };
};
