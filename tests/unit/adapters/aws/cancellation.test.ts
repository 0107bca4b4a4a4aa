import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { type Step, stepsOf } from "../../../../functions/adapters/aws/append-transaction.ts";
import { verdictOf } from "../../../../functions/adapters/aws/cancellation.ts";
import { appendOf, caseIdOf, eventsOf } from "../../../contract/samples.ts";
import { makeFakeTable } from "./fake-table.ts";

const A = caseIdOf(1);
const B = caseIdOf(2);
const inbox = { scope: "webhook:tax", id: "m-1", digest: "d-2", answer: "second" };
const { table } = makeFakeTable(() => ({}));

/** Inbox, head, two reservations, a release, an event: six steps. */
const steps = stepsOf(
  table,
  appendOf(A, 3, {
    inbox,
    claims: [
      { act: "release", key: "name:old" },
      { act: "reserve", key: "name:new" },
      { act: "reserve", key: "uscc:1" },
    ],
  }),
);

const NONE = { Code: "None" };
const CONFLICT = { Code: "TransactionConflict" };
const failed = (Item?: Record<string, { S: string } | { N: string }>) => ({
  Code: "ConditionalCheckFailed",
  ...(Item === undefined ? {} : { Item }),
});

const verdict = (...reasons: readonly { Code: string }[]) =>
  verdictOf(
    steps,
    new TransactionCanceledException({
      message: `cancelled [${reasons.map(({ Code }) => Code).join(", ")}]`,
      $metadata: {},
      CancellationReasons: [...reasons],
    }),
  );

const seen = failed({ digest: { S: "d-1" }, answer: { S: "first" } });
const atFive = failed({ version: { N: "5" } });
const heldByB = failed({ caseId: { S: B } });

describe("verdictOf", () => {
  it("answers a repeated request from the item in the way, whatever else failed", () => {
    const result = verdict(seen, atFive, heldByB, NONE, CONFLICT, NONE);

    expect(result).toEqual({
      kind: "Repeated",
      entry: { scope: "webhook:tax", id: "m-1", digest: "d-1", answer: "first" },
    });
  });

  it("answers another version before a taken value, with the version that is current", () => {
    expect(verdict(NONE, atFive, heldByB, NONE, NONE, NONE)).toEqual({
      kind: "VersionConflict",
      current: 5,
    });
    expect(verdict(NONE, failed(), NONE, NONE, NONE, NONE)).toEqual({ kind: "VersionConflict", current: 0 });
  });

  it("names the first value that is taken and who holds it", () => {
    expect(verdict(NONE, NONE, heldByB, heldByB, NONE, NONE)).toEqual({
      kind: "Taken",
      key: "name:new",
      by: B,
    });
    expect(verdict(NONE, NONE, NONE, heldByB, heldByB, NONE)).toEqual({
      kind: "Taken",
      key: "uscc:1",
      by: B,
    });
  });

  it.each(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])(
    "tries again on %s, also when something that ranks lower failed for good",
    (Code) => {
      expect(verdict(NONE, { Code }, NONE, NONE, NONE, NONE)).toBe("again");
      expect(verdict({ Code }, atFive, heldByB, NONE, NONE, NONE)).toBe("again");
      expect(verdict(NONE, NONE, NONE, NONE, NONE, { Code })).toBe("again");
    },
  );

  it("leaves alone a value that somebody else holds and keeps the other writes", () => {
    const rest = verdict(NONE, NONE, NONE, NONE, failed(), NONE);

    expect(rest).toEqual(steps.filter((_, index) => index !== 4));
  });

  it("does not leave a release alone while a reservation is taken", () => {
    expect(verdict(NONE, NONE, NONE, heldByB, failed(), NONE)).toMatchObject({ kind: "Taken" });
  });

  it.each([
    { what: "a write that is not valid", reasons: [NONE, { Code: "ValidationError" }] },
    { what: "a condition it never set", reasons: [NONE, NONE, NONE, NONE, NONE, failed()] },
    { what: "no reason at all", reasons: [] },
  ])("throws on $what", ({ reasons }) => {
    expect(() => verdict(...reasons)).toThrow("DynamoDB cancelled an append");
  });
});

describe("stepsOf", () => {
  const kindsOf = (all: readonly Step[]) => all.map(({ write }) => Object.keys(write).join());

  it("puts what ranks higher first, and releases behind all other conditions", () => {
    expect(kindsOf(steps)).toEqual(["Put", "Update", "Put", "Put", "Delete", "Put"]);
  });

  it("acts once on a value that is named twice: the last act wins", () => {
    const claims = [
      { act: "reserve", key: "name:a" },
      { act: "release", key: "name:a" },
    ] as const;

    expect(kindsOf(stepsOf(table, appendOf(A, 1, { claims })))).toEqual(["Update", "Delete", "Put"]);
    expect(kindsOf(stepsOf(table, appendOf(A, 1, { claims: claims.toReversed() })))).toEqual([
      "Update",
      "Put",
      "Put",
    ]);
  });

  it("refuses what one transaction does not take", () => {
    const heavy = eventsOf(1, 57, new Uint8Array(64 * 1_024));

    expect(() => stepsOf(table, appendOf(A, 1, { count: 100 }))).toThrow("101 items");
    expect(() => stepsOf(table, { ...appendOf(A, 0), events: heavy })).toThrow("3735552 bytes");
  });
});
