import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { WorkingCalendar } from "../catalog/calendar/working-calendar.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { type Editions, editionOf, editionOn } from "../catalog/editions.ts";
import type { FeeEditions } from "../catalog/fees/fee-editions.ts";
import type { CentreProfile } from "../catalog/profile.ts";
import type { Process, Processes } from "../processes/process.ts";
import type { CaseState } from "./state.ts";

/** What the core knows besides the case: the standard, the processes and the working days. Data only. */
export interface World {
  /** The newest edition in force when the hub started. */
  catalog: Catalog;
  /**
   * Every edition an open case may still stand under, and those published ahead, oldest first.
   * @default `catalog` alone
   */
  editions?: Editions;
  processes: Processes;
  calendar: WorkingCalendar;
  profile: CentreProfile;
  /** The editions of the fee table. @default none: nothing is collectable */
  fees?: FeeEditions;
}

/** The editions of a world. */
export const editionsOf = ({
  catalog,
  editions = [catalog],
}: Pick<World, "catalog" | "editions">): Editions => editions;

/** The edition of the catalogue in force on a day: what a filing of that day is planned by. */
export const catalogOn = (world: Pick<World, "catalog" | "editions">, date: IsoDate): Catalog =>
  editionOn(editionsOf(world), date);

/**
 * The edition of the catalogue a case was filed under. It keeps its routing, scopes and limits to the end, whatever
 * became of the power list since.
 *
 * A case whose edition is not held any more goes on under the newest in force: it must not stand still for that.
 */
export const catalogOf = (
  world: Pick<World, "catalog" | "editions">,
  { catalogVersion }: Pick<CaseState, "catalogVersion">,
): Catalog => editionOf(editionsOf(world), catalogVersion) ?? world.catalog;

/** The process a case runs under. Throws when the hub no longer has it, which a deployment must not allow. */
export const processOf = (world: World, state: Pick<CaseState, "processId">): Process => {
  const process = world.processes.get(state.processId);
  if (process === undefined)
    throw new Error(`no process "${state.processId}" is installed, yet a case runs under it; keep its file`);
  return process;
};
