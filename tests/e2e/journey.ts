import { it } from "vitest";
import type { Target } from "./target.ts";

/** What a journey needs that not every deployment offers. */
export type Need = "another applicant" | "an administrator" | "twins that can be steered";

const has: Readonly<Record<Need, (target: Target) => Promise<boolean>>> = {
  "another applicant": async (target) => (await target.token("li-si")) !== null,
  "an administrator": async (target) => (await target.token("admin")) !== null,
  "twins that can be steered": async (target) => target.twins !== null,
};

/** Journeys are registered where they can run; which were left out, and why, is printed. */
export type Journey = (title: string, needs: readonly Need[], run: () => Promise<void>) => void;

/** Look what a deployment offers, and make what registers its journeys. */
export const makeJourney = async (target: Target): Promise<Journey> => {
  const offered = new Set<Need>();
  for (const need of Object.keys(has) as Need[]) if (await has[need](target)) offered.add(need);
  return (title, needs, run) => {
    const missing = needs.filter((need) => !offered.has(need));
    if (missing.length === 0) it(title, run);
    else
      process.stdout.write(`未运行 / left out: ${title} (${target.baseUrl}: no ${missing.join(", no ")})\n`);
  };
};
