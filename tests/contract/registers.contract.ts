import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CaseStore, RegisterQuery } from "../../functions/ports/case-store.ts";
import type { RegisterData, RegisterEntry } from "../../schemas/registers.ts";
import type { DurableFixture } from "./fixture.ts";
import { pagesOf } from "./pages-of.ts";
import { appendOf, caseIdOf, entryOf } from "./samples.ts";

const A = caseIdOf(1);
const B = caseIdOf(2);
const YEAR = { register: "accountability", from: "2026-01-01", to: "2026-12-31", limit: 1_000 } as const;

const responsible = { department: "tax", post: null, person: "王敏" };
const limit = { value: 3, unit: "working-day" } as const;

/** Data of every register, with what is absent absent and what is Chinese Chinese. */
const everyData: readonly RegisterData[] = [
  {
    kind: "decision",
    ...{
      processId: "company-registration",
      itemId: "tax-registration",
      channel: "window",
      outcome: "approved",
    },
    ...{ acceptedOn: null, decidedOn: "2026-11-24", promised: limit, statutory: null, actualDays: 2.5 },
    ...{ onTheSpot: false, onTime: true, rounds: 2 },
  },
  {
    kind: "closure",
    ...{ processId: "company-registration", channel: "online", outcome: "issued", receivedOn: "2026-11-20" },
    ...{
      acceptedOn: "2026-11-20",
      closedOn: "2026-11-24",
      promised: limit,
      statutory: limit,
      actualDays: null,
    },
    ...{ onTime: false, notices: 1 },
  },
  entryOf(A).data,
  {
    kind: "card",
    ...{ cardId: "c-1", recordId: null, level: "yellow", breach: "second-notice", itemId: null },
    ...{ on: "2026-11-24", responsible, status: "issued" },
  },
  {
    kind: "rating",
    ...{
      occasion: "closed",
      itemId: null,
      level: 1,
      on: "2026-11-24",
      taskDueOn: "2026-12-15",
      answeredOn: null,
    },
  },
  { kind: "duty", duty: "undo", itemId: "tax-registration", since: "2026-11-24", dueOn: null, doneOn: null },
  {
    kind: "access",
    who: { kind: "department", id: "tax", department: "tax" },
    ...{ what: "scope", itemId: null, paths: ["company.name", "经营范围/0"], how: "delivered" },
  },
];

