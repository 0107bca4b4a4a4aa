import { tableOf } from "./markdown-table.ts";
import { kinds, type Measurements, paces } from "./measure-all.ts";
import type { MeasuredCase } from "./measured-case.ts";
import { monthlyPrices, prices } from "./prices.ts";

/** The mean of something over cases. */
export const meanCount = (cases: readonly MeasuredCase[], count: (each: MeasuredCase) => number): number =>
  cases.reduce((sum, each) => sum + count(each), 0) / Math.max(1, cases.length);

const THOUSAND = 1_000;

/** Copies of personal materials: five pages scanned as a portal takes them, in bytes. */
const SCAN_BYTES = 2 * 1_024 ** 2;

const GB = 1_024 ** 3;

/** What a registration leaves behind, and what keeping it costs. */
export const storageText = ({ cases }: Measurements): string => {
  const bytes = meanCount(cases.quiet.plain, ({ kept }) => kept.bytes);
  const items = meanCount(cases.quiet.plain, ({ kept }) => kept.items);
  const table = ((bytes * THOUSAND) / GB) * (monthlyPrices.tableGb.usd + monthlyPrices.tableBackupGb.usd);
  const scans = ((6 * SCAN_BYTES * THOUSAND) / GB) * monthlyPrices.objectGb.usd;
  return `Keeping: a registration leaves ${items.toFixed(0)} items of ${(bytes / 1_024).toFixed(0)} KB in its partition; 1,000 of them cost ${table.toFixed(3)} dollars a month with their backup. Six materials of 2 MB each would cost ${scans.toFixed(3)} a month in S3 for 1,000 registrations.`;
};

/** How far the emulator agrees with the documented rules. */
export const checkText = ({ cases }: Measurements): string => {
  const calls = paces.flatMap((pace) =>
    kinds.flatMap((kind) => cases[pace][kind].flatMap(({ steps }) => steps.flatMap((step) => step.calls))),
  );
  const checked = calls.filter(({ agrees }) => agrees !== null && agrees !== undefined);
  const wrong = checked.filter(({ agrees }) => agrees === false).length;
  return `Of ${checked.length} plain puts the emulator's units and the documented rule agree in ${checked.length - wrong}.`;
};

/** Every price, where it stands and how it was seen. */
export const priceTable = (): string =>
  tableOf(
    ["price", "$", "per", "source", "seen"],
    [
      ...Object.values(prices).map(({ service, what, usd: price, per, source, seen }) => [
        `${service}: ${what}`,
        String(price),
        per.toLocaleString("en-US"),
        source,
        seen,
      ]),
      ...Object.values(monthlyPrices).map(({ what, usd: price, source, seen }) => [
        `${what}, a month`,
        String(price),
        "1",
        source,
        seen,
      ]),
    ],
  );
