import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
  Deliveries,
  Delivery,
  DeliveryRecord,
  SendDelivery,
  SendResult,
} from "../../functions/ports/deliveries.ts";
import {
  type DurableFixture,
  eventually,
  type ManualClock,
  makeGate,
  makeManualClock,
  aWhile as waitAWhile,
} from "./fixture.ts";
import { caseIdOf, deliveryOf } from "./samples.ts";

/** How the deliveries under test behave. */
export interface DeliverySettings {
  now: () => number;
  random: () => number;
  /** Pauses before the second, third … attempt, in milliseconds. */
  pausesMs: readonly number[];
  /** The share of a pause that `random` adds. */
  jitter: number;
  /** Failures in a row after which a department is left alone for `breakMs`. */
  breakAfter: number;
  breakMs: number;
}

/** Deliveries whose clock the suite moves. */
export interface DeliveriesFixture extends DurableFixture<Deliveries, DeliverySettings> {
  /** Make the adapter look at its clock, which has moved. */
  clockMoved: () => void;
  /** How long it takes to see that nothing happens, in milliseconds. @default 60 */
  quietMs?: number;
  /** How many messages are many, as a share of what one process takes in its stride. @default 1 */
  share?: number;
}

/** The schedule of the Standard Webhooks specification, in milliseconds. */
const SCHEDULE = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map((s) => s * 1_000);

const DELIVERED: SendResult = { kind: "Delivered" };
const retry = (retryAfterSeconds: number | null = null): SendResult => ({
  kind: "Retry",
  reason: "HTTP 503",
  retryAfterSeconds,
});

const never = (): Promise<never> => new Promise(() => undefined);

/** Messages `from` … `to` of one case each, for one department. */
const messagesFor = (department: string, count: number): Delivery[] =>
  Array.from({ length: count }, (_, n) =>
    deliveryOf(`${department}-${n}`, { department, caseId: caseIdOf(n) }),
  );

