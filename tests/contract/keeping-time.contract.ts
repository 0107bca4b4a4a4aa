import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFileKeys } from "../../functions/adapters/embedded/keys.ts";
import { makeProcessChanges } from "../../functions/adapters/shared/process-changes.ts";
import { makeCaseMemory } from "../../functions/application/case-memory.ts";
import { decodeEvent } from "../../functions/application/event-codec.ts";
import { type HandleCommand, makeHandleCommand } from "../../functions/application/handle-command.ts";
import type { Hub } from "../../functions/application/hub.ts";
import { registersOf } from "../../functions/application/register-entries.ts";
import { makeWatch } from "../../functions/application/watch.ts";
import type { Command, Now } from "../../functions/case/commands.ts";
import type { World } from "../../functions/case/world.ts";
import type { CaseStore } from "../../functions/ports/case-store.ts";
import type { RegisterName } from "../../schemas/registers.ts";
import { answers } from "../support/answers.ts";
import { later, moment } from "../support/moments.ts";
import { answerSynthetic, syntheticFiling, syntheticWorld } from "../support/synthetic-process.ts";
import { eventually, type Fixture } from "./fixture.ts";
import { caseIdOf } from "./samples.ts";

const CASE = caseIdOf(1);

/** Two departments; what is promised in five working days, the law allows in twenty, and jointly in forty-five. */
const world: World = syntheticWorld({ stages: [["a", "b"]] });

/** One process of a hub over a store that others share: its own memory, the same clock. */
interface Process {
  handle: HandleCommand;
  watch: ReturnType<typeof makeWatch>;
}

const makeProcess = (hub: Hub): Process => {
  const memory = makeCaseMemory(hub, { isOnlyWriter: false });
  const handle = makeHandleCommand(hub, memory);
  return { handle, watch: makeWatch(hub, handle, { start: async () => undefined }) };
};

/** What happens to a case nobody answers, day by day: the same on every adapter set. */
const SILENT_YEAR = [
  "2026-11-24 CaseFiled",
  "2026-11-24 ItemAsked a",
  "2026-11-24 ItemAsked b",
  "2026-12-02 ItemAccepted a",
  "2026-12-02 ItemAccepted b",
  "2026-12-02 ItemOverdue a promised",
  "2026-12-02 ItemOverdue b promised",
  "2026-12-02 BreachRecorded case-promised",
  "2026-12-02 CardIssued yellow a",
  "2026-12-02 CardIssued yellow b",
  "2026-12-02 CardIssued yellow case",
  "2026-12-05 CardIssued red a",
  "2026-12-05 CardIssued red b",
  "2026-12-05 CardIssued red case",
  "2026-12-16 ItemWarned a statutory",
  "2026-12-16 ItemWarned b statutory",
  "2026-12-23 ItemOverdue a statutory",
  "2026-12-23 ItemOverdue b statutory",
  "2026-12-23 CardIssued red a",
  "2026-12-23 CardIssued red b",
];

