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
  "forwarded",
  "correcting",
  "silent",
  "approved",
  "deemed",
  "overruled",
  "rejected",
  "stood-down",
];
const policies: readonly Policy[] = ["end-at-once", "await-all", "lead-decides"];

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

const withDepartment: ReadonlySet<ItemStatus> = new Set<ItemStatus>([
  "asked",
  "accepted",
  "suspended",
  "forwarded",
]);

/** What a joint review means, told over people instead of counts: an oracle that shares nothing with the table. */
const oracle = (each: readonly ItemStatus[], policy: Policy): JoinOutcome => {
  const isBusy = each.some((status) => withDepartment.has(status));
  const isRefused = each.includes("rejected");
  if (isRefused && policy === "end-at-once") return "refuse";
  if (isBusy) return "wait";
  if (isRefused) return policy === "lead-decides" ? "lead" : "refuse";
  if (each.includes("silent")) return "lead";
  if (each.includes("correcting")) return "notify";
  return each.includes("waiting") ? "wait" : "advance";
};

const combinations = (length: number): ItemStatus[][] =>
  length === 0
    ? [[]]
    : combinations(length - 1).flatMap((rest) => statuses.map((status) => [status, ...rest]));

const none: Tally = { reviewing: 0, waiting: 0, correcting: 0, rejected: 0, silent: 0, through: 0 };

/** The outcomes of one tally under each policy: ends at once, hears all, lets the lead decide. */
type Outcomes = readonly [JoinOutcome, JoinOutcome, JoinOutcome];

const one = (outcome: JoinOutcome): Outcomes => [outcome, outcome, outcome];

describe("join", () => {
  it.each([
    ["a refusal while others review", { rejected: 1, reviewing: 2 }, ["refuse", "wait", "wait"]],
    ["a refusal when everybody answered", { rejected: 1, through: 2 }, ["refuse", "refuse", "lead"]],
    ["a refusal beside a wish", { rejected: 1, correcting: 1 }, ["refuse", "refuse", "lead"]],
    ["a refusal beside a silence", { rejected: 1, silent: 1 }, ["refuse", "refuse", "lead"]],
    [
      "a refusal beside one who waits for an output",
      { rejected: 1, waiting: 1 },
      ["refuse", "refuse", "lead"],
    ],
    ["a silence while others review", { silent: 1, reviewing: 1 }, one("wait")],
    ["a silence when everybody answered", { silent: 1, through: 2 }, one("lead")],
    ["a silence beside a wish", { silent: 1, correcting: 1 }, one("lead")],
    ["a silence beside one who waits for an output", { silent: 1, waiting: 1 }, one("lead")],
    ["a wish while others review", { correcting: 1, reviewing: 1 }, one("wait")],
    ["wishes when everybody answered", { correcting: 2, through: 1 }, one("notify")],
    ["a wish beside one who waits for an output", { correcting: 1, waiting: 1 }, one("notify")],
    ["an output that is on its way", { waiting: 1, through: 1 }, one("wait")],
    ["reviews, and outputs on their way", { waiting: 1, reviewing: 1 }, one("wait")],
    ["everybody through", { through: 3 }, one("advance")],
    ["nobody who takes part", {}, one("advance")],
  ] as readonly [string, Partial<Tally>, Outcomes][])("%s", (_, tally, outcomes) => {
    expect(policies.map((policy) => join({ ...none, ...tally }, policy))).toEqual(outcomes);
  });

  it("has a reason for every row, and uses every row", () => {
    const used = new Set(
      combinations(2).flatMap((each) => {
        const tally = tallyOf(each.map(item));
        return policies.map(
          (policy) => joinTable.find((row) => row.holds(tally, policy))?.row ?? "otherwise",
        );
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
