import { periodProblem } from "../application/statistics/period.ts";
import { z } from "./api.ts";
import { Failed } from "./responses.ts";

/** The query of everything that is read over a period, both days inclusive, Asia/Shanghai. */
export const periodQuery = {
  from: z.iso.date().meta({ example: "2026-10-01" }),
  to: z.iso.date().meta({ example: "2026-10-31" }),
  department: z.string().max(60).optional(),
};

/** A department of a query; an empty one is none, as a form sends it. */
export const namedDepartment = (department: string | undefined): string | undefined =>
  department === "" ? undefined : department;

/** Require a period that can be read; throws a problem otherwise. */
export const requirePeriod = (from: string, to: string): void => {
  const why = periodProblem(from, to);
  if (why !== null) throw new Failed({ kind: "Invalid", errors: [{ path: "to", message: why }] });
};
