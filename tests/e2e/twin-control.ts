import { twinPath } from "../../functions/runtime/twins.ts";
import type { TwinDials } from "../../functions/twins/dials.ts";
import { twinRoster } from "../../functions/twins/roster.ts";

/** Dials that a journey turns for a while. */
type Turned = Partial<Pick<TwinDials, "holdDecisions" | "unreachable" | "reorderRate" | "absent">>;

/** The departments' stand-ins, steered from outside. */
export interface TwinControl {
  /** Turn some of a department's dials. */
  turn: (department: string, dials: Partial<TwinDials>) => Promise<void>;
  /** Turn some of a department's dials for as long as something lasts, and back whatever comes of it. */
  during: <T>(department: string, turned: Turned, work: () => Promise<T>) => Promise<T>;
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
  const turn = async (department: string, dials: Partial<TwinDials>): Promise<void> => {
    const response = await put(department, "/dials", JSON.stringify(dials));
    if (!response.ok) throw new Error(`${department}: ${response.status} ${await response.text()}`);
  };
  const reorderRateOf = async (department: string): Promise<number> => {
    const status = await fetch(`${url}${twinPath(department)}/status`);
    return ((await status.json()) as { dials: TwinDials }).dials.reorderRate;
  };
  return {
    turn,
    during: async (department, turned, work) => {
      // A run that was ended while a dial was turned must not leave it so for the next.
      const usual = {
        holdDecisions: false,
        unreachable: false,
        absent: false,
        reorderRate: await reorderRateOf(department),
      };
      const back = Object.fromEntries(Object.entries(usual).filter(([dial]) => dial in turned));
      await turn(department, turned);
      return work().finally(() => turn(department, back));
    },
    handOver: async (department, secret) => {
      const response = await put(department, "/secret", secret);
      if (!response.ok && response.status !== 404)
        throw new Error(`${department}: ${response.status} ${await response.text()}`);
    },
  };
};
