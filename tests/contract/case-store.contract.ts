import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AppendResult, CaseStore, DueCase, Page } from "../../functions/ports/case-store.ts";
import type { DurableFixture } from "./fixture.ts";
import { pagesOf } from "./pages-of.ts";
import { appendOf, caseIdOf, entryOf, eventsOf, headOf, instantOf, rowOf } from "./samples.ts";

const A = caseIdOf(1);
const B = caseIdOf(2);
const NAME = "name:淮畔云帆";
const entry = { scope: "webhook:tax", id: "m-1", digest: "d-1", answer: "answered" };
const licence = { licenceId: "L-1", caseId: A, licence: '{"record":{}}' };

/** An append that writes one of everything. */
const fullAppend = (caseId: string, expectedVersion: number) =>
  appendOf(caseId, expectedVersion, {
    count: 2,
    worklist: [rowOf(caseId)],
    claims: [{ act: "reserve", key: NAME }],
    inbox: entry,
    licence: { ...licence, caseId },
    entries: [entryOf(caseId)],
  });

/** Everything that can be read of a case and of what {@link fullAppend} writes. */
const allOf = async (store: CaseStore, caseId: string) => ({
  loaded: await store.load(caseId),
  head: await store.head(caseId),
  inbox: await store.inbox(entry.scope, entry.id),
  licence: await store.licence(licence.licenceId),
  holder: await store.holder(NAME),
  worklist: await store.worklist({ department: "tax", limit: 100 }),
  search: await store.search({ limit: 100 }),
  counts: await store.counts(),
  entries: await store.entriesOf(caseId, "accountability"),
  register: await store.register({
    register: "accountability",
    from: "2026-01-01",
    to: "2026-12-31",
    limit: 100,
  }),
});

