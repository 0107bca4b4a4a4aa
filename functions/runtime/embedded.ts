import { createPublicKey } from "node:crypto";
import { join } from "node:path";
import type { JWTVerifyGetKey } from "jose";
import { makeSqliteCalendarYears } from "../adapters/embedded/calendar-years.ts";
import { makeSqliteCaseStore } from "../adapters/embedded/case-store.ts";
import { openDatabase } from "../adapters/embedded/database.ts";
import { type DeliveryOptions, makeSqliteDeliveries } from "../adapters/embedded/deliveries.ts";
import { makeFolderDocuments } from "../adapters/embedded/documents.ts";
import { makeSqliteIds } from "../adapters/embedded/ids.ts";
import { loadIssuerKey } from "../adapters/embedded/issuer-key.ts";
import { makeFileKeys } from "../adapters/embedded/keys.ts";
import { makeLineLog } from "../adapters/embedded/log.ts";
import { makeSqliteRelaySource } from "../adapters/embedded/relay-source.ts";
import { makeSqliteTaskTokens } from "../adapters/embedded/task-tokens.ts";
import { makeEmbeddedWorkflow } from "../adapters/embedded/workflow.ts";
import { systemClock } from "../adapters/shared/clock.ts";
import { closeConnections, post } from "../adapters/shared/post.ts";
import { makeProcessChanges } from "../adapters/shared/process-changes.ts";
import { RELAY_PAUSES_MS } from "../adapters/shared/relay-pauses.ts";
import { makeCaseMemory } from "../application/case-memory.ts";
import { makeChangeLicence } from "../application/change-licence.ts";
import { makeEraseCase, makeFinishErasures } from "../application/erase-case.ts";
import { makeFileCase } from "../application/file-case.ts";
import { makeHandleCommand } from "../application/handle-command.ts";
import type { Hub } from "../application/hub.ts";
import { makeImportCalendar } from "../application/import-calendar.ts";
import { makeLastSweep } from "../application/last-sweep.ts";
import { makeReapply, recentStretch } from "../application/reapply.ts";
import { makeReceiveWebhook } from "../application/receive-webhook.ts";
import { makeRelay } from "../application/relay.ts";
import { makeSendDelivery } from "../application/send-delivery.ts";
import { type UploadLimits, usualLimits } from "../application/upload-limits.ts";
import { makeWatch } from "../application/watch.ts";
import { makeWorkflowSteps } from "../application/workflow-steps.ts";
import { catalogOn, type World } from "../case/world.ts";
import { makeLiveCalendar } from "../catalog/calendar/live-calendar.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { makeApp } from "../http/app.ts";
import { AUDIENCE } from "../http/audience.ts";
import { makeAuthenticate } from "../http/authenticate.ts";
import { makeDemoIssuer } from "../http/demo-issuer.ts";
import type { Deps } from "../http/deps.ts";
import { makePages } from "../http/pages/pages.ts";
import type { Clock } from "../ports/clock.ts";
import type { DepartmentConnection } from "../ports/directory.ts";
import type { Log } from "../ports/log.ts";
import type { StateMachineDefinition } from "../workflow/compile.ts";
import { compile } from "../workflow/compile.ts";
import { bengbuWorld } from "./bengbu-world.ts";

/** How an embedded hub is put together. */
export interface EmbeddedOptions {
  /** The folder that holds everything: the database, keys and documents. Made if absent. */
  dataDir: string;
  /** The public base address, without a trailing slash. */
  baseUrl: string;
  /** How each department is reached. */
  connections: readonly DepartmentConnection[];
  /** Whose tokens count, and the keys that verify them. @default the hub's own demonstration issuer, mounted at `/oidc` */
  tokenIssuer?: { issuer: string; audience: string; key: JWTVerifyGetKey };
  /** @default the Bengbu catalogue, its calendar and every process */
  world?: World;
  /** @default the machine's clock */
  clock?: Clock;
  /** @default warnings and errors as JSON lines on standard error */
  log?: Log;
  /** @default the Standard Webhooks schedule */
  delivery?: DeliveryOptions;
  /** Pauses between tries of an effect, in milliseconds. @default {@link RELAY_PAUSES_MS} */
  relayPausesMs?: readonly number[];
  /** What an upload in parts may be. @default drawings of up to 500 MB */
  uploadLimits?: UploadLimits;
  /** How often the watch looks, in milliseconds; 0 turns its timer off. @default 60000 */
  watchEveryMs?: number;
}

/** Compile every process, or stop with every reason why one does not compile. */
const compileAll = (world: World, on: string): ReadonlyMap<string, StateMachineDefinition> =>
  new Map(
    [...world.processes.values()].map((process) => {
      const compiled = compile(process, catalogOn(world, on), on);
      if ("problems" in compiled)
        throw new Error(`process "${process.id}" does not compile:\n${compiled.problems.join("\n")}`);
      return [process.id, compiled.definition];
    }),
  );

