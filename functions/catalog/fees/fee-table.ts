import type { IsoDate } from "../calendar/shanghai.ts";
import { isInForce } from "../catalog.ts";
import { type FeeDefinition, type FeeRule, type FeeTableRows, feeTableRows } from "./fee-rows.ts";

/** A fee table that was checked. Never changed: a case keeps the edition it was accepted under. */
export type FeeTable = Readonly<FeeTableRows>;

/** Why a fee table was not taken: each fault names its row, e.g. `definitions.1.legalBasis`, Chinese first, English second. */
export interface FeeTableInvalid {
  readonly kind: "FeeTableInvalid";
  readonly faults: readonly { readonly field: string; readonly message: string }[];
}

type Fault = FeeTableInvalid["faults"][number];
type Dated = Pick<FeeDefinition, "validFrom" | "validTo">;

const overlap = (one: Dated, other: Dated): boolean =>
  one.validFrom <= (other.validTo ?? "9999") && other.validFrom <= (one.validTo ?? "9999");

/** One code or rule may have many rows, one after another, and never two on one day. */
const periodFaults = <T extends Dated>(list: string, rows: readonly T[], idOf: (row: T) => string): Fault[] =>
  rows.flatMap((row, index) => {
    const field = `${list}.${index}.validFrom`;
    const id = idOf(row);
    if (row.validTo !== null && row.validTo < row.validFrom)
      return [{ field, message: `“${id}”止于开始之前 / "${id}" ends before it begins` }];
    return rows.slice(0, index).some((earlier) => idOf(earlier) === id && overlap(earlier, row))
      ? [{ field, message: `“${id}”有两行同时有效 / two rows of "${id}" are in force on one day` }]
      : [];
  });

const collectorFaults = (rows: readonly FeeDefinition[]): Fault[] =>
  rows.flatMap((row, index) =>
    row.kind === "service" || (row.collectors[0]?.since ?? "9999") <= row.validFrom
      ? []
      : [
          {
            field: `definitions.${index}.collectors`,
            message: `“${row.code}”自${row.validFrom}起无人征收 / nobody collects "${row.code}" from ${row.validFrom}`,
          },
        ],
  );

const ruleFaults = ({ definitions, rules }: FeeTableRows): Fault[] => {
  const known = new Set(definitions.map(({ code }) => code));
  return rules.flatMap(({ fees, ruleId }, index) =>
    (fees.kind === "codes" ? fees.codes : [])
      .filter((code) => !known.has(code))
      .map((code) => ({
        field: `rules.${index}.fees`,
        message: `“${ruleId}”减免表中没有的“${code}” / "${ruleId}" reduces "${code}", which is not on the table`,
      })),
  );
};

/** Thousandths of the floor area a city of each class may ask for. @see 国人防办字〔2003〕18号第四十五条 */
const lawfulShares = { 1: [40, 50], 2: [30, 40], 3: [20, 30] } as const;

const shelterFaults = ({ shelter: { cityClass, rules } }: FeeTableRows): Fault[] => {
  const [least, most] = lawfulShares[cityClass];
  return rules.flatMap(({ ruleId, area }, index) => {
    const fits = area.kind !== "share" || (least <= area.thousandths && area.thousandths <= most);
    const isTwice = rules.findIndex((each) => each.ruleId === ruleId) < index;
    const field = `shelter.rules.${index}`;
    return [
      ...(fits
        ? []
        : [
            {
              field,
              message: `${cityClass}类城市应为${least}‰至${most}‰ / class ${cityClass}: ${least}‰ to ${most}‰`,
            },
          ]),
      ...(isTwice ? [{ field, message: `“${ruleId}”重复 / "${ruleId}" stands twice` }] : []),
    ];
  });
};

/**
 * Read a fee table from JSON, so that rates a city publishes are configured and not programmed.
 *
 * Refused as `FeeTableInvalid`: missing, unknown or malformed fields; a fee without its legal basis; two rows of one fee
 * or rule in force on one day; a fee that nobody collects on its first day; a rule about a fee that is not on the table;
 * a shelter share outside what the class of the city allows.
 */
export const parseFeeTable = (json: unknown): FeeTable | FeeTableInvalid => {
  const read = feeTableRows.safeParse(json);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
    return { kind: "FeeTableInvalid", faults };
  }
  const { definitions, rules } = read.data;
  const faults = [
    ...periodFaults("definitions", definitions, ({ code }) => code),
    ...periodFaults("rules", rules, ({ ruleId }) => ruleId),
    ...collectorFaults(definitions),
    ...ruleFaults(read.data),
    ...shelterFaults(read.data),
  ];
  return faults.length === 0 ? read.data : { kind: "FeeTableInvalid", faults };
};

/** Check the rows of a table that is part of the program. Throws what {@link parseFeeTable} refuses. */
export const makeFeeTable = (rows: FeeTableRows): FeeTable => {
  const table = parseFeeTable(rows);
  if (!("kind" in table)) return table;
  throw new Error(table.faults.map(({ field, message }) => `${field}: ${message}`).join("\n"));
};

/** The fees in force on a day. */
export const feesOn = (table: FeeTable, on: IsoDate): FeeDefinition[] =>
  table.definitions.filter((row) => isInForce(row, on));

/** The rules in force on a day. */
export const feeRulesOn = (table: FeeTable, on: IsoDate): FeeRule[] =>
  table.rules.filter((row) => isInForce(row, on));
