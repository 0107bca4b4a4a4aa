import { it } from "vitest";
import type { Target } from "./target.ts";

/** Whom a run must hold tokens of, by what they are to the journeys; `run.ts` names their variables. */
const people = {
  "another applicant": ["li-si"],
  "a station": ["station-xiaobengbu"],
  "a window": ["window-01"],
  "officers of two departments": ["officer-quality", "officer-tax"],
  "the chief representatives of two departments": ["chief-market", "chief-quality"],
  "a supervisor": ["supervisor"],
  "an administrator": ["admin"],
  "the leads of construction": ["chief-planning", "chief-housing-construction"],
  "officers of construction": [
    "officer-planning",
    "officer-land",
    "officer-housing-construction",
    "officer-fire-rescue",
    "officer-meteorology",
    "officer-landscaping",
  ],
} as const;

/** What a journey needs that not every deployment offers. */
export type Need = keyof typeof people | "twins that can be steered";

const isOffered = async (target: Target, need: Need): Promise<boolean> => {
  if (need === "twins that can be steered") return target.twins !== null;
  const tokens = await Promise.all(people[need].map((person) => target.token(person)));
  return tokens.every((token) => token !== null);
};

/** Journeys are registered where they can run; which were left out, and why, is printed. */
export type Journey = (title: string, needs: readonly Need[], run: () => Promise<void>) => void;

/** Look what a deployment offers, and make what registers its journeys. */
export const makeJourney = async (target: Target): Promise<Journey> => {
  const offered = new Set<Need>();
  for (const need of [...(Object.keys(people) as Need[]), "twins that can be steered" as const])
    if (await isOffered(target, need)) offered.add(need);
  return (title, needs, run) => {
    const missing = needs.filter((need) => !offered.has(need));
    if (missing.length === 0) it(title, run);
    else
      process.stdout.write(`未运行 / left out: ${title} (${target.baseUrl}: no ${missing.join(", no ")})\n`);
  };
};