/** What every keeper of registers must do: the part of a case store that supervision reads. */
export const testRegisters = (makeFixture: () => DurableFixture<CaseStore>): void => {
  describe("CaseStore's registers", () => {
    let fixture: DurableFixture<CaseStore>;
    let store: CaseStore;

    beforeEach(async () => {
      fixture = makeFixture();
      store = await fixture.create();
    });
    afterEach(() => fixture.dispose());

    const list = async (query: Partial<RegisterQuery> = {}): Promise<RegisterEntry[]> =>
      (await store.register({ ...YEAR, ...query })).rows;

    /** Case and id of what a query gives, each as a word. */
    const words = async (query: Partial<RegisterQuery> = {}): Promise<string[]> =>
      (await list(query)).map(({ caseId, id }) => `${caseId}/${id}`).sort();

    describe("append", () => {
      it("writes an entry of every register and gives it back unchanged", async () => {
        const entries = everyData.map((data) => entryOf(A, { register: data.kind, data }));

        await store.append(appendOf(A, 0, { entries }));

        expect(entries).toHaveLength(7);
        for (const entry of entries) {
          expect(await list({ register: entry.register })).toEqual([entry]);
          expect(await store.entriesOf(A, entry.register)).toEqual([entry]);
        }
      });

      it("writes none when it is refused", async () => {
        const inbox = { scope: "webhook:tax", id: "m-1", digest: "d", answer: "" };
        const claims = [{ act: "reserve", key: "name:a" }] as const;
        await store.append(appendOf(A, 0, { inbox, claims }));
        const entries = [entryOf(A), entryOf(B)];

        const refused = [
          await store.append(appendOf(A, 0, { entries })),
          await store.append(appendOf(A, 1, { entries, inbox })),
          await store.append(appendOf(B, 0, { entries, claims })),
        ];

        expect(refused.map(({ kind }) => kind)).toEqual(["VersionConflict", "Repeated", "Taken"]);
        expect(await list()).toEqual([]);
        expect(await store.entriesOf(A, "accountability")).toEqual([]);
        expect(await store.entriesOf(B, "accountability")).toEqual([]);
      });

      it("leaves what stood when it is refused", async () => {
        await store.append(appendOf(A, 0, { entries: [entryOf(A)] }));

        await store.append(appendOf(A, 0, { entries: [entryOf(A, { isOpen: false })] }));

        expect(await list({ onlyOpen: true })).toEqual([entryOf(A)]);
      });

      it("puts an entry in the place of the one of its case, register and id", async () => {
        await store.append(appendOf(A, 0, { entries: [entryOf(A), entryOf(A, { id: "other" })] }));
        const later = entryOf(A, { department: "market-regulation", data: { ...entryOf(A).data } });

        await store.append(appendOf(A, 1, { entries: [later] }));

        expect(await list({ department: "market-regulation" })).toEqual([later]);
        expect(await words({ department: "tax" })).toEqual([`${A}/other`]);
        expect(await store.entriesOf(A, "accountability")).toHaveLength(2);
      });

      it("lets the last of two of one id in an append count", async () => {
        const later = entryOf(A, { isOpen: false });

        const result = await store.append(appendOf(A, 0, { entries: [entryOf(A), later] }));

        expect(result).toEqual({ kind: "Appended" });
        expect(await list()).toEqual([later]);
      });

      it("tells the same id of two cases and of two registers apart", async () => {
        const duty = everyData.find(({ kind }) => kind === "duty") ?? entryOf(A).data;
        const entries = [entryOf(A), entryOf(A, { register: "duty", data: duty })];

        await store.append(appendOf(A, 0, { entries }));
        await store.append(appendOf(B, 0, { entries: [entryOf(B)] }));

        expect(await list()).toHaveLength(2);
        expect(await list({ register: "duty" })).toEqual([entries[1]]);
        expect(await store.entriesOf(B, "accountability")).toEqual([entryOf(B)]);
        expect(await store.entriesOf(B, "duty")).toEqual([]);
      });
    });

    describe("register", () => {
      const days = ["2026-11-26", "2026-11-23", "2026-11-25", "2026-11-24", "2026-11-24", "2026-11-22"];

      /** Six cases, one a day but for one day with two; departments take turns, every third entry is closed. */
      const fill = async (): Promise<void> => {
        for (const [n, on] of days.entries()) {
          const department = n % 2 === 0 ? "tax" : "market-regulation";
          const entry = entryOf(caseIdOf(n), { on, department, isOpen: n % 3 !== 0 });
          await store.append(appendOf(caseIdOf(n), 0, { entries: [entry] }));
        }
      };

      const casesOf = async (query: Partial<RegisterQuery>): Promise<number[]> =>
        (await list(query)).map(({ caseId }) => [0, 1, 2, 3, 4, 5].findIndex((n) => caseIdOf(n) === caseId));

      it("lists oldest first", async () => {
        await fill();

        expect((await list()).map(({ on }) => on)).toEqual([...days].sort());
      });

      it("holds to its range, both days included", async () => {
        await fill();

        expect(await casesOf({ from: "2026-11-23", to: "2026-11-25" })).toEqual([
          1,
          ...(await casesOf({ from: "2026-11-24", to: "2026-11-24" })),
          2,
        ]);
        expect((await casesOf({ from: "2026-11-24", to: "2026-11-24" })).sort()).toEqual([3, 4]);
        expect(await casesOf({ from: "2026-11-27" })).toEqual([]);
        expect(await casesOf({ to: "2026-11-21" })).toEqual([]);
        expect(await casesOf({ from: "2026-11-26", to: "2026-11-22" })).toEqual([]);
      });

      it("lists one department's, what is open, and both at once", async () => {
        await fill();

        expect(await casesOf({ department: "tax" })).toEqual([4, 2, 0]);
        expect(await casesOf({ department: "market-regulation" })).toEqual([5, 1, 3]);
        expect((await casesOf({ onlyOpen: true })).sort()).toEqual([1, 2, 4, 5]);
        expect(await casesOf({ department: "tax", onlyOpen: true })).toEqual([4, 2]);
        expect(await casesOf({ department: "tax", onlyOpen: true, from: "2026-11-25" })).toEqual([2]);
        expect(await casesOf({ department: "quality-supervision" })).toEqual([]);
        expect(await casesOf({ register: "card" })).toEqual([]);
      });

      it("has a closed entry among all, and no longer among the open ones", async () => {
        await store.append(appendOf(A, 0, { entries: [entryOf(A)] }));
        const closed = entryOf(A, { isOpen: false });

        await store.append(appendOf(A, 1, { entries: [closed] }));

        expect(await list()).toEqual([closed]);
        expect(await list({ department: "tax" })).toEqual([closed]);
        expect(await list({ onlyOpen: true })).toEqual([]);
        expect(await list({ onlyOpen: true, department: "tax" })).toEqual([]);
      });

      it("has an entry that was opened again among the open ones", async () => {
        await store.append(appendOf(A, 0, { entries: [entryOf(A, { isOpen: false })] }));

        await store.append(appendOf(A, 1, { entries: [entryOf(A)] }));

        expect(await list({ onlyOpen: true })).toEqual([entryOf(A)]);
        expect(await list({ onlyOpen: true, department: "tax" })).toEqual([entryOf(A)]);
      });

      it.each([
        { query: {}, limit: 1, size: 120 },
        { query: {}, limit: 7, size: 120 },
        { query: {}, limit: 40, size: 120 },
        { query: { from: "2026-11-24", to: "2026-11-24" }, limit: 9, size: 100 },
        { query: { department: "tax" }, limit: 11, size: 60 },
        { query: { onlyOpen: true }, limit: 13, size: 40 },
        { query: { onlyOpen: true, department: "tax" }, limit: 3, size: 20 },
      ])(
        "pages through $size by $limit without a gap or a double: $query",
        async ({ query, limit, size }) => {
          // Sixty of one day belong to one case, forty to as many others, and twenty lie on the days around.
          const many = Array.from({ length: 120 }, (_, n) =>
            entryOf(n < 60 ? A : caseIdOf(n), {
              id: `n-${n}`,
              on: n < 100 ? "2026-11-24" : n % 2 === 0 ? "2026-11-23" : "2026-11-25",
              department: n % 4 < 2 ? "tax" : "market-regulation",
              isOpen: n % 3 === 0,
            }),
          );
          await store.enter(many);
          const whole = await list(query);

          const pages = await pagesOf((cursor) => store.register({ ...YEAR, ...query, cursor, limit }));

          expect(whole).toHaveLength(size);
          expect(new Set(whole.map(({ id }) => id)).size).toBe(size);
          expect(pages.flat()).toEqual(whole);
          expect(pages.map((page) => page.length)).toEqual(
            Array.from({ length: Math.ceil(size / limit) }, (_, n) => Math.min(limit, size - n * limit)),
          );
        },
      );

      it("neither skips nor repeats an entry when others come or close between two pages", async () => {
        const entries = Array.from({ length: 20 }, (_, n) => entryOf(caseIdOf(n), { id: `n-${n}` }));
        await store.enter(entries);
        const whole = await list();
        const first = await store.register({ ...YEAR, limit: 8 });

        await store.enter([
          entryOf(A, { id: "late", on: "2026-11-25" }),
          ...first.rows.slice(0, 3).map((entry) => ({ ...entry, isOpen: false })),
        ]);
        const second = await list({ cursor: first.cursor });

        expect([...first.rows, ...second].map(({ id }) => id)).toEqual([
          ...whole.map(({ id }) => id),
          "late",
        ]);
      });

      it("takes whatever an id may hold", async () => {
        const ids = ["a|b", "a", "a#b", "甲", "100%", "a b", "~", "}", "|", "a|b|c", "A"];
        await store.enter(ids.map((id) => entryOf(A, { id })));

        const pages = await pagesOf((cursor) => store.register({ ...YEAR, cursor, limit: 2 }));

        expect(pages.flat().map(({ id }) => id)).toHaveLength(ids.length);
        expect(new Set(pages.flat().map(({ id }) => id))).toEqual(new Set(ids));
        expect(new Set((await store.entriesOf(A, "accountability")).map(({ id }) => id))).toEqual(
          new Set(ids),
        );
      });
    });

    describe("entriesOf", () => {
      it("gives one case's of one register, by date and id", async () => {
        const of = (id: string, on: string, caseId = A) => entryOf(caseId, { id, on });
        await store.enter([
          of("b", "2026-11-24"),
          of("c", "2026-11-20"),
          of("a", "2026-11-24"),
          of("a", "2026-11-01", B),
        ]);

        const ids = (await store.entriesOf(A, "accountability")).map(({ id }) => id);

        expect(ids).toEqual(["c", "a", "b"]);
        expect(await store.entriesOf(caseIdOf(3), "accountability")).toEqual([]);
      });

      it("gives all of them, be they more than a megabyte", async () => {
        const paths = Array.from({ length: 1_000 }, (_, n) => `materials.${n}.${"x".repeat(40)}`);
        const who = { kind: "clerk", id: "wang", department: "tax" };
        const entries = Array.from({ length: 30 }, (_, n) =>
          entryOf(A, {
            ...{ register: "access", id: `look-${String(n).padStart(2, "0")}` },
            data: { kind: "access", who, what: "scope", itemId: null, paths, how: "read" },
          }),
        );

        await store.enter(entries);

        expect(await store.entriesOf(A, "access")).toEqual(entries);
      });

      it("leaves log and head of the case as they are", async () => {
        const append = appendOf(A, 0, { count: 3, entries: [entryOf(A)] });
        await store.append(append);
        await store.enter([entryOf(A, { id: "later" })]);

        expect(await store.load(A)).toEqual({ head: append.head, events: append.events });
        expect(await store.append(appendOf(A, 3))).toEqual({ kind: "Appended" });
      });
    });

    describe("enter", () => {
      it.each([0, 1, 25, 60])("writes %i entries, for good", async (count) => {
        const entries = Array.from({ length: count }, (_, n) => entryOf(caseIdOf(n), { id: `n-${n}` }));

        await store.enter(entries);

        const again = await fixture.reopen();
        const { rows } = await again.register(YEAR);
        expect(new Set(rows)).toEqual(new Set(entries));
        expect(rows).toHaveLength(count);
      });

      it("writes for a case that has no events", async () => {
        await store.enter([entryOf(A)]);

        expect(await store.entriesOf(A, "accountability")).toEqual([entryOf(A)]);
        expect(await store.head(A)).toBeNull();
      });

      it("puts an entry in the place of an earlier one, the last of one id too", async () => {
        await store.append(appendOf(A, 0, { entries: [entryOf(A)] }));
        const last = entryOf(A, { isOpen: false });

        await store.enter([entryOf(A, { department: "market-regulation" }), last]);

        expect(await list()).toEqual([last]);
      });

      it("lets 20 that enter the same in one instant through, beside an append of it", async () => {
        const entries = [entryOf(A), entryOf(A, { id: "other" })];

        const [result] = await Promise.all([
          store.append(appendOf(A, 0, { entries })),
          ...Array.from({ length: 20 }, (_, n) => store.enter(n % 2 === 0 ? entries : [entryOf(A)])),
        ]);

        expect(result).toEqual({ kind: "Appended" });
        expect(await words()).toEqual([`${A}/other`, `${A}/tax-registration-1`]);
      });
    });

    it("stay when the key of their case is destroyed, and after a crash", async () => {
      await store.append(appendOf(A, 0, { entries: [entryOf(A)] }));
      await store.destroyKey(A);

      store = await fixture.reopen();

      expect(await list()).toEqual([entryOf(A)]);
      expect(await list({ onlyOpen: true, department: "tax" })).toEqual([entryOf(A)]);
      expect(await store.entriesOf(A, "accountability")).toEqual([entryOf(A)]);
    });
  });
};
