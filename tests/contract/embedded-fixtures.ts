import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeSqliteCalendarYears } from "../../functions/adapters/embedded/calendar-years.ts";
import { makeSqliteCaseStore } from "../../functions/adapters/embedded/case-store.ts";
import { type Database, openDatabase } from "../../functions/adapters/embedded/database.ts";
import { makeSqliteDeliveries } from "../../functions/adapters/embedded/deliveries.ts";
import { makeFolderDocuments } from "../../functions/adapters/embedded/documents.ts";
import { makeSqliteIds } from "../../functions/adapters/embedded/ids.ts";
import { makeFileKeys } from "../../functions/adapters/embedded/keys.ts";
import { makeSqliteRelaySource } from "../../functions/adapters/embedded/relay-source.ts";
import { makeSqliteTaskTokens } from "../../functions/adapters/embedded/task-tokens.ts";
import { makeEmbeddedWorkflow } from "../../functions/adapters/embedded/workflow.ts";
import { systemClock } from "../../functions/adapters/shared/clock.ts";
import { makeProcessChanges } from "../../functions/adapters/shared/process-changes.ts";
import type { CalendarYears } from "../../functions/ports/calendar-years.ts";
import type { CaseStore } from "../../functions/ports/case-store.ts";
import type { Changes } from "../../functions/ports/changes.ts";
import type { Clock } from "../../functions/ports/clock.ts";
import type { Deliveries } from "../../functions/ports/deliveries.ts";
import type { Ids } from "../../functions/ports/ids.ts";
import type { Keys } from "../../functions/ports/keys.ts";
import type { TaskTokens } from "../../functions/ports/task-tokens.ts";
import type { Workflow } from "../../functions/ports/workflow.ts";
import type { DeliveriesFixture, DeliverySettings } from "./deliveries.contract.ts";
import type { DurableFixture, Fixture } from "./fixture.ts";
import type { DocumentsFixture } from "./reading-documents.ts";
import type { RelaySettings, StoreAndSource } from "./relay-source.contract.ts";
import type { WorkflowSettings } from "./workflow.contract.ts";

/** A data folder of an embedded hub that opens like one: the file, and the database in it. */
export interface DataFolder {
  path: () => string;
  open: () => Promise<Database>;
  dispose: () => Promise<void>;
}

/** A fresh data folder. Opening it again first drops the database it had, as a crash does. */
export const makeDataFolder = (): DataFolder => {
  let folder: string | null = null;
  let database: Database | null = null;
  return {
    path: () => folder ?? "",
    open: async () => {
      folder ??= await mkdtemp(join(tmpdir(), "lianban-contract-"));
      database?.close();
      database = openDatabase(join(folder, "lianban.db"));
      return database;
    },
    dispose: async () => {
      database?.close();
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    },
  };
};

/** A fixture whose adapter rests in a data folder. */
const durable = <Port, Settings = void>(
  make: (database: Database, folder: string, settings: Settings) => Port,
): DurableFixture<Port, Settings> => {
  const data = makeDataFolder();
  const open = async (settings: Settings): Promise<Port> => make(await data.open(), data.path(), settings);
  return { create: open, reopen: open, dispose: data.dispose };
};

/** Every byte of every file under a folder. */
export const bytesUnder = async (folder: string): Promise<Buffer> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name)))));
};

export const caseStoreFixture = (): DurableFixture<CaseStore> =>
  durable((database) => makeSqliteCaseStore(database, () => undefined));

export const calendarYearsFixture = (): DurableFixture<CalendarYears> =>
  durable((database) => makeSqliteCalendarYears(database));

export const taskTokensFixture = (): DurableFixture<TaskTokens> =>
  durable((database) => makeSqliteTaskTokens(database));

export const idsFixture = (): DurableFixture<Ids> => durable((database) => makeSqliteIds(database));

export const keysFixture = (): DurableFixture<Keys> =>
  durable((_, folder) => makeFileKeys(join(folder, "keys.json")));

export const relaySourceFixture = (): DurableFixture<StoreAndSource, RelaySettings> =>
  durable((database, _, { pausesMs }) => {
    const source = makeSqliteRelaySource(database, { pausesMs });
    return { source, store: makeSqliteCaseStore(database, source.wake) };
  });

/** Deliveries look at their clock whenever something is put in, and be it nothing. */
export const deliveriesFixture = (): DeliveriesFixture => {
  let present: Deliveries | null = null;
  const base = durable<Deliveries, DeliverySettings>((database, _, settings) => {
    present = makeSqliteDeliveries(database, settings);
    return present;
  });
  return { ...base, clockMoved: () => void present?.enqueue([]) };
};

export const documentsFixture = (): DocumentsFixture => {
  let documents = "";
  const base = durable((database, folder) => {
    documents = join(folder, "documents");
    return makeFolderDocuments(documents, database, makeFileKeys(join(folder, "keys.json")));
  });
  /** The files of a document in order: one, or those of its parts. */
  const filesOf = async (documentId: string): Promise<string[]> => {
    const folder = join(documents, `${documentId}.parts`);
    const parts = await readdir(folder).catch(() => null);
    return parts?.toSorted().map((name) => join(folder, name)) ?? [join(documents, documentId)];
  };
  return {
    ...base,
    alter: async (documentId, place) => {
      let left = place;
      for (const file of await filesOf(documentId)) {
        const bytes = await readFile(file);
        const byte = bytes[left];
        if (left >= 0 && byte !== undefined) {
          bytes[left] = byte ^ 0x40;
          await writeFile(file, bytes);
        }
        left -= bytes.length;
      }
    },
    cut: async (documentId, bytes) => {
      for (const file of await filesOf(documentId)) await truncate(file, bytes);
    },
    swap: async (from, to) => {
      const [sources, targets] = [await filesOf(from), await filesOf(to)];
      for (const [index, target] of targets.entries())
        await writeFile(target, await readFile(sources[index] ?? ""));
    },
    lose: async (documentId) => {
      const file = (await filesOf(documentId)).at(-1) ?? "";
      const bytes = await readFile(file);
      await rm(file);
      return () => writeFile(file, bytes);
    },
    atRest: () => bytesUnder(join(documents, "..")),
  };
};

export const workflowFixture = (): Fixture<Workflow, WorkflowSettings> =>
  durable((database, _, { definitions, stepsOver }) => {
    const tokens = makeSqliteTaskTokens(database);
    return makeEmbeddedWorkflow({ definitions, steps: stepsOver(tokens), tokens });
  });

/** A fixture of an adapter that rests nowhere. */
const fleeting = <Port>(make: () => Port): Fixture<Port> => ({
  create: async () => make(),
  dispose: async () => undefined,
});

export const changesFixture = (): Fixture<Changes> => fleeting(makeProcessChanges);

export const clockFixture = (): Fixture<Clock> => fleeting(() => systemClock);
