import type { World } from "../case/world.ts";
import type { CalendarYears } from "../ports/calendar-years.ts";
import type { CaseStore } from "../ports/case-store.ts";
import type { Changes } from "../ports/changes.ts";
import type { Clock } from "../ports/clock.ts";
import type { Deliveries } from "../ports/deliveries.ts";
import type { Directory } from "../ports/directory.ts";
import type { Documents } from "../ports/documents.ts";
import type { Ids } from "../ports/ids.ts";
import type { Keys } from "../ports/keys.ts";
import type { Log } from "../ports/log.ts";
import type { TaskTokens } from "../ports/task-tokens.ts";

/** Everything the application needs from outside, and the world the core decides in. */
export interface Hub {
  world: World;
  store: CaseStore;
  tokens: TaskTokens;
  deliveries: Deliveries;
  documents: Documents;
  keys: Keys;
  directory: Directory;
  changes: Changes;
  calendarYears: CalendarYears;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** The hub's public base address, without a trailing slash: `http://127.0.0.1:8080`. */
  baseUrl: string;
}