/** Test that a case's time is kept alike on a store, however often and by however many the watch looks. */
export const testKeepingTime = (fixture: () => Fixture<CaseStore>): void => {
  describe("keeping time", () => {
    let stores: Fixture<CaseStore>;
    let folder: string;
    let hub: Hub;
    let now: Now;

    beforeEach(async () => {
      stores = fixture();
      folder = await mkdtemp(join(tmpdir(), "lianban-time-"));
      now = moment("2026-11-24");
      hub = {
        world,
        store: await stores.create(),
        keys: makeFileKeys(join(folder, "keys.json")),
        changes: makeProcessChanges(),
        clock: { now: () => now.at },
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      } as unknown as Hub;
    });
    afterEach(async () => {
      await stores.dispose();
      await rm(folder, { recursive: true, force: true });
    });

    const perform = async ({ handle }: Process, command: Command): Promise<void> => {
      const actor = { kind: "hub", id: "test" } as const;
      const result = await handle({ caseId: CASE, command, actor, cause: "test" });
      if (result.kind !== "Done") throw new Error(JSON.stringify(result));
    };

    const file = (process: Process): Promise<void> =>
      perform(process, { ...syntheticFiling(), caseId: CASE });

    /** Let the days pass, each with a look of every process at once, twice. */
    const passTo = async (day: string, processes: readonly Process[]): Promise<void> => {
      while (now.on < day) {
        now = later(now, { days: 1 });
        for (let look = 0; look < 2; look += 1)
          await Promise.all(processes.map(({ watch }) => watch.keepTime()));
      }
    };

    const logOf = async (): Promise<string[]> => {
      const memory = makeCaseMemory(hub, { isOnlyWriter: false });
      const found = await memory.load(CASE);
      const stored = await hub.store.load(CASE);
      if (found.kind !== "Loaded" || stored === null) throw new Error("the case is not there");
      return stored.events.map((each) => {
        const { at, event } = decodeEvent(found.loaded.key, CASE, each);
        const day = moment(new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)).on;
        const level = "level" in event ? event.level : "";
        const about = "itemId" in event ? event.itemId : "item" in event ? (event.item ?? "case") : "";
        const what = "limit" in event ? event.limit : event.type === "BreachRecorded" ? event.breach : "";
        const subject = event.type === "BreachRecorded" ? "" : about;
        return [day, event.type, level, subject, what].filter((part) => part !== "").join(" ");
      });
    };

    const idsIn = async (register: RegisterName, onlyOpen = false): Promise<string[]> => {
      const query = { register, from: "2026-01-01", to: "2026-12-31", onlyOpen, limit: 100 };
      return (await hub.store.register(query)).rows.map(({ id }) => id).sort();
    };

    it("does the same to a silent case on every set, once, with three watches at once", async () => {
      const processes = [makeProcess(hub), makeProcess(hub), makeProcess(hub)];
      const [first] = processes;
      if (first === undefined) throw new Error("no process");
      await file(first);
      await passTo("2026-12-31", processes);
      await eventually(async () => expect((await logOf()).length).toBe(SILENT_YEAR.length));
      expect(await logOf()).toEqual(SILENT_YEAR);
      await eventually(async () =>
        expect(await idsIn("accountability")).toEqual(
          [
            `${CASE}-a-promised`,
            `${CASE}-a-statutory`,
            `${CASE}-b-promised`,
            `${CASE}-b-statutory`,
            `${CASE}-case-promised`,
          ].sort(),
        ),
      );
    }, 120_000);

    it("keeps registers that recompute from the log alone", async () => {
      const process = makeProcess(hub);
      await file(process);
      await passTo("2026-12-09", [process]);
      await perform(process, {
        type: "AppealCard",
        cardId: `${CASE}-a-promised-yellow`,
        department: "dept-a",
        grounds: "系统故障",
      });
      await perform(process, {
        type: "RuleOnCard",
        cardId: `${CASE}-a-promised-yellow`,
        isRevoked: true,
        reasons: "情况属实",
      });
      await perform(process, answerSynthetic("a", answers.approved(now)));
      await perform(process, answerSynthetic("b", answers.rejected(now)));

      const found = await makeCaseMemory(hub, { isOnlyWriter: false }).load(CASE);
      if (found.kind !== "Loaded") throw new Error("the case is not there");
      const expected = registersOf(world, found.loaded.state);
      const registers = ["decision", "closure", "accountability", "card", "rating", "duty"] as const;
      const written = await Promise.all(registers.map((register) => hub.store.entriesOf(CASE, register)));
      const byName = (entries: readonly { register: string; id: string }[]) =>
        entries.toSorted((a, b) => (`${a.register} ${a.id}` < `${b.register} ${b.id}` ? -1 : 1));
      expect(byName(written.flat())).toEqual(byName(expected));
      await eventually(async () => {
        expect(await idsIn("duty", true)).toEqual(["undo-a"]);
        expect(await idsIn("accountability", true)).not.toContain(`${CASE}-a-promised`);
        expect(await idsIn("closure")).toEqual(["case"]);
      });
    }, 120_000);
  });
};
