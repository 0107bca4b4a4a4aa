import { describe, expect, it } from "vitest";
import type { Now } from "../../../functions/case/commands.ts";
import { catalogOf, catalogOn, type World } from "../../../functions/case/world.ts";
import { bengbuCatalog, bengbuEditions } from "../../../functions/catalog/bengbu.ts";
import type { Catalog } from "../../../functions/catalog/catalog.ts";
import { editionOf, editionOn, makeEditions } from "../../../functions/catalog/editions.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { answers } from "../../support/answers.ts";
import { type History, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import {
  answerSynthetic,
  type Synthetic,
  syntheticCatalog,
  syntheticFiling,
  syntheticWorld,
} from "../../support/synthetic-process.ts";

const edition = (version: string, validFrom: string, rows: Synthetic["rows"] = {}): Catalog =>
  syntheticCatalog({ stages: [["a", "b"]], edition: { version, validFrom }, rows });

const first = edition("2024-01", "2024-01-01");
const second = edition("2026-01", "2026-01-01");
const ahead = edition("2027-01", "2027-01-01");

describe("makeEditions", () => {
  it("puts editions in the order they come into force", () => {
    expect(makeEditions([ahead, first, second])).toEqual([first, second, ahead]);
  });

  it.each([
    ["no edition", [], "at least one edition"],
    [
      "one version twice",
      [first, edition("2024-01", "2026-01-01")],
      'two editions of the catalogue are called "2024-01"',
    ],
    ["two that begin on one day", [first, edition("2024-02", "2024-01-01")], "come into force on 2024-01-01"],
    ["a day that does not exist", [edition("2026-02", "2026-02-30")], 'on "2026-02-30", which is no date'],
  ])("refuses %s", (_, editions, text) => {
    expect(() => makeEditions(editions)).toThrow(text);
  });
});

describe("editionOn", () => {
  const editions = makeEditions([first, second, ahead]);

  it.each([
    ["before the first began", "2001-03-07", "2024-01"],
    ["on the day the first begins", "2024-01-01", "2024-01"],
    ["on the last day of an edition", "2025-12-31", "2024-01"],
    ["on the first day of the next", "2026-01-01", "2026-01"],
    ["while the next is published ahead", "2026-12-31", "2026-01"],
    ["long after the last began", "2039-01-01", "2027-01"],
  ])("%s", (_, date, version) => {
    expect(editionOn(editions, date).version).toBe(version);
  });
});

describe("editionOf", () => {
  it("finds an edition by its version, and none that is not held", () => {
    const editions = makeEditions([first, second]);

    expect(editionOf(editions, "2024-01")).toBe(first);
    expect(editionOf(editions, "2023-01")).toBeUndefined();
  });
});

describe("the editions of a world", () => {
  const world = { catalog: second, editions: makeEditions([first, second, ahead]) };

  it("are its one catalogue where it names no others", () => {
    expect(catalogOn({ catalog: second }, "2001-01-01")).toBe(second);
    expect(catalogOf({ catalog: second }, { catalogVersion: "2026-01" })).toBe(second);
  });

  it("are chosen by the day for a filing, by the version for a case", () => {
    expect(catalogOn(world, "2027-01-01")).toBe(ahead);
    expect(catalogOf(world, { catalogVersion: "2024-01" })).toBe(first);
  });

  it("let a case whose edition is not held go on under the newest in force", () => {
    expect(catalogOf(world, { catalogVersion: "1999" })).toBe(second);
  });

  it("hold Bengbu's catalogue, in force since before any case", () => {
    expect(editionOn(bengbuEditions, "2026-11-24")).toBe(bengbuCatalog);
    expect(editionOn(bengbuEditions, "2001-03-07")).toBe(bengbuCatalog);
  });
});

/** In the old edition `a` is asked within 5 days, `b` by its own department; in the new one `a` has 3 and `b` is cancelled. */
const synthetic = { stages: [["a"]], when: { b: "alchemy" } } satisfies Synthetic;
const whole: Synthetic = { ...synthetic, stages: [["a", "b"]] };
const oldEdition = syntheticCatalog({ ...whole, edition: { version: "old", validFrom: "2024-01-01" } });
const newEdition = syntheticCatalog({
  ...whole,
  edition: { version: "new", validFrom: "2026-11-24" },
  rows: {
    a: { limits: { promised: workingDays(3), statutory: workingDays(20) }, scope: ["shared"] },
    b: { status: { kind: "cancelled" } },
  },
});
const world: World = {
  ...syntheticWorld(whole),
  catalog: newEdition,
  editions: makeEditions([oldEdition, newEdition]),
};

const lastOldDay: Now = { at: "2026-11-23T02:00:00.000Z", on: "2026-11-23" };
const firstNewDay: Now = { at: "2026-11-24T02:00:00.000Z", on: "2026-11-24" };

const filed = (now: Now, form: Record<string, unknown> = { shared: "1", fields: { a: "2" } }): History => {
  const history = makeHistory(world);
  history.perform(syntheticFiling(form), now);
  return history;
};

const accept = (history: History, now: Now): void => {
  history.perform(answerSynthetic("a", answers.accepted(now, { revision: history.state().revision })), now);
};

describe("a case and the edition it was filed under", () => {
  it("records the edition of its day", () => {
    expect(filed(lastOldDay).state().catalogVersion).toBe("old");
    expect(filed(firstNewDay).state().catalogVersion).toBe("new");
  });

  it("keeps its limits when a newer edition shortens them; a new filing gets the new ones", () => {
    const [open, fresh] = [filed(lastOldDay), filed(firstNewDay)];

    for (const history of [open, fresh]) accept(history, firstNewDay);

    expect(open.item("a").due.promised).toBe("2026-12-01");
    expect(fresh.item("a").due.promised).toBe("2026-11-27");
  });

  it("keeps its routing: an item of the old edition can still join after its cancellation", () => {
    const form = { shared: "1", fields: { a: "2" } };
    const history = filed(lastOldDay, form);
    expect(history.item("b").status).toBe("not-applicable");

    history.perform(
      {
        type: "CorrectCase",
        form: { ...form, activities: ["alchemy"] },
        materials: [],
        baseRevision: 1,
      },
      firstNewDay,
    );

    expect(history.item("b")).toMatchObject({ status: "asked", plan: { department: "dept-b" } });
  });

  it("refuses a new filing what the new edition cancelled", () => {
    const refusal = given(makeHistory(world))
      .when(syntheticFiling({ shared: "1", activities: ["alchemy"] }), firstNewDay)
      .thenRefused("ItemClosed");

    expect(refusal).toEqual({ kind: "ItemClosed", itemId: "b", why: "cancelled" });
  });

  it("keeps its scope: what the new edition took out of it is still shown, and asked anew when it changes", () => {
    const history = filed(lastOldDay);

    history.perform(
      { type: "CorrectCase", form: { shared: "1", fields: { a: "3" } }, materials: [], baseRevision: 1 },
      firstNewDay,
    );

    expect(history.item("a").fingerprints[2]).not.toBe(history.item("a").fingerprints[1]);
  });
});
