import { functionsTable } from "../../../infra/functions-table.ts";
import { billOf, byService, totalOf } from "./bill.ts";
import { tableOf } from "./markdown-table.ts";
import { durationsOf, type Kind, kinds, type Measurements, paces } from "./measure-all.ts";
import { caseUsage, entryOf, type MeasuredCase, type Pace } from "./measured-case.ts";
import { PRICES_ON, prices, type UsageName } from "./prices.ts";
import { checkText, meanCount, priceTable, storageText } from "./report-notes.ts";
import { difference, meanOf, sumOf, type Usage } from "./usage.ts";

/** What thousand registrations are to cost at most, in US dollars. */
const AIM_USD = 0.5;

const THOUSAND = 1_000;

const usd = (amount: number, digits = 3): string => amount.toFixed(digits);
const amountOf = (amount: number): string =>
  amount !== 0 && Math.abs(amount) < 0.01
    ? amount.toPrecision(2)
    : amount.toFixed(Math.abs(amount) < 10 ? 2 : 1);

/** The mean usage of a kind of registration at a pace. */
type UsageOf = (kind: Kind, pace: Pace) => Usage;

const usagesOf = (measurements: Measurements): UsageOf => {
  const durationOf = durationsOf(measurements);
  return (kind, pace) =>
    meanOf(measurements.cases[pace][kind].map((each) => caseUsage(each, { pace, durationOf })));
};

const costOf = (usage: Usage | undefined): number => totalOf(usage ?? {}) * THOUSAND;

const withoutTraces = ({ traces: _, ...usage }: Usage): Usage => usage;

const verdict = (usageOf: UsageOf): string => {
  const [busy, quiet] = [costOf(usageOf("plain", "busy")), costOf(usageOf("plain", "quiet"))];
  const bare = [
    costOf(withoutTraces(usageOf("plain", "busy"))),
    costOf(withoutTraces(usageOf("plain", "quiet"))),
  ];
  const isMet = quiet <= AIM_USD;
  return `**The aim was at most ${AIM_USD.toFixed(2)} dollars for 1,000 registrations. It is ${isMet ? "met" : "not met"}: ${usd(busy, 2)} while the hub is busy, ${usd(quiet, 2)} while it is quiet (${bare.map((each) => usd(each, 2)).join(" and ")} with \`tracing=off\`).**`;
};

const serviceTable = (usageOf: UsageOf): string => {
  const [busy, quiet] = paces.map((pace) => byService(usageOf("plain", pace)));
  const rows = (quiet ?? []).map(({ service, usd: whenQuiet }) => [
    service,
    usd((busy?.find((each) => each.service === service)?.usd ?? 0) * THOUSAND),
    usd(whenQuiet * THOUSAND),
  ]);
  const totals = paces.map((pace) => `**${usd(costOf(usageOf("plain", pace)))}**`);
  return tableOf(["$ per 1,000 registrations", "busy", "quiet"], [...rows, ["**all**", ...totals]]);
};

const lineTable = (usageOf: UsageOf): string => {
  const busy = usageOf("plain", "busy");
  const rows = billOf(usageOf("plain", "quiet")).map(({ name, amount, usd: cost }) => [
    `${prices[name].service}: ${prices[name].what}`,
    amountOf(busy[name] ?? 0),
    amountOf(amount),
    usd(costOf({ [name]: busy[name] ?? 0 })),
    usd(cost * THOUSAND),
  ]);
  const head = ["what", "a registration, busy", "quiet", "$ per 1,000, busy", "quiet"];
  return tableOf(head, rows);
};

const kindNames: Readonly<Record<Kind, string>> = {
  plain: "three departments, nothing to correct",
  corrected: "… with one correction, two departments asked again",
  preApproved: "… with a pre-approval: four departments",
};

