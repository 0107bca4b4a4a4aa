import { join } from "node:path";
import { makeSqliteCalendarYears } from "../../functions/adapters/embedded/calendar-years.ts";
import { makeSqliteCaseStore } from "../../functions/adapters/embedded/case-store.ts";
import type { Database } from "../../functions/adapters/embedded/database.ts";
import { makeSqliteDeliveries } from "../../functions/adapters/embedded/deliveries.ts";
import { makeFolderDocuments } from "../../functions/adapters/embedded/documents.ts";
import { makeSqliteIds } from "../../functions/adapters/embedded/ids.ts";
import { makeFileKeys } from "../../functions/adapters/embedded/keys.ts";
import { makeSqliteRelaySource } from "../../functions/adapters/embedded/relay-source.ts";
import { makeSqliteTaskTokens } from "../../functions/adapters/embedded/task-tokens.ts";
import { makeProcessChanges } from "../../functions/adapters/shared/process-changes.ts";
import { type CaseMemory, makeCaseMemory } from "../../functions/application/case-memory.ts";
import { type HandleCommand, makeHandleCommand } from "../../functions/application/handle-command.ts";
import type { Hub } from "../../functions/application/hub.ts";
import type { RelaySource } from "../../functions/ports/relay-source.ts";
import { filingMoment } from "../support/moments.ts";
import { bengbuWorld } from "../support/test-world.ts";

/** A hub on the embedded adapters, as far as it reaches without HTTP: every department has a system nobody calls. */
export interface BareHub {
  hub: Hub;
  source: RelaySource;
  memory: CaseMemory;
  handle: HandleCommand;
}

/** Put a bare hub together on an open database. Its clock stands at the sample filing's moment. */
export const makeBareHub = (database: Database, folder: string): BareHub => {
  const keys = makeFileKeys(join(folder, "keys.json"));
  const source = makeSqliteRelaySource(database, { pausesMs: [1, 1, 1] });
  const hub: Hub = {
    world: bengbuWorld,
    store: makeSqliteCaseStore(database, source.wake),
    tokens: makeSqliteTaskTokens(database),
    deliveries: makeSqliteDeliveries(database),
    documents: makeFolderDocuments(join(folder, "documents"), database, keys),
    keys,
    directory: {
      connection: (department) => ({
        department,
        channel: "system",
        dialect: "json",
        url: "http://127.0.0.1:9",
      }),
    },
    changes: makeProcessChanges(),
    calendarYears: makeSqliteCalendarYears(database),
    clock: { now: () => filingMoment.at },
    ids: makeSqliteIds(database),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    baseUrl: "http://hub.test",
  };
  const memory = makeCaseMemory(hub, { isOnlyWriter: false });
  return { hub, source, memory, handle: makeHandleCommand(hub, memory) };
};