/**
 * Put the hub together on one machine: SQLite, files, the embedded runner. Nothing runs until `start`.
 *
 * `start` first carries out what a crash left undone, then listens to departments; `stop` ends cleanly.
 */
export const makeEmbeddedHub = (options: EmbeddedOptions) => {
  const {
    dataDir,
    baseUrl,
    world: given = bengbuWorld,
    clock = systemClock,
    watchEveryMs = 60_000,
  } = options;
  const { log = makeLineLog({ verbose: false }), relayPausesMs = RELAY_PAUSES_MS, delivery = {} } = options;
  const live = makeLiveCalendar(given.calendar.notices);
  const world: World = { ...given, calendar: live.calendar };
  const database = openDatabase(join(dataDir, "lianban.db"));
  const keys = makeFileKeys(join(dataDir, "keys.json"));
  const relaySource = makeSqliteRelaySource(database, { pausesMs: relayPausesMs });
  const connections = new Map(options.connections.map((each) => [each.department, each]));
  const tokens = makeSqliteTaskTokens(database);
  const hub: Hub = {
    world,
    store: makeSqliteCaseStore(database, relaySource.wake),
    tokens,
    deliveries: makeSqliteDeliveries(database, delivery),
    documents: makeFolderDocuments(join(dataDir, "documents"), database, keys),
    keys,
    directory: { connection: (department) => connections.get(department) ?? null },
    changes: makeProcessChanges(),
    calendarYears: makeSqliteCalendarYears(database),
    clock,
    ids: makeSqliteIds(database),
    log,
    baseUrl,
  };
  const memory = makeCaseMemory(hub, { isOnlyWriter: true });
  const handle = makeHandleCommand(hub, memory);
  const steps = makeWorkflowSteps(hub, memory, handle);
  const definitions = compileAll(world, shanghaiDate(clock.now()));
  const workflow = makeEmbeddedWorkflow({ definitions, steps, tokens });
  const finishErasures = makeFinishErasures(hub, memory);
  const watch = makeWatch(hub, handle, workflow);
  const calendar = makeImportCalendar({ ...hub, live, handle });
  const lastSweep = makeLastSweep(hub);
  const demoIssuer = `${baseUrl}/oidc`;
  const issuerKey = loadIssuerKey(join(dataDir, "issuer.pem"));
  const issuerPublicKey = createPublicKey(issuerKey);
  const { tokenIssuer = { issuer: demoIssuer, audience: AUDIENCE, key: async () => issuerPublicKey } } =
    options;
  const deps: Deps = {
    hub,
    memory,
    handle,
    fileCase: makeFileCase(hub, memory, handle),
    receiveWebhook: makeReceiveWebhook(hub, handle),
    changeLicence: makeChangeLicence(hub, memory, handle),
    eraseCase: makeEraseCase(hub, memory, handle),
    importCalendar: calendar,
    lastSweep: lastSweep.last,
    relaySource,
    authenticate: makeAuthenticate(tokenIssuer),
    uploadLimits: options.uploadLimits ?? usualLimits,
  };
  const app = makeApp(deps, makePages(deps));
  if (options.tokenIssuer === undefined) app.route("/", makeDemoIssuer(issuerKey, demoIssuer));

  const reapply = makeReapply(hub, memory, handle);
  let timer: NodeJS.Timeout | undefined;
  let reappliedOn = shanghaiDate(clock.now());
  /** Once a day what the relay may have missed is carried out again. */
  const reapplyDaily = async (): Promise<void> => {
    const now = clock.now();
    if (reappliedOn === shanghaiDate(now)) return;
    reappliedOn = shanghaiDate(now);
    await reapply(recentStretch(now));
  };
  const sweep = async (): Promise<void> => {
    const recomputed = await calendar.recomputeIfNeeded();
    const kept = await watch.keepTime();
    lastSweep.note([recomputed, kept, await watch.driveStuck()]);
    await finishErasures();
    await reapplyDaily();
  };

  return {
    app,
    hub,
    handle,
    watch,
    calendar,
    workflow,
    relaySource,
    issuerKey,
    issuer: tokenIssuer.issuer,
    start: (): void => {
      calendar.refresh().catch((error: unknown) => log.error("watch-failed", { error: String(error) }));
      relaySource.run(makeRelay(hub, memory, workflow, handle));
      hub.deliveries.run(makeSendDelivery(hub, memory, post));
      watch.driveStuck(0).catch((error: unknown) => log.error("watch-failed", { error: String(error) }));
      if (watchEveryMs === 0) return;
      timer = setInterval(() => {
        sweep().catch((error: unknown) => log.error("watch-failed", { error: String(error) }));
      }, watchEveryMs).unref();
    },
    stop: async (): Promise<void> => {
      clearInterval(timer);
      await relaySource.stop();
      await hub.deliveries.stop();
      await workflow.idle();
      closeConnections();
      database.close();
    },
  };
};

/** See {@link makeEmbeddedHub}. */
export type EmbeddedHub = ReturnType<typeof makeEmbeddedHub>;
