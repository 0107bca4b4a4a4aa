import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFileKeys } from "../../functions/adapters/embedded/keys.ts";
import { makeProcessChanges } from "../../functions/adapters/shared/process-changes.ts";
import { randomId } from "../../functions/adapters/shared/random-id.ts";
import { makeCaseMemory } from "../../functions/application/case-memory.ts";
import { type HandleCommand, makeHandleCommand } from "../../functions/application/handle-command.ts";
import type { Hub } from "../../functions/application/hub.ts";
import { makeRelay } from "../../functions/application/relay.ts";
import { makeSendDelivery } from "../../functions/application/send-delivery.ts";
import { makeWorkflowSteps } from "../../functions/application/workflow-steps.ts";
import type { Command } from "../../functions/case/commands.ts";
import type { CaseState } from "../../functions/case/state.ts";
import { type IsoDate, shanghaiDate } from "../../functions/catalog/calendar/shanghai.ts";
import type { CaseStore } from "../../functions/ports/case-store.ts";
import type { DeliveryRecord } from "../../functions/ports/deliveries.ts";
import type { WorkflowSteps } from "../../functions/ports/workflow.ts";
import {
  approvalOf,
  awaitsItsVisit,
  holdingOf,
  paymentOf,
  proposalOf,
  signInOf,
  takingPart,
  visitOf,
} from "../support/joint-review-acts.ts";
import { type JointSample, jointFiling, jointSamples, jointWorld } from "../support/joint-review-forms.ts";
import { later } from "../support/moments.ts";
import type { DeliveriesFixture } from "./deliveries.contract.ts";
import { eventually, type Fixture, type ManualClock, makeManualClock } from "./fixture.ts";
import { caseIdOf } from "./samples.ts";
import { makeSystems } from "./systems-down.ts";

const CASE = caseIdOf(1);

/** The department whose system is down, and what it is asked in each process. */
const DOWN = "fire-rescue";
const fireItems: Readonly<Record<JointSample, string>> = {
  survey: "fire-siting",
  "drawing-review": "fire-design",
  acceptance: "fire-acceptance",
};

const MINUTE = 60_000;