const kindsOf = (results: readonly AppendResult[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { kind } of results) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

/** What every case store must do. */
export const testCaseStore = (makeFixture: () => DurableFixture<CaseStore>): void => {
  describe("CaseStore", () => {
    let fixture: DurableFixture<CaseStore>;
    let store: CaseStore;

    beforeEach(async () => {
      fixture = makeFixture();
      store = await fixture.create();
    });
    afterEach(() => fixture.dispose());

    describe("append and load", () => {
      it("keeps what one command writes and gives it back unchanged", async () => {
        const append = fullAppend(A, 0);

        const result = await store.append(append);

        expect(result).toEqual({ kind: "Appended" });
        expect(await allOf(store, A)).toEqual({
          loaded: { head: append.head, events: append.events },
          head: append.head,
          inbox: entry,
          licence,
          holder: A,
          worklist: { rows: [rowOf(A)], cursor: null },
          search: { rows: [append.head], cursor: null },
          counts: { reviewing: 1 },
          entries: [entryOf(A)],
          register: { rows: [entryOf(A)], cursor: null },
        });
      });

      it("loads the events after a number, in order", async () => {
        await store.append(appendOf(A, 0, { count: 3 }));
        await store.append(appendOf(A, 3, { count: 9 }));

        const after = await store.load(A, 2);

        expect(after?.events).toEqual(eventsOf(3, 10));
        expect((await store.load(A, 12))?.events).toEqual([]);
        expect((await store.load(A))?.events.map(({ seq }) => seq)).toEqual(
          Array.from({ length: 12 }, (_, index) => index + 1),
        );
      });

      it("knows nothing of a case that was never filed", async () => {
        await store.append(appendOf(A, 0));

        expect(await store.load(B)).toBeNull();
        expect(await store.head(B)).toBeNull();
      });

      it("takes 25 events in one append", async () => {
        const result = await store.append(appendOf(A, 0, { count: 25 }));

        expect(result).toEqual({ kind: "Appended" });
        expect((await store.load(A))?.events).toEqual(eventsOf(1, 25));
      });

      it("takes a filing with as many materials as one may have", async () => {
        const documents = Array.from({ length: 80 }, (_, n) => `document:D${n}:${A}`);
        const claims = [...documents, NAME].map((key) => ({ act: "reserve", key }) as const);
        const worklist = ["a", "b", "c", "d"].map((itemId) => rowOf(A, { itemId }));
        const inbox = { scope: "file:zhang-san", id: "key-80", digest: "d", answer: A };

        const result = await store.append(appendOf(A, 0, { count: 10, claims, worklist, inbox }));

        expect(result).toEqual({ kind: "Appended" });
        expect(await store.holders("document:D79:")).toEqual([A]);
      });

      it("keeps a payload of 300 KB byte for byte", async () => {
        const payload = Uint8Array.from({ length: 300 * 1_024 }, (_, index) => (index * 7 + 3) % 256);

        await store.append(appendOf(A, 0, { events: eventsOf(1, 1, payload) }));

        const [event] = (await store.load(A))?.events ?? [];
        expect(Buffer.from(event?.payload ?? []).equals(payload)).toBe(true);
      });

      it("remembers a request that changed nothing", async () => {
        await store.append(appendOf(A, 0));

        const result = await store.append(appendOf(A, 1, { count: 0, inbox: entry }));

        expect(result).toEqual({ kind: "Appended" });
        expect(await store.inbox(entry.scope, entry.id)).toEqual(entry);
        expect((await store.head(A))?.version).toBe(1);
      });

      it("puts a later row of a worklist and a later licence in the place of the earlier one", async () => {
        await store.append(fullAppend(A, 0));

        const later = rowOf(A, { status: "accepted", round: 2, overdue: true });
        await store.append(
          appendOf(A, 2, { worklist: [later], licence: { ...licence, licence: '{"revoked":true}' } }),
        );

        expect((await store.worklist({ department: "tax", limit: 10 })).rows).toEqual([later]);
        expect(await store.licence("L-1")).toEqual({ ...licence, licence: '{"revoked":true}' });
      });
    });

    describe("refusals of an append", () => {
      it("writes nothing when another version is current", async () => {
        await store.append(appendOf(A, 0, { count: 2 }));
        const before = await allOf(store, A);

        const stale = await store.append(fullAppend(A, 1));
        const ahead = await store.append(fullAppend(A, 3));

        expect(stale).toEqual({ kind: "VersionConflict", current: 2 });
        expect(ahead).toEqual({ kind: "VersionConflict", current: 2 });
        expect(await allOf(store, A)).toEqual(before);
      });

      it("writes nothing for a case that is not there yet when one is expected, and the other way round", async () => {
        const absent = await store.append(fullAppend(A, 3));

        expect(absent).toEqual({ kind: "VersionConflict", current: 0 });
        expect(await store.load(A)).toBeNull();
        expect(await store.holder(NAME)).toBeNull();
        expect(await store.entriesOf(A, "accountability")).toEqual([]);
      });

      it("answers a repeated request with the first answer and writes nothing", async () => {
        await store.append(appendOf(A, 0, { inbox: entry }));
        const before = await allOf(store, A);

        const again = await store.append({ ...fullAppend(A, 1), inbox: { ...entry, digest: "other" } });
        const elsewhere = await store.append(fullAppend(B, 0));

        expect(again).toEqual({ kind: "Repeated", entry });
        expect(elsewhere).toEqual({ kind: "Repeated", entry });
        expect(await allOf(store, A)).toEqual(before);
        expect(await store.load(B)).toBeNull();
        expect(await store.entriesOf(B, "accountability")).toEqual([]);
      });

      it("answers a repeated request as repeated even when its version is stale", async () => {
        await store.append(appendOf(A, 0, { inbox: entry }));

        const again = await store.append(appendOf(A, 0, { inbox: entry }));

        expect(again).toEqual({ kind: "Repeated", entry });
      });

      it("tells the same id of two senders apart", async () => {
        await store.append(appendOf(A, 0, { inbox: entry }));

        const result = await store.append(appendOf(A, 1, { inbox: { ...entry, scope: "webhook:quality" } }));

        expect(result).toEqual({ kind: "Appended" });
      });

      it("writes nothing when a value is taken, not even the values that are free", async () => {
        await store.append(appendOf(A, 0, { claims: [{ act: "reserve", key: NAME }] }));
        const before = await allOf(store, A);

        const result = await store.append(
          appendOf(B, 0, {
            claims: [
              { act: "reserve", key: "uscc:free" },
              { act: "reserve", key: NAME },
            ],
            inbox: entry,
            entries: [entryOf(B)],
          }),
        );

        expect(result).toEqual({ kind: "Taken", key: NAME, by: A });
        expect(await allOf(store, A)).toEqual(before);
        expect(await store.load(B)).toBeNull();
        expect(await store.holder("uscc:free")).toBeNull();
        expect(await store.entriesOf(B, "accountability")).toEqual([]);
      });
    });

    describe("claims", () => {
      it("lets the holder reserve its value again", async () => {
        await store.append(appendOf(A, 0, { claims: [{ act: "reserve", key: NAME }] }));

        const result = await store.append(appendOf(A, 1, { claims: [{ act: "reserve", key: NAME }] }));

        expect(result).toEqual({ kind: "Appended" });
        expect(await store.holder(NAME)).toBe(A);
      });

      it("gives a released value to the next who asks", async () => {
        await store.append(appendOf(A, 0, { claims: [{ act: "reserve", key: NAME }] }));
        await store.append(appendOf(A, 1, { claims: [{ act: "release", key: NAME }] }));

        expect(await store.holder(NAME)).toBeNull();
        await store.append(appendOf(B, 0, { claims: [{ act: "reserve", key: NAME }] }));
        expect(await store.holder(NAME)).toBe(B);
      });

      it("finds every case that holds a claim under a prefix, and no other", async () => {
        await store.append(appendOf(A, 0, { claims: [{ act: "reserve", key: `document:D1:${A}` }] }));
        await store.append(appendOf(B, 0, { claims: [{ act: "reserve", key: `document:D1:${B}` }] }));
        await store.append(appendOf(A, 1, { claims: [{ act: "reserve", key: `document:D11:${A}` }] }));

        expect((await store.holders("document:D1:")).toSorted()).toEqual([A, B].toSorted());
        expect(await store.holders("document:D11:")).toEqual([A]);
        expect(await store.holders("document:D2:")).toEqual([]);
      });

      it("leaves a value alone when somebody else releases it", async () => {
        await store.append(appendOf(A, 0, { claims: [{ act: "reserve", key: NAME }] }));

        await store.append(appendOf(B, 0, { claims: [{ act: "release", key: NAME }] }));

        expect(await store.holder(NAME)).toBe(A);
      });

      it("moves a case from one value to another in one append", async () => {
        await store.append(appendOf(A, 0, { claims: [{ act: "reserve", key: NAME }] }));

        await store.append(
          appendOf(A, 1, {
            claims: [
              { act: "release", key: NAME },
              { act: "reserve", key: "name:淮上云帆" },
            ],
          }),
        );

        expect(await store.holder(NAME)).toBeNull();
        expect(await store.holder("name:淮上云帆")).toBe(A);
      });
    });

    describe("races", () => {
      it("lets exactly one of 20 writers through at each of ten versions, 200 in all", async () => {
        const versions = Array.from({ length: 10 }, (_, version) => version);

        const rounds: AppendResult[][] = [];
        for (const version of versions)
          rounds.push(
            await Promise.all(Array.from({ length: 20 }, () => store.append(appendOf(A, version)))),
          );

        for (const [version, results] of rounds.entries()) {
          expect(kindsOf(results)).toEqual({ Appended: 1, VersionConflict: 19 });
          expect(results.find(({ kind }) => kind === "VersionConflict")).toMatchObject({
            current: version + 1,
          });
        }
        expect((await store.load(A))?.events).toEqual(eventsOf(1, 10));
      });

      it("lets 200 writers that decide anew after a conflict through one at a time", async () => {
        const winners = new Map<number, number>();
        const writer = async (): Promise<void> => {
          for (let version = (await store.head(A))?.version ?? 0; ; ) {
            const result = await store.append(appendOf(A, version));
            if (result.kind === "Appended") {
              winners.set(version, (winners.get(version) ?? 0) + 1);
              return;
            }
            version = result.kind === "VersionConflict" ? result.current : version;
          }
        };

        await Promise.all(Array.from({ length: 200 }, writer));

        expect(winners.size).toBe(200);
        expect([...winners.values()].every((count) => count === 1)).toBe(true);
        expect((await store.load(A))?.events).toEqual(eventsOf(1, 200));
      });

      it("gives a value to exactly one of 50 cases that ask in the same instant", async () => {
        const results = await Promise.all(
          Array.from({ length: 50 }, (_, n) =>
            store.append(appendOf(caseIdOf(n), 0, { claims: [{ act: "reserve", key: NAME }] })),
          ),
        );

        const winner = caseIdOf(results.findIndex(({ kind }) => kind === "Appended"));
        expect(kindsOf(results)).toEqual({ Appended: 1, Taken: 49 });
        expect(await store.holder(NAME)).toBe(winner);
        expect(results.filter(({ kind }) => kind === "Taken")).toEqual(
          Array.from({ length: 49 }, () => ({ kind: "Taken", key: NAME, by: winner })),
        );
        expect((await store.search({ limit: 100 })).rows).toHaveLength(1);
      });

      it("acts once on 50 copies of one request", async () => {
        await store.append(appendOf(A, 0));

        const results = await Promise.all(
          Array.from({ length: 50 }, () => store.append(appendOf(A, 1, { inbox: entry }))),
        );

        expect(kindsOf(results)).toEqual({ Appended: 1, Repeated: 49 });
        expect((await store.head(A))?.version).toBe(2);
      });
    });

    describe("search", () => {
      /** Twenty cases, two a second: applicants take turns, every fourth is issued. Case numbers run against time. */
      const fill = async (): Promise<string[]> => {
        const ids = Array.from({ length: 20 }, (_, n) => caseIdOf(100 - n));
        for (const [n, caseId] of ids.entries())
          await store.append(
            appendOf(caseId, 0, {
              head: {
                filedAt: instantOf(Math.floor(n / 2)),
                updatedAt: instantOf(1_000 - n),
                applicant: n % 2 === 0 ? "zhang-san" : "li-si",
                status: n % 4 === 0 ? "issued" : "reviewing",
              },
            }),
          );
        return ids;
      };

      it("lists the newest filing first", async () => {
        await fill();

        const { rows, cursor } = await store.search({ limit: 100 });

        const times = rows.map(({ filedAt }) => filedAt);
        expect(rows).toHaveLength(20);
        expect(cursor).toBeNull();
        expect(times).toEqual([...times].sort().reverse());
      });

      it("lists one applicant's cases, one status, and both at once", async () => {
        const ids = await fill();
        const idsWhere = (isWanted: (n: number) => boolean) => ids.filter((_, n) => isWanted(n)).sort();
        const found = async (query: Parameters<CaseStore["search"]>[0]) =>
          (await store.search(query)).rows.map(({ caseId }) => caseId).sort();

        expect(await found({ applicant: "li-si", limit: 100 })).toEqual(idsWhere((n) => n % 2 === 1));
        expect(await found({ status: "issued", limit: 100 })).toEqual(idsWhere((n) => n % 4 === 0));
        expect(await found({ applicant: "zhang-san", status: "reviewing", limit: 100 })).toEqual(
          idsWhere((n) => n % 4 === 2),
        );
        expect(await found({ applicant: "li-si", status: "issued", limit: 100 })).toEqual([]);
      });

      it.each([
        { query: {}, limit: 7, sizes: [7, 7, 6] },
        { query: {}, limit: 10, sizes: [10, 10] },
        { query: { applicant: "li-si" }, limit: 3, sizes: [3, 3, 3, 1] },
        { query: { status: "reviewing" as const }, limit: 5, sizes: [5, 5, 5] },
        { query: { applicant: "zhang-san", status: "issued" as const }, limit: 2, sizes: [2, 2, 1] },
      ])("pages through $query by $limit without a gap or a double", async ({ query, limit, sizes }) => {
        await fill();
        const whole = (await store.search({ ...query, limit: 100 })).rows;

        const pages = await pagesOf((cursor) => store.search({ ...query, cursor, limit }));

        expect(pages.map((page) => page.length)).toEqual(sizes);
        expect(pages.flat()).toEqual(whole);
      });

      it("neither skips nor repeats a case when others are filed between two pages", async () => {
        await fill();
        const whole = (await store.search({ limit: 100 })).rows;
        const first = await store.search({ limit: 8 });

        await store.append(appendOf(caseIdOf(500), 0, { head: { filedAt: instantOf(600) } }));
        const second = await store.search({ limit: 100, cursor: first.cursor });

        expect([...first.rows, ...second.rows]).toEqual(whole);
      });
    });

    describe("worklist", () => {
      const fill = async (): Promise<void> => {
        const dueDates = ["2026-12-03", null, "2026-11-27", "2026-12-01", "2026-11-27", null, "2026-11-30"];
        for (const [n, dueOn] of dueDates.entries())
          await store.append(
            appendOf(caseIdOf(n), 0, {
              worklist: [
                rowOf(caseIdOf(n), { dueOn }),
                rowOf(caseIdOf(n), { itemId: "organization-code", department: "quality-supervision" }),
              ],
            }),
          );
      };

      it("lists a department's own items by due date, those without one last", async () => {
        await fill();

        const { rows } = await store.worklist({ department: "tax", limit: 100 });

        expect(rows.map(({ dueOn }) => dueOn)).toEqual([
          "2026-11-27",
          "2026-11-27",
          "2026-11-30",
          "2026-12-01",
          "2026-12-03",
          null,
          null,
        ]);
        expect(new Set(rows.map(({ department }) => department))).toEqual(new Set(["tax"]));
      });

      it("lists the green channel before everything else, by due date among itself", async () => {
        await fill();
        const green = (n: number, dueOn: string | null) =>
          store.append(
            appendOf(caseIdOf(n), 0, { worklist: [rowOf(caseIdOf(n), { dueOn, greenChannel: true })] }),
          );
        await green(20, null);
        await green(21, "2026-12-31");
        await green(22, "2026-12-24");

        const { rows } = await store.worklist({ department: "tax", limit: 4 });

        expect(rows.map(({ dueOn, greenChannel }) => [greenChannel, dueOn])).toEqual([
          [true, "2026-12-24"],
          [true, "2026-12-31"],
          [true, null],
          [false, "2026-11-27"],
        ]);
      });

      it("moves a row to the front once its project is in the green channel", async () => {
        await fill();
        const late = { dueOn: "2026-12-03", greenChannel: true, claimedBy: "郑强" };
        await store.append(appendOf(caseIdOf(0), 1, { worklist: [rowOf(caseIdOf(0), late)] }));

        const pages = await pagesOf((cursor) => store.worklist({ department: "tax", cursor, limit: 2 }));

        expect(pages.flat()[0]).toEqual(rowOf(caseIdOf(0), late));
        expect(pages.flat()).toHaveLength(7);
      });

      it.each([{ limit: 1 }, { limit: 2 }, { limit: 3 }, { limit: 7 }])(
        "pages by $limit without a gap or a double, also across equal due dates",
        async ({ limit }) => {
          await fill();
          const whole = (await store.worklist({ department: "tax", limit: 100 })).rows;

          const pages = await pagesOf((cursor) => store.worklist({ department: "tax", cursor, limit }));

          expect(pages.flat()).toEqual(whole);
          expect(pages).toHaveLength(Math.ceil(7 / limit));
        },
      );

      it("holds an item, or a visit, for as long as its department has something to do", async () => {
        const items = ["asked", "accepted", "suspended", "forwarded", "correcting", "silent"];
        const open = [...items, "invited", "visit-to-propose", "visit-to-hold"];
        const ends = ["approved", "deemed", "overruled", "rejected", "stood-down"];
        const statuses = [...open, ...ends, "waiting", "over"];
        for (const [n, status] of statuses.entries())
          await store.append(appendOf(caseIdOf(n), 0, { worklist: [rowOf(caseIdOf(n), { status })] }));

        const { rows } = await store.worklist({ department: "tax", limit: 100 });

        expect(rows.map(({ status }) => status)).toEqual(open);
      });
    });

    describe("what the watch asks", () => {
      const dueOn = async (on: string, limit = 10): Promise<string[]> =>
        (await store.due(on, limit)).rows.map(({ caseId }) => caseId);

      it("names the cases due on or before a date, the oldest first, up to the limit", async () => {
        const dates = ["2026-12-02", "2026-11-20", null, "2026-11-24", "2026-11-25"];
        for (const [n, nextDueOn] of dates.entries())
          await store.append(appendOf(caseIdOf(n), 0, { head: { nextDueOn } }));

        expect(await dueOn("2026-11-24")).toEqual([caseIdOf(1), caseIdOf(3)]);
        expect(await dueOn("2027-01-01")).toEqual([1, 3, 4, 0].map(caseIdOf));
        expect(await dueOn("2027-01-01", 2)).toEqual([1, 3].map(caseIdOf));
        expect(await dueOn("2026-11-19")).toEqual([]);
      });

      it("tells how many events a due case has", async () => {
        await store.append(appendOf(A, 0, { head: { nextDueOn: "2026-11-20" } }));
        await store.append(appendOf(A, 1, { head: { nextDueOn: "2026-11-20" } }));

        const { rows } = await store.due("2026-11-20", 10);

        expect(rows).toEqual([{ caseId: A, version: 2 }]);
      });

      it.each([1, 2, 3, 7])(
        "pages by %i through what is due without a gap or a double, also on equal dates",
        async (limit) => {
          const dates = ["2026-11-21", "2026-11-20", "2026-11-21", "2026-11-20", "2026-11-21", "2026-11-25"];
          for (const [n, nextDueOn] of dates.entries())
            await store.append(appendOf(caseIdOf(n), 0, { head: { nextDueOn } }));

          const seen: string[] = [];
          let cursor: string | null = null;
          do {
            const page: Page<DueCase> = await store.due("2026-11-24", limit, cursor);
            seen.push(...page.rows.map(({ caseId }) => caseId));
            cursor = page.cursor;
          } while (cursor !== null && seen.length < 20);

          expect(seen).toEqual([1, 3, 0, 2, 4].map(caseIdOf));
        },
      );

      it("forgets a due date that passed on or fell away", async () => {
        await store.append(appendOf(A, 0, { head: { nextDueOn: "2026-11-20" } }));
        await store.append(appendOf(B, 0, { head: { nextDueOn: "2026-11-21" } }));

        await store.append(appendOf(A, 1, { head: { nextDueOn: "2026-12-20" } }));
        await store.append(appendOf(B, 1, { head: { nextDueOn: null, status: "issued", waitingOn: null } }));

        expect(await dueOn("2026-11-30")).toEqual([]);
      });

      it("names the cases that wait on the hub and were last written before an instant", async () => {
        const waiting = ["hub", "department", "hub", "applicant", null, "hub"] as const;
        for (const [n, waitingOn] of waiting.entries())
          await store.append(
            appendOf(caseIdOf(n), 0, { head: { waitingOn, updatedAt: instantOf(100 - n) } }),
          );

        const all = await store.waitingOnHub(instantOf(1_000), 10);

        expect(all.map(({ caseId }) => caseId)).toEqual([5, 2, 0].map(caseIdOf));
        expect(all[0]).toEqual(headOf(caseIdOf(5), { waitingOn: "hub", updatedAt: instantOf(95) }));
        expect(await store.waitingOnHub(instantOf(1_000), 2)).toHaveLength(2);
        expect(await store.waitingOnHub(instantOf(95), 10)).toEqual([]);
      });

      it("counts only the statuses it is asked for", async () => {
        await store.append(appendOf(A, 0));
        await store.append(appendOf(B, 0, { head: { status: "issued", waitingOn: null } }));

        expect(await store.counts(["reviewing", "settled"])).toEqual({ reviewing: 1 });
      });

      it("counts the cases of each status as they move", async () => {
        for (const n of [0, 1, 2]) await store.append(appendOf(caseIdOf(n), 0));
        await store.append(appendOf(caseIdOf(1), 1, { head: { status: "issued" } }));

        expect(await store.counts()).toEqual({ reviewing: 2, issued: 1 });
      });
    });

    describe("destroyKey", () => {
      it("takes the key away once and leaves the log", async () => {
        await store.append(appendOf(A, 0, { count: 3 }));

        const first = await store.destroyKey(A);

        expect(first).toBe(true);
        expect(await store.destroyKey(A)).toBe(false);
        expect(await store.destroyKey(B)).toBe(false);
        expect((await store.head(A))?.wrappedKey).toBeNull();
        expect((await store.load(A))?.events).toEqual(eventsOf(1, 3));
      });

      it("is not undone by an append that still carries the key", async () => {
        await store.append(appendOf(A, 0));
        await store.destroyKey(A);

        await store.append(appendOf(A, 1));

        expect((await store.head(A))?.wrappedKey).toBeNull();
        expect((await store.head(A))?.version).toBe(2);
      });
    });

    describe("replaceLicence", () => {
      const revoked = { ...licence, licence: '{"revoked":true}' };

      it("changes the row that reads as expected, and nothing of the case", async () => {
        await store.append(fullAppend(A, 0));
        const before = await allOf(store, A);

        const result = await store.replaceLicence(revoked, licence.licence);

        expect(result).toBe(true);
        expect(await allOf(store, A)).toEqual({ ...before, licence: revoked });
      });

      it("writes nothing over a row that reads otherwise, or that is not there", async () => {
        await store.append(fullAppend(A, 0));

        expect(await store.replaceLicence(revoked, "{}")).toBe(false);
        expect(await store.replaceLicence({ ...revoked, caseId: B }, licence.licence)).toBe(false);
        expect(await store.replaceLicence({ ...revoked, licenceId: "L-2" }, licence.licence)).toBe(false);
        expect(await store.licence("L-1")).toEqual(licence);
        expect(await store.licence("L-2")).toBeNull();
      });

      it("lets exactly one of 20 through that expect the same, durably", async () => {
        await store.append(fullAppend(A, 0));

        const results = await Promise.all(
          Array.from({ length: 20 }, (_, n) =>
            store.replaceLicence({ ...licence, licence: `{"n":${n}}` }, licence.licence),
          ),
        );

        const again = await fixture.reopen();
        expect(results.filter(Boolean)).toHaveLength(1);
        expect((await again.licence("L-1"))?.licence).toBe(`{"n":${results.indexOf(true)}}`);
      });
    });

    describe("postponed erasures", () => {
      it("are named oldest first, each once, up to the limit, also after a crash", async () => {
        await store.append(appendOf(A, 0));
        await store.append(appendOf(B, 0));
        await store.postponeErasure(B);
        await store.postponeErasure(A);
        await store.postponeErasure(B);

        const again = await fixture.reopen();

        expect(await again.postponedErasures(10)).toEqual([B, A]);
        expect(await again.postponedErasures(1)).toEqual([B]);
      });

      it("end with the key of the case", async () => {
        await store.append(appendOf(A, 0));
        await store.append(appendOf(B, 0));
        await store.postponeErasure(A);
        await store.postponeErasure(B);

        await store.destroyKey(A);

        expect(await store.postponedErasures(10)).toEqual([B]);
      });
    });

    describe("after a crash", () => {
      it("has everything it acknowledged", async () => {
        await store.append(fullAppend(A, 0));
        await store.append(appendOf(B, 0, { head: { nextDueOn: "2026-11-24", waitingOn: "hub" } }));
        const before = [await allOf(store, A), await allOf(store, B)];

        const again = await fixture.reopen();

        expect([await allOf(again, A), await allOf(again, B)]).toEqual(before);
        expect((await again.due("2026-11-24", 10)).rows).toEqual([{ caseId: B, version: 1 }]);
        expect(await again.append(fullAppend(A, 2))).toEqual({ kind: "Repeated", entry });
        expect(await again.append(appendOf(A, 1))).toEqual({ kind: "VersionConflict", current: 2 });
      });

      it("has not found a destroyed key again", async () => {
        await store.append(appendOf(A, 0));
        await store.destroyKey(A);

        const again = await fixture.reopen();

        expect((await again.head(A))?.wrappedKey).toBeNull();
      });
    });
  });
};
