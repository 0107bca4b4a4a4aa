import type { IsoDate } from "../calendar/shanghai.ts";
import type { FeeTable } from "./fee-table.ts";

/** Editions of the fee table, oldest first. */
export type FeeEditions = readonly FeeTable[];

/**
 * Put editions of the fee table in the order they come into force. Throws when two bear one version or begin on one day.
 *
 * A case keeps the edition of its day of acceptance, so an edition is kept as long as a case may be open under it.
 */
export const makeFeeEditions = (tables: readonly FeeTable[]): FeeEditions => {
  for (const { version, validFrom } of tables) {
    if (tables.filter((each) => each.version === version).length > 1)
      throw new Error(
        `two editions of the fee table are called "${version}"; give the newer its own version`,
      );
    if (tables.filter((each) => each.validFrom === validFrom).length > 1)
      throw new Error(`two editions of the fee table come into force on ${validFrom}; one day begins one`);
  }
  return tables.toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
};

/** The edition in force on a day. Before the first began there is none: without a table nothing is collectable. */
export const feeTableOn = (editions: FeeEditions, on: IsoDate): FeeTable | undefined =>
  editions.findLast(({ validFrom }) => validFrom <= on);

/** The edition of a version, or `undefined` when it is not held. */
export const feeTableOf = (editions: FeeEditions, version: string): FeeTable | undefined =>
  editions.find((each) => each.version === version);