/** Test that a department whose system is down for an hour loses nothing by it, and that nobody else waits for it to come back. */
export const testJointReviewOutage = (
  stores: () => Fixture<CaseStore>,
  queues: () => DeliveriesFixture,
): void => {
  describe("the joint construction review while a department's system is down", () => {
    let store: Fixture<CaseStore>;
    let deliveries: DeliveriesFixture;
    let folder: string;
    let hub: Hub;
    let clock: ManualClock;
    let systems: ReturnType<typeof makeSystems>;
    let handle: HandleCommand;
    let relay: ReturnType<typeof makeRelay>;
    let steps: WorkflowSteps;

    const now = (): { at: string; on: IsoDate } => {
      const at = new Date(clock.now()).toISOString();
      return { at, on: shanghaiDate(at) };
    };

    beforeEach(async () => {
      [store, deliveries] = [stores(), queues()];
      folder = await mkdtemp(join(tmpdir(), "lianban-outage-"));
      clock = makeManualClock();
      systems = makeSystems();
      const settings = {
        now: () => clock.now(),
        random: () => 0,
        pausesMs: [5, 300, 1_800, 7_200].map((seconds) => seconds * 1_000),
        jitter: 0,
        ...{ breakAfter: 100, breakMs: MINUTE },
      };
      hub = {
        world: jointWorld,
        store: await store.create(),
        deliveries: await deliveries.create(settings),
        keys: makeFileKeys(join(folder, "keys.json")),
        changes: makeProcessChanges(),
        clock: { now: () => now().at },
        ids: { random: randomId },
        directory: {
          connection: (department: string) => ({
            ...{ department, channel: "system", dialect: "json", url: `http://${department}` },
          }),
        },
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        baseUrl: "http://hub.test",
      } as unknown as Hub;
      const memory = makeCaseMemory(hub, { isOnlyWriter: false });
      handle = makeHandleCommand(hub, memory);
      steps = makeWorkflowSteps(hub, memory, handle);
      const machines = {
        start: async () => undefined,
        resume: async () => undefined,
        idle: async () => undefined,
      };
      relay = makeRelay(hub, memory, machines, handle);
      hub.deliveries.run(makeSendDelivery(hub, memory, systems.post));
    });
    afterEach(async () => {
      await hub.deliveries.stop();
      await Promise.all([store.dispose(), deliveries.dispose()]);
      await rm(folder, { recursive: true, force: true });
    });

    let told = 0;
    /** Relay what the log has gained since it was last relayed, as the outbox would. */
    const relayed = async (): Promise<CaseState> => {
      const found = await makeCaseMemory(hub, { isOnlyWriter: false }).load(CASE);
      if (found.kind !== "Loaded") throw new Error("the case is not there");
      const { state } = found.loaded;
      if (state.version > told)
        await relay({ id: 1, caseId: CASE, fromSeq: told + 1, toSeq: state.version, attempts: 1 });
      told = state.version;
      return state;
    };

    const perform = async (command: Command): Promise<CaseState> => {
      const request = { caseId: CASE, command, actor: { kind: "hub", id: "test" }, cause: "test" } as const;
      const result = await handle(request);
      if (result.kind !== "Done") throw new Error(`${command.type}: ${JSON.stringify(result)}`);
      return relayed();
    };

    const pass = (minutes: number): void => {
      clock.advance(minutes * MINUTE);
      deliveries.clockMoved();
    };

    const rowsOf = async (department?: string): Promise<DeliveryRecord[]> =>
      (await hub.deliveries.list({ limit: 1_000, ...(department === undefined ? {} : { department }) })).rows;

    /** When the oldest message of the department that is down is tried next; those after it wait for their turn. */
    const nextTry = async (): Promise<number> => {
      const tried = (await rowsOf(DOWN)).filter(({ attempts }) => attempts > 0);
      const [first] = tried.flatMap(({ nextAttemptAt }) => nextAttemptAt ?? []);
      if (first === undefined) throw new Error("nothing waits for its next attempt");
      return Date.parse(first);
    };

    const passTo = (at: number): void => pass(Math.max(0, at - clock.now()) / MINUTE);

    const tries = async (): Promise<number> =>
      (await rowsOf(DOWN)).reduce((sum, { attempts }) => sum + attempts, 0);

    /** Let every attempt be made that is due before a moment, each in vain, and come to that moment. */
    const tryUntil = async (end: number): Promise<void> => {
      await eventually(async () => expect(await tries()).toBeGreaterThan(0));
      for (let next = await nextTry(); next < end; next = await nextTry()) {
        const before = await tries();
        passTo(next);
        await eventually(async () => expect(await tries()).toBeGreaterThan(before));
      }
      passTo(end);
    };

    const gotOf = (type: string): string[] =>
      systems.got.filter((each) => each.type === type).map(({ item }) => item);

    /** Everybody who has got the question, by its own system, answers it. */
    const answerWhatCame = async (state: CaseState, expected: readonly string[]): Promise<CaseState> => {
      await eventually(() =>
        expect(gotOf("lianban.item.asked")).toEqual(expect.arrayContaining([...expected])),
      );
      let next = state;
      for (const itemId of expected) next = await perform(approvalOf(jointWorld, next, itemId, now()));
      return next;
    };

    const settle = async (): Promise<CaseState> => {
      await steps.settle({ caseId: CASE, asks: {} });
      return relayed();
    };

    const openItems = (state: CaseState): string[] =>
      takingPart(state)
        .filter(({ status }) => status === "accepted" || status === "asked")
        .map(({ id }) => id);

    /** To where the review with the fire department begins: the invitation it did not get, so it did not come. */
    const begun = async (sample: JointSample): Promise<CaseState> => {
      told = 0;
      let state = await perform(jointFiling(sample, { caseId: CASE }));
      if (sample === "acceptance") {
        await answerWhatCame(state, openItems(state));
        state = await settle();
      }
      if (!awaitsItsVisit(jointWorld, state)) return state;
      state = await perform(proposalOf(jointWorld, state, later(now(), { minutes: 2 })));
      const { invited, lead } = visitOf(jointWorld, state);
      const coming = invited.filter(({ department }) => department !== DOWN && department !== lead);
      await eventually(() =>
        expect(gotOf("lianban.meeting.proposed")).toEqual(
          expect.arrayContaining(coming.map(({ item }) => item)),
        ),
      );
      for (const { item } of coming) state = await perform(signInOf(jointWorld, state, item, now()));
      pass(3);
      return perform(holdingOf(jointWorld, state));
    };

    it.each(jointSamples)(
      "%s goes on with the nine others; after an hour it gets all it missed, in order, once",
      async (sample) => {
        systems.down.add(DOWN);
        const beganAt = clock.now();
        const item = fireItems[sample];
        let state = await begun(sample);
        state = await answerWhatCame(
          state,
          openItems(state).filter((each) => each !== item),
        );
        expect(openItems(await settle())).toEqual([item]);

        await tryUntil(beganAt + 60 * MINUTE);
        expect(systems.got.filter(({ department }) => department === DOWN)).toEqual([]);
        expect(new Set((await rowsOf(DOWN)).map((row) => row.state))).toEqual(new Set(["pending"]));

        systems.down.delete(DOWN);
        passTo(await nextTry());
        await eventually(async () =>
          expect(new Set((await rowsOf(DOWN)).map((row) => row.state))).toEqual(new Set(["delivered"])),
        );
        expect(systems.refusals()).toBeGreaterThan(3);
        state = await perform(approvalOf(jointWorld, state, item, now()));
        state = await settle();
        if (state.fees.sheet !== null) state = await perform(paymentOf(state, now()));
        await steps.issue({ caseId: CASE });
        state = await relayed();

        expect(state.status).toBe("issued");
        await eventually(async () =>
          expect(new Set((await rowsOf()).map((row) => row.state))).toEqual(new Set(["delivered"])),
        );
        const ids = systems.got.map(({ id }) => id);
        expect(ids.toSorted()).toEqual((await rowsOf()).map(({ id }) => id).toSorted());
        const toTreasury = systems.got.filter(({ department }) => department === "finance");
        expect(toTreasury.map(({ type }) => type)).toEqual(
          sample === "drawing-review" ? ["lianban.fees.issued"] : [],
        );
        const kinds = systems.got.filter(({ department }) => department === DOWN).map(({ type }) => type);
        expect(kinds).toEqual([
          ...(sample === "drawing-review" ? [] : ["lianban.meeting.proposed", "lianban.meeting.held"]),
          ...["lianban.item.asked", "lianban.case.closed"],
        ]);
      },
      120_000,
    );
  });
};
