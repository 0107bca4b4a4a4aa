import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { bilingual } from "../../schemas/message.ts";
import { type JourneyResult, readResults } from "./results.ts";

const usage = `node tests/e2e/table.ts [--check] [FILE]

${bilingual(
  "把两次运行(嵌入式、部署)的结果写成旅程表,放进文件的标记之间;--check 只比较",
  "writes the table of journeys from the results of two runs, embedded and deployed, between the markers of a file; --check only compares",
)}

  <!-- journeys -->  …  <!-- /journeys -->      FILE: README.md
`;

const MARKERS = ["<!-- journeys -->", "<!-- /journeys -->"] as const;

const mark = (results: readonly JourneyResult[], journey: string): string => {
  const result = results.find((each) => each.journey === journey);
  if (result === undefined) return "–";
  return result.passed ? "✓" : "✗";
};

/** The table of every journey of either run; `–` stands where one was left out. */
export const journeyTable = (
  embedded: readonly JourneyResult[],
  deployed: readonly JourneyResult[],
): string => {
  const journeys = [...new Set([...embedded, ...deployed].map(({ journey }) => journey))].toSorted();
  return [
    "| journey | embedded | deployed stack |",
    "|---|---|---|",
    ...journeys.map((each) => `| ${each} | ${mark(embedded, each)} | ${mark(deployed, each)} |`),
  ].join("\n");
};

/** Put a table between the markers of a text. Throws when they are not there. */
export const withTable = (text: string, table: string, path: string): string => {
  const [begin, end] = MARKERS.map((marker) => text.indexOf(marker));
  if (begin === undefined || end === undefined || begin === -1 || end < begin)
    throw new Error(
      bilingual(
        `${path} 里没有 ${MARKERS.join(" 和 ")}`,
        `${path} has no ${MARKERS.join(" and ")} to write between`,
      ),
    );
  return `${text.slice(0, begin)}${MARKERS[0]}\n${table}\n${text.slice(end)}`;
};

const wanted = async (where: "embedded" | "deployed", command: string): Promise<JourneyResult[]> => {
  const results = await readResults(where);
  if (results !== null) return results;
  throw new Error(bilingual(`没有结果,请先运行 ${command}`, `no results; run ${command} first`));
};

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { check: { type: "boolean" }, help: { type: "boolean" } },
  });
  if (values.help) return void process.stdout.write(usage);
  const [path = "README.md"] = positionals;
  const table = journeyTable(
    await wanted("embedded", "npm run test:e2e"),
    await wanted("deployed", "npm run test:aws"),
  );
  const before = await readFile(path, "utf8");
  const after = withTable(before, table, path);
  if (!values.check) return writeFile(path, after);
  if (before === after) return;
  const fault = bilingual(
    `${path} 的旅程表与结果不符,请运行 node tests/e2e/table.ts`,
    `the table of ${path} is not what the runs showed; run node tests/e2e/table.ts`,
  );
  throw new Error(`${fault}\n${table}`);
};

if (import.meta.main)
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
