import { describe, expect, it } from "vitest";
import { plannedItem } from "../../../functions/case/evolve-item.ts";
import { type JoinOutcome, join, joinTable, type Tally, tallyOf } from "../../../functions/case/join.ts";
import type { ItemState, ItemStatus } from "../../../functions/case/state.ts";
import type { Process } from "../../../functions/processes/process.ts";

type Policy = Process["onRejection"];

const statuses: readonly ItemStatus[] = [
  "not-applicable",
  "waived",
  "notified",
  "waiting",
  "asked",
  "accepted",
  "suspended",
  "correcting",
  "approved",
  "rejected",
  "stood-down",
];
const policies: readonly Policy[] = ["end-at-once", "await-all"];

const item = (status: ItemStatus): ItemState => {
  const why = { zh: "", en: "" };
  const limits = { promised: null, statutory: null };
  const plan = {
    item: "a",
    runs: "a",
    stage: "s",
    department: "d",
    takesPart: "asked" as const,
    why,
    limits,
  };
  return { ...plannedItem(plan), status };
};

const withDepartment: ReadonlySet<ItemStatus> = new Set<ItemStatus>(["asked", "accepted", "suspended"]);

/** What a joint review means, told over people instead of counts: an oracle that shares nothing with the table. */
const oracle = (each: readonly ItemStatus[], policy: Policy): JoinOutcome => {
  const isBusy = each.some((status) => withDepartment.has(status));
  if (each.includes("rejected") && !(policy === "await-all" && isBusy)) return "refuse";
  if (isBusy) return "wait";
  if (each.includes("correcting")) return "notify";
  return each.includes("waiting") ? "wait" : "advance";
};

const combinations = (length: number): ItemStatus[][] =>
  length === 0
    ? [[]]
    : combinations(length - 1).flatMap((rest) => statuses.map((status) => [status, ...rest]));

const none: Tally = { reviewing: 0, waiting: 0, correcting: 0, rejected: 0, through: 0 };

describe("join", () => {
  it.each([
    ["one refusal ends it at once", { rejected: 1, reviewing: 2 }, "end-at-once", "refuse"],
    [
      "one refusal waits for the others where all are heard",
      { rejected: 1, reviewing: 2 },
      "await-all",
      "wait",
    ],
    ["a refusal counts when everybody answered", { rejected: 1, through: 2 }, "await-all", "refuse"],
    ["a refusal outweighs a wish for correction", { rejected: 1, correcting: 1 }, "await-all", "refuse"],
    ["a wish waits for those who still review", { correcting: 1, reviewing: 1 }, "end-at-once", "wait"],
    ["wishes go out when everybody answered", { correcting: 2, through: 1 }, "end-at-once", "notify"],
    [
      "a wish does not wait for one who waits for an output",
      { correcting: 1, waiting: 1 },
      "await-all",
      "notify",
    ],
    ["an output is on its way", { waiting: 1, through: 1 }, "end-at-once", "wait"],
    ["everybody approved", { through: 3 }, "end-at-once", "advance"],
    ["nobody takes part", {}, "await-all", "advance"],
  ] as const)("%s", (_, tally, policy, outcome) => {
    expect(join({ ...none, ...tally }, policy)).toBe(outcome);
  });

  it("has a reason for every row, and uses every row", () => {
    const used = new Set(
      combinations(2).map((each) => {
        const tally = tallyOf(each.map(item));
        return joinTable.find((row) => row.holds(tally, "end-at-once"))?.row ?? "otherwise";
      }),
    );

    expect([...used].sort()).toEqual([...joinTable.map(({ row }) => row), "otherwise"].sort());
  });

  it.each([0, 1, 2, 3, 4])(
    "agrees with the oracle on every combination of the statuses of %i items",
    (length) => {
      const wrong = combinations(length).flatMap((each) =>
        policies.filter((policy) => join(tallyOf(each.map(item)), policy) !== oracle(each, policy)),
      );

      expect(wrong).toEqual([]);
    },
  );

  it("does not depend on who answered first", () => {
    const wrong = combinations(3).filter(
      (each) =>
        join(tallyOf(each.map(item)), "await-all") !==
        join(tallyOf(each.toReversed().map(item)), "await-all"),
    );

    expect(wrong).toEqual([]);
  });
});
