import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { headKey } from "../../../functions/adapters/aws/case-keys.ts";
import { makeDynamoCaseStore } from "../../../functions/adapters/aws/case-store.ts";
import type { LargePayloads } from "../../../functions/adapters/aws/large-payloads.ts";
import type { Table } from "../../../functions/adapters/aws/table.ts";
import type { Append, CaseStore } from "../../../functions/ports/case-store.ts";
import { testCaseStore } from "../case-store.contract.ts";
import { appendOf, caseIdOf, eventsOf, rowOf } from "../samples.ts";
import { caseStoreFixture } from "./case-store-fixture.ts";
import { makeTestTable } from "./table-fixture.ts";

describe("the AWS adapters", () => {
  testCaseStore(caseStoreFixture);
});

/** Add up the write units of all that goes through a table's client. */
const countWriteUnits = ({ db }: Table): { units: number } => {
  const counted = { units: 0 };
  db.middlewareStack.add(
    (next) => async (args) => {
      const input = { ...args.input, ReturnConsumedCapacity: "TOTAL" };
      const result = await next({ ...args, input } as typeof args);
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: { CapacityUnits: number }[] };
      for (const { CapacityUnits } of ConsumedCapacity ?? []) counted.units += CapacityUnits;
      return result;
    },
    { step: "initialize" },
  );
  return counted;
};

const away: LargePayloads = {
  put: () => Promise.reject(new Error("no payload is large here")),
  get: () => Promise.reject(new Error("no payload is large here")),
};

describe("makeDynamoCaseStore", () => {
  const A = caseIdOf(1);
  const fixture = makeTestTable();
  let table: Table;
  let store: CaseStore;

  beforeEach(async () => {
    table = await fixture.open();
    store = makeDynamoCaseStore({ table, largePayloads: away });
  });
  afterEach(() => fixture.dispose());

  it("marks in the head where the effects of an append begin, until the head is written again", async () => {
    const marks: unknown[] = [];
    const note = async () => {
      const get = new GetCommand({ TableName: table.name, Key: headKey(A), ConsistentRead: true });
      const { Item } = await table.db.send(get);
      marks.push([Item?.effectsFrom, Item?.version]);
    };

    for (const append of [
      appendOf(A, 0, { count: 2, hasEffects: true }),
      appendOf(A, 2, { count: 3, hasEffects: true }),
      appendOf(A, 5),
      appendOf(A, 6, { hasEffects: true }),
    ]) {
      await store.append(append);
      await note();
    }
    await store.destroyKey(A);
    await note();

    expect(marks).toEqual([
      [1, 2],
      [3, 5],
      [undefined, 6],
      [7, 7],
      [undefined, 7],
    ]);
  });

  it("writes 11 units for a department's approval: request, head, two events, the row and its leave of the index", async () => {
    const inbox = { scope: "webhook:tax", id: "m-1", digest: "d-1", answer: "answered" };
    const approval: Append = appendOf(A, 3, {
      events: eventsOf(4, 2, new Uint8Array(520)),
      count: 2,
      worklist: [rowOf(A, { status: "approved" })],
      inbox,
      head: { nextDueOn: "2026-12-01", wrappedKey: new Uint8Array(204) },
    });
    await store.append(
      appendOf(A, 0, {
        count: 3,
        worklist: [rowOf(A)],
        head: { nextDueOn: "2026-12-01", wrappedKey: new Uint8Array(204) },
      }),
    );

    const counted = countWriteUnits(table);
    await store.append(approval);

    expect(counted.units).toBe(11);
  });
});
