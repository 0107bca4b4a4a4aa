import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** Where the journeys ran: on an embedded hub they started, or on a deployment named by its address. */
export type Where = "embedded" | "deployed";

/** The file in which a run of the journeys leaves its results. */
export const resultsPath = (where: Where): string =>
  join(fileURLToPath(new URL("../../", import.meta.url)), "build/journeys", `${where}.json`);

/** The part of vitest's JSON report that is read. */
const report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          duration: z.number().nullish(),
        }),
      ),
    }),
  ),
});

/** How one journey ended: as a sentence, whether it passed, and how long it took in milliseconds. */
export interface JourneyResult {
  journey: string;
  passed: boolean;
  tookMs: number;
}

/** The journeys of a run in the order they stand in their files; `null` when there was no run. Throws on a damaged file. */
export const readResults = async (where: Where): Promise<JourneyResult[] | null> => {
  const text = await readFile(resultsPath(where), "utf8").catch(() => null);
  if (text === null) return null;
  const { testResults } = report.parse(JSON.parse(text));
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status, duration }) => ({
      journey: [...ancestorTitles, title].join(" "),
      passed: status === "passed",
      tookMs: duration ?? 0,
    })),
  );
};
