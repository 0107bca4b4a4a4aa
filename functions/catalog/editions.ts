import { isIsoDate } from "../../schemas/forms/iso-date.ts";
import type { IsoDate } from "./calendar/shanghai.ts";
import type { Catalog } from "./catalog.ts";

/** Editions of one catalogue, oldest first. At least one. */
export type Editions = readonly [Catalog, ...Catalog[]];

/**
 * Put editions of a catalogue in the order they come into force.
 *
 * A case stands under the edition it was filed under until it ends, so an edition is kept as long as a case may be open
 * under it; one that is published ahead is there from the day it is published. Throws when there is none, when two bear
 * one version or come into force on one day, or when a day is no date.
 */
export const makeEditions = (editions: readonly Catalog[]): Editions => {
  const [first, ...rest] = editions.toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
  if (first === undefined) throw new Error("a catalogue has at least one edition");
  for (const { version, validFrom } of editions) {
    if (!isIsoDate(validFrom))
      throw new Error(`edition "${version}" comes into force on "${validFrom}", which is no date`);
    if (editions.filter((each) => each.version === version).length > 1)
      throw new Error(
        `two editions of the catalogue are called "${version}"; give the newer one its own version`,
      );
    if (editions.filter((each) => each.validFrom === validFrom).length > 1)
      throw new Error(
        `two editions of the catalogue come into force on ${validFrom}; one day begins one edition`,
      );
  }
  return [first, ...rest];
};

/** The edition in force on a day: the last that had begun. Before the first began, the first. */
export const editionOn = ([first, ...rest]: Editions, date: IsoDate): Catalog =>
  rest.findLast(({ validFrom }) => validFrom <= date) ?? first;

/** The edition of a version, or `undefined` when it is not held. */
export const editionOf = (editions: Editions, version: string): Catalog | undefined =>
  editions.find((each) => each.version === version);