/** What every adapter that delivers must do. */
export const testDeliveries = (makeFixture: () => DeliveriesFixture): void => {
  describe("Deliveries", () => {
    let fixture: DeliveriesFixture;
    let clock: ManualClock;
    let settings: DeliverySettings;

    beforeEach(() => {
      fixture = makeFixture();
      clock = makeManualClock();
      settings = {
        now: clock.now,
        random: () => 0,
        pausesMs: SCHEDULE,
        jitter: 0.2,
        breakAfter: 1_000,
        breakMs: 30_000,
      };
    });
    afterEach(() => fixture.dispose());

    const advance = (milliseconds: number): void => {
      clock.advance(milliseconds);
      fixture.clockMoved();
    };

    /** Give the adapter the time to do what it must not do. */
    const aWhile = (milliseconds = fixture.quietMs): Promise<void> => waitAWhile(milliseconds);

    /** A crowd of messages, as large as the adapter's surroundings can take within the time of a test. */
    const many = (count: number): number => Math.ceil(count * (fixture.share ?? 1));

    const recordOf = async (deliveries: Deliveries, id: string): Promise<DeliveryRecord | undefined> =>
      (await deliveries.list({ limit: 1_000 })).rows.find((row) => row.id === id);

    describe("enqueue", () => {
      it("sends a message once, whole, as its first attempt", async () => {
        const deliveries = await fixture.create(settings);
        const sent: { delivery: Delivery; attempt: number }[] = [];
        deliveries.run(async (delivery, attempt) => {
          sent.push({ delivery, attempt });
          return DELIVERED;
        });
        const message = deliveryOf("m-1", { payload: new Uint8Array([0, 255, 10, 13, 7]) });

        await deliveries.enqueue([message]);
        await eventually(async () => expect((await recordOf(deliveries, "m-1"))?.state).toBe("delivered"));

        expect(sent).toHaveLength(1);
        expect(sent[0]?.attempt).toBe(1);
        expect(sent[0]?.delivery).toMatchObject(message);
      });

      it("leaves an id it knows alone, whatever comes with it", async () => {
        const deliveries = await fixture.create(settings);
        const sent: string[] = [];
        const [first, other] = [deliveryOf("m-1"), deliveryOf("m-1", { payload: new Uint8Array([9]) })];

        await deliveries.enqueue([first, other]);
        await deliveries.enqueue([other]);
        deliveries.run(async ({ payload }) => {
          sent.push(new TextDecoder().decode(payload));
          return DELIVERED;
        });
        await eventually(async () => expect((await recordOf(deliveries, "m-1"))?.state).toBe("delivered"));
        await deliveries.enqueue([other]);
        await aWhile();

        expect(sent).toEqual(["ciphertext of m-1"]);
        expect((await deliveries.list({ limit: 10 })).rows).toHaveLength(1);
      });

      it("keeps each of 50 calls with the same ids once", async () => {
        const deliveries = await fixture.create(settings);
        const messages = messagesFor("tax", 5);

        await Promise.all(Array.from({ length: 50 }, () => deliveries.enqueue(messages)));

        const { rows } = await deliveries.list({ limit: 1_000 });
        expect(rows.map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
      });
    });

    describe("order", () => {
      it("keeps the messages of a case to a department in order, also when the first is tried again", async () => {
        const deliveries = await fixture.create(settings);
        const log: string[] = [];
        deliveries.run(async ({ id }, attempt) => {
          log.push(`${id}/${attempt}`);
          return id === "m-1" && attempt === 1 ? retry() : DELIVERED;
        });

        await deliveries.enqueue(["m-1", "m-2", "m-3"].map((id) => deliveryOf(id)));
        await eventually(() => expect(log).toEqual(["m-1/1"]));
        await aWhile();
        advance(SCHEDULE[0] ?? 0);
        await eventually(() => expect(log).toHaveLength(4));

        expect(log).toEqual(["m-1/1", "m-1/2", "m-2/1", "m-3/1"]);
      });

      it("has one message of a case and department under way at a time", async () => {
        const deliveries = await fixture.create(settings);
        const gate = makeGate();
        const log: string[] = [];
        deliveries.run(async ({ id }) => {
          log.push(id);
          await gate.opened;
          return DELIVERED;
        });

        await deliveries.enqueue([deliveryOf("m-1"), deliveryOf("m-2")]);
        await eventually(() => expect(log).toEqual(["m-1"]));
        await aWhile();
        expect(log).toEqual(["m-1"]);
        gate.open();

        await eventually(() => expect(log).toEqual(["m-1", "m-2"]));
      });

      it("does not let a message hold up other cases or other departments", async () => {
        const deliveries = await fixture.create(settings);
        const delivered: string[] = [];
        deliveries.run(async ({ id }) => {
          if (id === "m-1") return retry();
          delivered.push(id);
          return DELIVERED;
        });

        await deliveries.enqueue([
          deliveryOf("m-1"),
          deliveryOf("behind"),
          deliveryOf("other-case", { caseId: caseIdOf(1) }),
          deliveryOf("other-department", { department: "quality-supervision" }),
        ]);

        await eventually(() => expect(delivered.toSorted()).toEqual(["other-case", "other-department"]));
        await aWhile();
        expect(delivered).not.toContain("behind");
      });

      it("goes on with the next message once one is dead", async () => {
        const deliveries = await fixture.create({ ...settings, pausesMs: [] });
        const log: string[] = [];
        deliveries.run(async ({ id }) => {
          log.push(id);
          return id === "m-1" ? retry() : DELIVERED;
        });

        await deliveries.enqueue([deliveryOf("m-1"), deliveryOf("m-2")]);
        await eventually(() => expect(log).toEqual(["m-1", "m-2"]));

        expect((await recordOf(deliveries, "m-1"))?.state).toBe("dead");
      });
    });

    describe("the backoff schedule", () => {
      it.each([
        { name: "without jitter", share: 0, factor: 1 },
        { name: "with half the jitter", share: 0.5, factor: 1.1 },
        { name: "with nearly all the jitter", share: 0.999_999, factor: 1.199_999_8 },
      ])("pauses as the specification says $name, then gives up", async ({ share, factor }) => {
        const deliveries = await fixture.create({ ...settings, random: () => share });
        const attempts: { attempt: number; at: number }[] = [];
        deliveries.run(async (_, attempt) => {
          attempts.push({ attempt, at: clock.now() });
          return retry();
        });
        const due = [clock.now()];
        await deliveries.enqueue([deliveryOf("m-1")]);

        for (const [index, pause] of SCHEDULE.entries()) {
          await eventually(async () =>
            expect(await recordOf(deliveries, "m-1")).toMatchObject({
              attempts: index + 1,
              state: "pending",
            }),
          );
          const next = Date.parse((await recordOf(deliveries, "m-1"))?.nextAttemptAt ?? "");
          expect(Math.abs(next - clock.now() - pause * factor)).toBeLessThanOrEqual(1);
          due.push(next);
          advance(next - clock.now() - 1);
          await aWhile(10);
          expect(attempts).toHaveLength(index + 1);
          advance(1);
        }
        await eventually(async () => expect((await recordOf(deliveries, "m-1"))?.state).toBe("dead"));
        advance(30 * 86_400_000);
        await aWhile();

        expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        expect(attempts.map(({ at }) => at)).toEqual(due);
        expect(await recordOf(deliveries, "m-1")).toMatchObject({
          state: "dead",
          attempts: 10,
          nextAttemptAt: null,
          lastError: "HTTP 503",
        });
      });

      it("waits as long as the receiver asks, when that is longer", async () => {
        const deliveries = await fixture.create(settings);
        const start = clock.now();
        const asked: Record<string, number | null> = { longer: 600, shorter: 1, nonsense: Number.NaN };
        deliveries.run(async ({ id }) => retry(asked[id] ?? null));

        await deliveries.enqueue(
          ["longer", "shorter", "nonsense"].map((id, n) => deliveryOf(id, { caseId: caseIdOf(n) })),
        );
        await eventually(async () =>
          expect((await deliveries.list({ limit: 9 })).rows.map((row) => row.attempts)).toEqual([1, 1, 1]),
        );

        const { rows } = await deliveries.list({ limit: 9 });
        const waits = rows.map(({ nextAttemptAt }) => Date.parse(nextAttemptAt ?? "") - start);
        expect(waits).toEqual([600_000, 5_000, 5_000]);
      });

      it("survives a crash without an early attempt", async () => {
        const deliveries = await fixture.create(settings);
        const attempts: number[] = [];
        const send: SendDelivery = async (_, attempt) => {
          attempts.push(attempt);
          return retry();
        };
        deliveries.run(send);
        await deliveries.enqueue([deliveryOf("m-1")]);
        await eventually(async () => expect((await recordOf(deliveries, "m-1"))?.attempts).toBe(1));

        const again = await fixture.reopen(settings);
        again.run(send);
        advance(4_999);
        await aWhile();
        expect(attempts).toEqual([1]);
        advance(1);

        await eventually(() => expect(attempts).toEqual([1, 2]));
      });

      it("forgets no attempt however short the pauses are, by the machine's own clock", async () => {
        const deliveries = await fixture.create({
          ...settings,
          now: Date.now,
          pausesMs: [1, 1, 1],
          breakAfter: 2,
          breakMs: 1,
        });
        deliveries.run(async (_, attempt) => (attempt < 3 ? retry() : DELIVERED));

        for (const message of messagesFor("tax", many(50))) await deliveries.enqueue([message]);

        await eventually(async () =>
          expect((await deliveries.list({ state: "delivered", limit: 100 })).rows).toHaveLength(many(50)),
        );
      });

      it("ends at once when the receiver says stop", async () => {
        const deliveries = await fixture.create(settings);
        deliveries.run(async () => ({ kind: "Stop", reason: "HTTP 410" }));

        await deliveries.enqueue([deliveryOf("m-1")]);
        await eventually(async () => expect((await recordOf(deliveries, "m-1"))?.state).toBe("dead"));

        expect(await recordOf(deliveries, "m-1")).toMatchObject({ attempts: 1, lastError: "HTTP 410" });
      });
    });

    describe("after a crash", () => {
      it("sends what was under way again, and all that waited, once each and in order", async () => {
        const deliveries = await fixture.create(settings);
        const begun: string[] = [];
        await deliveries.enqueue(["m-1", "m-2", "m-3"].map((id) => deliveryOf(id)));
        deliveries.run(({ id }) => {
          begun.push(id);
          return never();
        });
        await eventually(() => expect(begun).toEqual(["m-1"]));

        const again = await fixture.reopen(settings);
        const sent: string[] = [];
        again.run(async ({ id }) => {
          sent.push(id);
          return DELIVERED;
        });
        await eventually(() => expect(sent).toHaveLength(3));
        await aWhile();

        expect(sent).toEqual(["m-1", "m-2", "m-3"]);
      });

      it("knows the ids it has delivered", async () => {
        const deliveries = await fixture.create(settings);
        deliveries.run(async () => DELIVERED);
        await deliveries.enqueue([deliveryOf("m-1")]);
        await eventually(async () => expect((await recordOf(deliveries, "m-1"))?.state).toBe("delivered"));

        const again = await fixture.reopen(settings);
        const sent: string[] = [];
        again.run(async ({ id }) => {
          sent.push(id);
          return DELIVERED;
        });
        await again.enqueue([deliveryOf("m-1")]);
        await aWhile();

        expect(sent).toEqual([]);
      });
    });

    describe("hasPending", () => {
      it("tells whether a case has messages that are neither delivered nor dead", async () => {
        const deliveries = await fixture.create(settings);
        const gate = makeGate();
        deliveries.run(async ({ id }) => {
          if (id === "waits") await gate.opened;
          return id === "stopped" ? { kind: "Stop", reason: "HTTP 410" } : DELIVERED;
        });
        const pending = (n: number): Promise<boolean> => deliveries.hasPending(caseIdOf(n));

        await deliveries.enqueue([
          deliveryOf("done", { caseId: caseIdOf(1) }),
          deliveryOf("stopped", { caseId: caseIdOf(2) }),
          deliveryOf("waits", { caseId: caseIdOf(3), department: "quality-supervision" }),
          deliveryOf("done-too", { caseId: caseIdOf(3) }),
        ]);
        await eventually(async () =>
          expect((await deliveries.list({ state: "pending", limit: 9 })).rows.map(({ id }) => id)).toEqual([
            "waits",
          ]),
        );

        expect(await Promise.all([0, 1, 2, 3].map(pending))).toEqual([false, false, false, true]);
        gate.open();
        await eventually(async () => expect(await pending(3)).toBe(false));
      });

      it("sees a message as soon as it is enqueued, and again once it is sent again", async () => {
        const deliveries = await fixture.create(settings);
        for (const message of messagesFor("tax", 30)) {
          await deliveries.enqueue([message]);
          expect(await deliveries.hasPending(message.caseId)).toBe(true);
        }
        deliveries.run(async () => DELIVERED);
        await eventually(async () => expect(await deliveries.hasPending(caseIdOf(0))).toBe(false));
        await deliveries.stop();

        await deliveries.redeliver("tax-0");

        expect(await deliveries.hasPending(caseIdOf(0))).toBe(true);
      });
    });

    describe("redeliver", () => {
      it("sends a dead message again from its first attempt, with the same id and payload", async () => {
        const deliveries = await fixture.create({ ...settings, pausesMs: [1_000] });
        const sent: { id: string; text: string; attempt: number }[] = [];
        let isUp = false;
        deliveries.run(async ({ id, payload }, attempt) => {
          sent.push({ id, text: new TextDecoder().decode(payload), attempt });
          return isUp ? DELIVERED : retry();
        });
        await deliveries.enqueue([deliveryOf("m-1")]);
        await eventually(async () => expect((await recordOf(deliveries, "m-1"))?.attempts).toBe(1));
        advance(1_000);
        await eventually(async () => expect((await recordOf(deliveries, "m-1"))?.state).toBe("dead"));

        isUp = true;
        const answer = await deliveries.redeliver("m-1");
        await eventually(async () => expect((await recordOf(deliveries, "m-1"))?.state).toBe("delivered"));

        expect(answer).toBe("Redelivered");
        expect(sent.map(({ attempt }) => attempt)).toEqual([1, 2, 1]);
        expect(new Set(sent.map(({ id, text }) => `${id} ${text}`)).size).toBe(1);
        expect(await recordOf(deliveries, "m-1")).toMatchObject({ attempts: 1, lastError: null });
      });

      it("sends a delivered message again when asked", async () => {
        const deliveries = await fixture.create(settings);
        const sent: string[] = [];
        deliveries.run(async ({ id }) => {
          sent.push(id);
          return DELIVERED;
        });
        await deliveries.enqueue([deliveryOf("m-1")]);
        await eventually(async () => expect((await recordOf(deliveries, "m-1"))?.state).toBe("delivered"));

        const answer = await deliveries.redeliver("m-1");

        expect(answer).toBe("Redelivered");
        await eventually(() => expect(sent).toEqual(["m-1", "m-1"]));
      });

      it("finds nothing to do for an unknown message or one that is still being tried", async () => {
        const deliveries = await fixture.create(settings);
        await deliveries.enqueue([deliveryOf("m-1")]);

        expect(await deliveries.redeliver("m-1")).toBe("NotFound");
        expect(await deliveries.redeliver("m-9")).toBe("NotFound");
      });

      it("takes its old place before a later message that waits for its next attempt", async () => {
        const deliveries = await fixture.create({ ...settings, pausesMs: [60_000] });
        const log: string[] = [];
        let isUp = false;
        deliveries.run(async ({ id }, attempt) => {
          log.push(`${id}/${attempt}`);
          if (isUp) return DELIVERED;
          return id === "m-1" ? { kind: "Stop", reason: "HTTP 410" } : retry();
        });
        await deliveries.enqueue([deliveryOf("m-1"), deliveryOf("m-2")]);
        await eventually(async () => expect((await recordOf(deliveries, "m-2"))?.attempts).toBe(1));

        isUp = true;
        await deliveries.redeliver("m-1");
        await eventually(async () => expect((await recordOf(deliveries, "m-1"))?.state).toBe("delivered"));
        expect(log).toEqual(["m-1/1", "m-2/1", "m-1/1"]);
        advance(60_000);

        await eventually(() => expect(log).toEqual(["m-1/1", "m-2/1", "m-1/1", "m-2/2"]));
      });
    });

    describe("redeliver beside a later message of its case and department", () => {
      /** `m-1` is dead, `m-2` fails until told otherwise; `hold` keeps each attempt under way. */
      const deadAndLater = async (hold: Promise<void>) => {
        const deliveries = await fixture.create({ ...settings, pausesMs: [60_000] });
        const log: string[] = [];
        const state = { isUp: false };
        deliveries.run(async ({ id }, attempt) => {
          log.push(`${id}/${attempt}`);
          if (id === "m-1" && !state.isUp) return { kind: "Stop", reason: "HTTP 410" };
          await hold;
          return state.isUp ? DELIVERED : retry();
        });
        await deliveries.enqueue([deliveryOf("m-1"), deliveryOf("m-2")]);
        await eventually(() => expect(log).toEqual(["m-1/1", "m-2/1"]));
        return { deliveries, log, state };
      };

      it("goes first when both are due", async () => {
        const { deliveries, log, state } = await deadAndLater(Promise.resolve());
        await eventually(async () => expect((await recordOf(deliveries, "m-2"))?.attempts).toBe(1));
        await aWhile();

        state.isUp = true;
        clock.advance(120_000);
        await deliveries.redeliver("m-1");

        await eventually(() => expect(log).toEqual(["m-1/1", "m-2/1", "m-1/1", "m-2/2"]));
      });

      it("waits until the later one, already under way, has come back", async () => {
        const gate = makeGate();
        const { deliveries, log, state } = await deadAndLater(gate.opened);

        state.isUp = true;
        await deliveries.redeliver("m-1");
        await aWhile();
        expect(log).toEqual(["m-1/1", "m-2/1"]);
        gate.open();

        await eventually(() => expect(log).toEqual(["m-1/1", "m-2/1", "m-1/1"]));
      });
    });

    describe("one department that is down", () => {
      it("does not hold up the others while it does not answer at all", async () => {
        const deliveries = await fixture.create(settings);
        const delivered: string[] = [];
        deliveries.run(async ({ id, department }) => {
          if (department !== "market-regulation") return never();
          delivered.push(id);
          return DELIVERED;
        });
        const down = ["emergency-management", "quality-supervision", "tax", "fire", "water", "power"];

        await deliveries.enqueue(down.flatMap((department) => messagesFor(department, many(200))));
        await deliveries.enqueue(messagesFor("market-regulation", many(100)));

        await eventually(() => expect(delivered).toHaveLength(many(100)));
      });

      it("does not hold up the others while it refuses everything", async () => {
        const deliveries = await fixture.create({ ...settings, breakAfter: 10 });
        const delivered: string[] = [];
        deliveries.run(async ({ id, department }) => {
          if (department === "tax") return retry();
          delivered.push(id);
          return DELIVERED;
        });

        await deliveries.enqueue(messagesFor("tax", many(500)));
        await deliveries.enqueue(messagesFor("market-regulation", many(100)));

        await eventually(() => expect(delivered).toHaveLength(many(100)));
      });

      it("is left alone after failures in a row, and that uses up nobody's attempts", async () => {
        const deliveries = await fixture.create({ ...settings, pausesMs: [5_000, 5_000], breakAfter: 5 });
        let calls = 0;
        let isUp = false;
        deliveries.run(async () => {
          calls += 1;
          return isUp ? DELIVERED : retry();
        });
        const attemptsInAll = async (): Promise<number> =>
          (await deliveries.list({ limit: 1_000 })).rows.reduce((sum, { attempts }) => sum + attempts, 0);

        await deliveries.enqueue(messagesFor("tax", many(300)));
        await eventually(async () => {
          const seen = calls;
          await aWhile();
          expect(seen).toBeGreaterThanOrEqual(5);
          expect([calls, await attemptsInAll()]).toEqual([seen, seen]);
        });
        const before = calls;
        expect(before).toBeLessThan(60);

        advance(29_999);
        await aWhile();
        expect(calls).toBe(before);
        advance(1);
        await eventually(async () => expect(await attemptsInAll()).toBe(before + 1));
        await aWhile();
        expect(calls).toBe(before + 1);

        isUp = true;
        advance(30_000);
        await eventually(async () =>
          expect((await deliveries.list({ state: "delivered", limit: 1_000 })).rows).toHaveLength(many(300)),
        );
        expect(await attemptsInAll()).toBe(before + 1 + many(300));
      });
    });

    describe("the circuit of a department", () => {
      it("stays closed while failures are not in a row", async () => {
        const deliveries = await fixture.create({ ...settings, breakAfter: 3 });
        const sent: string[] = [];
        deliveries.run(async ({ id }) => {
          sent.push(id);
          return sent.length % 2 === 0 ? DELIVERED : retry();
        });

        for (const [n, message] of messagesFor("tax", 20).entries()) {
          await deliveries.enqueue([message]);
          await eventually(async () => expect((await recordOf(deliveries, message.id))?.attempts).toBe(1));
          expect(sent).toHaveLength(n + 1);
        }
      });

      it("stays closed when the department answers that it wants no more of a message", async () => {
        const deliveries = await fixture.create({ ...settings, breakAfter: 1 });
        deliveries.run(async () => ({ kind: "Stop", reason: "HTTP 410" }));

        await deliveries.enqueue(messagesFor("tax", 100));

        await eventually(async () =>
          expect((await deliveries.list({ state: "dead", limit: 100 })).rows).toHaveLength(100),
        );
      });

      it("closes when its time has come, by the machine's own clock and without being asked", async () => {
        const deliveries = await fixture.create({
          ...settings,
          now: Date.now,
          pausesMs: [3_600_000],
          breakAfter: 1,
          breakMs: 80,
        });
        let calls = 0;
        deliveries.run(async () => {
          calls += 1;
          return calls === 1 ? retry() : DELIVERED;
        });

        await deliveries.enqueue([deliveryOf("m-1")]);
        await eventually(() => expect(calls).toBe(1));
        await deliveries.enqueue([deliveryOf("m-2", { caseId: caseIdOf(1) })]);

        await eventually(async () => expect((await recordOf(deliveries, "m-2"))?.state).toBe("delivered"));
      });

      it("is not kept open by messages that were under way when it opened", async () => {
        const deliveries = await fixture.create({ ...settings, breakAfter: 1 });
        const gate = makeGate();
        let calls = 0;
        deliveries.run(async ({ id }) => {
          calls += 1;
          if (id !== "tax-0") await gate.opened;
          return retry();
        });
        await deliveries.enqueue(messagesFor("tax", 100));
        await eventually(async () => expect((await recordOf(deliveries, "tax-0"))?.attempts).toBe(1));

        clock.advance(20_000);
        gate.open();
        await aWhile();
        const before = calls;
        advance(9_999);
        await aWhile();
        expect(calls).toBe(before);
        advance(1);

        await eventually(() => expect(calls).toBe(before + 1));
      });
    });

    describe("traps of other systems", () => {
      it("T3: failed messages are not sent again before their time, nor before fresh ones, nor for ever", async () => {
        const deliveries = await fixture.create({ ...settings, pausesMs: [1_000, 1_000] });
        const log: string[] = [];
        deliveries.run(async ({ id, caseId }) => {
          log.push(id);
          return caseId === caseIdOf(0) ? retry() : DELIVERED;
        });
        await deliveries.enqueue([deliveryOf("accepted"), deliveryOf("closed")]);
        await eventually(() => expect(log).toEqual(["accepted"]));

        for (const n of [1, 2, 3]) {
          await deliveries.enqueue([deliveryOf(`fresh-${n}`, { caseId: caseIdOf(n) })]);
          await eventually(() => expect(log).toContain(`fresh-${n}`));
        }
        expect(log).toEqual(["accepted", "fresh-1", "fresh-2", "fresh-3"]);
        for (const tries of [2, 4, 5, 6]) {
          advance(1_000);
          await eventually(() => expect(log).toHaveLength(tries + 3));
          await aWhile(20);
        }
        advance(3_600_000);
        await aWhile();

        const failed = log.filter((id) => !id.startsWith("fresh"));
        expect(failed).toEqual(["accepted", "accepted", "accepted", "closed", "closed", "closed"]);
      });

      it("T3: an error that cannot even be printed is a failed attempt like any other", async () => {
        const deliveries = await fixture.create(settings);
        const delivered: string[] = [];
        deliveries.run(async ({ id }) => {
          if (id === "m-1") return Promise.reject(Object.create(null));
          if (id === "m-2") return Promise.reject(undefined);
          delivered.push(id);
          return DELIVERED;
        });

        await deliveries.enqueue(
          ["m-1", "m-2", "m-3"].map((id, n) => deliveryOf(id, { caseId: caseIdOf(n) })),
        );
        await eventually(() => expect(delivered).toEqual(["m-3"]));
        await eventually(async () => expect((await recordOf(deliveries, "m-2"))?.attempts).toBe(1));
        await aWhile();

        expect(await recordOf(deliveries, "m-1")).toMatchObject({ state: "pending", attempts: 1 });
        expect(await recordOf(deliveries, "m-2")).toMatchObject({ state: "pending", attempts: 1 });
      });

      it("T9: a message is sent again by one act, not by editing what guards against doubles", async () => {
        const deliveries = await fixture.create(settings);
        const sent: string[] = [];
        let isUp = false;
        deliveries.run(async ({ id }) => {
          sent.push(id);
          return isUp ? DELIVERED : { kind: "Stop", reason: "HTTP 410" };
        });
        await deliveries.enqueue([deliveryOf("m-1")]);
        await eventually(async () => expect((await recordOf(deliveries, "m-1"))?.state).toBe("dead"));

        isUp = true;
        await deliveries.enqueue([deliveryOf("m-1")]);
        await aWhile();
        expect(sent).toEqual(["m-1"]);
        await deliveries.redeliver("m-1");
        await eventually(async () => expect((await recordOf(deliveries, "m-1"))?.state).toBe("delivered"));
        await deliveries.enqueue([deliveryOf("m-1")]);
        await aWhile();

        expect(sent).toEqual(["m-1", "m-1"]);
      });
    });

    describe("list", () => {
      const fill = async (): Promise<Deliveries> => {
        const deliveries = await fixture.create({ ...settings, pausesMs: [] });
        deliveries.run(async ({ id, department }) => {
          if (department === "fire") return never();
          return id.endsWith("1") ? retry() : DELIVERED;
        });
        await deliveries.enqueue(
          [0, 1, 2, 3, 4].flatMap((n) =>
            ["tax", "fire", "quality-supervision"].map((department) =>
              deliveryOf(`${department}-${n}`, { department, caseId: caseIdOf(n) }),
            ),
          ),
        );
        await eventually(async () =>
          expect((await deliveries.list({ state: "pending", limit: 100 })).rows).toHaveLength(5),
        );
        return deliveries;
      };

      it("tells the story of each message in the order they came, without its payload", async () => {
        const deliveries = await fill();

        const { rows, cursor } = await deliveries.list({ limit: 100 });

        expect(cursor).toBeNull();
        expect(rows.map(({ id }) => id)).toEqual(
          [0, 1, 2, 3, 4].flatMap((n) => [`tax-${n}`, `fire-${n}`, `quality-supervision-${n}`]),
        );
        const { payload: _, ...message } = deliveryOf("tax-1", { caseId: caseIdOf(1) });
        expect(rows[3]).toEqual({
          ...message,
          state: "dead",
          attempts: 1,
          nextAttemptAt: null,
          lastError: "HTTP 503",
        });
      });

      it.each([
        { query: { department: "tax" }, size: 5 },
        { query: { state: "dead" as const }, size: 2 },
        { query: { state: "delivered" as const }, size: 8 },
        { query: { department: "quality-supervision", state: "delivered" as const }, size: 4 },
        { query: { department: "fire", state: "dead" as const }, size: 0 },
        { query: { department: "nobody" }, size: 0 },
      ])("lists $size for $query, also page by page", async ({ query, size }) => {
        const deliveries = await fill();
        const whole = (await deliveries.list({ ...query, limit: 100 })).rows;

        const paged: DeliveryRecord[] = [];
        for (let cursor: string | null = null, isDone = false; !isDone; ) {
          const page = await deliveries.list({ ...query, cursor, limit: 2 });
          paged.push(...page.rows);
          cursor = page.cursor;
          isDone = cursor === null;
        }

        expect(whole).toHaveLength(size);
        expect(paged).toEqual(whole);
      });
    });

    describe("stop", () => {
      it("waits for what is under way, keeps its outcome and sends nothing more", async () => {
        const deliveries = await fixture.create(settings);
        const gate = makeGate();
        const sent: string[] = [];
        deliveries.run(async ({ id }) => {
          sent.push(id);
          await gate.opened;
          sent.push(`end of ${id}`);
          return DELIVERED;
        });
        await deliveries.enqueue([deliveryOf("m-1"), deliveryOf("m-2")]);
        await eventually(() => expect(sent).toEqual(["m-1"]));

        const stopped = deliveries.stop().then(() => sent.push("stopped"));
        await aWhile();
        gate.open();
        await stopped;
        await aWhile();

        expect(sent).toEqual(["m-1", "end of m-1", "stopped"]);
        expect((await recordOf(deliveries, "m-1"))?.state).toBe("delivered");
        expect((await recordOf(deliveries, "m-2"))?.state).toBe("pending");
      });
    });
  });
};