const kindTable = (usageOf: UsageOf, { waiting }: Measurements): string => {
  const more = (kind: Kind) => paces.map((pace) => difference(usageOf(kind, pace), usageOf("plain", pace)));
  // Every case walks through the stage of pre-approvals; a department in another stage has a task of its own.
  const department = more("preApproved").map((usage) => sumOf([usage, { transitions: 1 }]));
  const cells = (usages: readonly Usage[]): string[] => usages.map((usage) => usd(costOf(usage)));
  return tableOf(
    ["$ per 1,000", "busy", "quiet"],
    [
      ...kinds.map((kind) => [kindNames[kind], ...cells(paces.map((pace) => usageOf(kind, pace)))]),
      ["each further correction adds", ...cells(more("corrected"))],
      ["each further department adds, its *ask* included", ...cells(department)],
      ["each minute that each applicant waits by long polls adds", ...cells([waiting, waiting])],
    ],
  );
};

const callsBy = (each: MeasuredCase, entry: string) =>
  each.steps.flatMap(({ calls }) => calls).filter(({ by }) => entryOf(by) === entry);

const functionTable = (measurements: Measurements): string => {
  const durationOf = durationsOf(measurements);
  const { plain } = measurements.cases.quiet;
  const unitsOf = (entry: string, name: UsageName) =>
    amountOf(meanCount(plain, (each) => sumOf(callsBy(each, entry).map(({ usage }) => usage))[name] ?? 0));
  const rows = Object.entries(functionsTable).flatMap(([entry, { memoryMb }]) => {
    const invocations = meanCount(plain, ({ functions }) =>
      functions.reduce((sum, use) => sum + (entryOf(use.name) === entry ? use.invocations : 0), 0),
    );
    if (invocations === 0) return [];
    const ms = durationOf(entryOf(entry));
    const gbSeconds = (invocations * ms * memoryMb) / 1_024 / 1_000;
    const cost = costOf({ lambdaRequests: invocations, lambdaGbSeconds: gbSeconds });
    const units = (["tableWrites", "tableReads", "kmsRequests"] as const).map((name) => unitsOf(entry, name));
    return [[entry, amountOf(invocations), String(memoryMb), ms.toFixed(0), usd(cost), ...units]];
  });
  const head = ["function", "invocations", "MB", "ms, median, warm", "$ per 1,000"];
  return tableOf([...head, "write units", "read units", "own KMS requests"], rows);
};

const fixedTable = ({ fixed: { lines } }: Measurements): string => {
  const total = lines.reduce((sum, line) => sum + line.usd, 0);
  return tableOf(
    ["each month, used or not", "how many", "$"],
    [
      ...lines.map(({ what, count, usd: cost }) => [what, count, usd(cost, 2)]),
      ["**all**", "", `**${usd(total, 2)}**`],
    ],
  );
};

const watchText = ({ fixed: { look } }: Measurements): string => {
  const parts = billOf(look).map(({ name, usd: cost }) => `${prices[name].what} ${usd(cost, 2)}`);
  return `The watch in a month: ${parts.join(", ")}.`;
};

/** The measured part of docs/costs.md. */
export const reportOf = (measurements: Measurements, runs: number, machine: string): string => {
  const usageOf = usagesOf(measurements);
  const cold = costOf({ lambdaGbSeconds: 1 });
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)} on ${machine}; each figure the mean of ${runs} registration${runs === 1 ? "" : "s"}; prices of ${PRICES_ON}.`,
    verdict(usageOf),
    serviceTable(usageOf),
    "### What it grows with",
    kindTable(usageOf, measurements),
    "### Line by line",
    lineTable(usageOf),
    "### By function",
    functionTable(measurements),
    `A cold start is billed too. One second of it at 1,024 MB in every registration adds ${usd(cold)} dollars for 1,000; it is not in the tables.`,
    "### At rest",
    fixedTable(measurements),
    watchText(measurements),
    "### What is kept",
    storageText(measurements),
    "### Checks",
    checkText(measurements),
    "### Prices",
    priceTable(),
  ].join("\n\n");
};
