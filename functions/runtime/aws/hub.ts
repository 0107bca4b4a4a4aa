import { makeDynamoCalendarYears } from "../../adapters/aws/calendar-years.ts";
import { makeDynamoCaseStore } from "../../adapters/aws/case-store.ts";
import { makeDocumentClient } from "../../adapters/aws/clients.ts";
import { makeDynamoIds } from "../../adapters/aws/ids.ts";
import { makeLargePayloads } from "../../adapters/aws/large-payloads.ts";
import { makePowertoolsLog } from "../../adapters/aws/log.ts";
import type { Table } from "../../adapters/aws/table.ts";
import { type DynamoTaskTokens, makeDynamoTaskTokens } from "../../adapters/aws/task-tokens.ts";
import { systemClock } from "../../adapters/shared/clock.ts";
import { makeProcessChanges } from "../../adapters/shared/process-changes.ts";
import { type CaseMemory, makeCaseMemory } from "../../application/case-memory.ts";
import type { Hub } from "../../application/hub.ts";
import { type LiveCalendar, makeLiveCalendar } from "../../catalog/calendar/live-calendar.ts";
import type { Changes } from "../../ports/changes.ts";
import type { Deliveries } from "../../ports/deliveries.ts";
import type { Documents } from "../../ports/documents.ts";
import type { Keys } from "../../ports/keys.ts";
import { bengbuWorld } from "../bengbu-world.ts";
import { absent } from "./absent.ts";
import { makeStackDirectory } from "./directory.ts";
import { optional, required } from "./environment.ts";
import { keysOf } from "./keys.ts";

/** What every function stands on: the table, the log and the keys it was granted. Made once per process. */
export interface Ground {
  table: Table;
  keys: Keys;
  log: Hub["log"];
}

/** Make the ground. SDK clients are made here, so that they and their connections outlive one invocation. */
export const makeGround = (granted: Partial<Keys>): Ground => ({
  table: { name: required("LIANBAN_TABLE"), db: makeDocumentClient() },
  keys: keysOf(granted),
  log: makePowertoolsLog({ verbose: optional("LIANBAN_LOG") === "info" }),
});

/** The ports that only some functions have a right to. */
export interface Granted {
  deliveries?: Deliveries;
  documents?: Documents;
  /** @default waiters of this process only: who waits longer finds out by reading */
  changes?: Changes;
}

/** A hub as one function holds it. What it was not granted throws when it is used. */
export interface FunctionHub {
  hub: Hub & { tokens: DynamoTaskTokens };
  memory: CaseMemory;
  /** The calendar of the hub's world. */
  live: LiveCalendar;
}

/** Put a hub together over the ground, with what this function is granted beside it. */
export const makeFunctionHub = ({ table, keys, log }: Ground, granted: Granted = {}): FunctionHub => {
  const live = makeLiveCalendar(bengbuWorld.calendar.notices);
  const hub = {
    world: { ...bengbuWorld, calendar: live.calendar },
    store: makeDynamoCaseStore({ table, largePayloads: makeLargePayloads(required("LIANBAN_BUCKET")) }),
    tokens: makeDynamoTaskTokens(table),
    deliveries: granted.deliveries ?? absent<Deliveries>("deliveries"),
    documents: granted.documents ?? absent<Documents>("documents"),
    keys,
    directory: makeStackDirectory(),
    changes: granted.changes ?? makeProcessChanges(),
    calendarYears: makeDynamoCalendarYears(table),
    clock: systemClock,
    ids: makeDynamoIds(table),
    log,
    baseUrl: required("LIANBAN_BASE_URL"),
  };
  const memory = makeCaseMemory(hub, { isOnlyWriter: false });
  return { hub, memory, live };
};
