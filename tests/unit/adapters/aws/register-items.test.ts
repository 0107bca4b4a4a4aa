import { describe, expect, it } from "vitest";
import { registerEntryOf, registerItems } from "../../../../functions/adapters/aws/register-items.ts";
import { shardOf } from "../../../../functions/adapters/aws/table.ts";
import { caseIdOf, entryOf } from "../../../contract/samples.ts";

const A = caseIdOf(1);
const SHARD = shardOf(A);
const PLACE = `2026-11-24|${A}|tax-registration-1`;

describe("registerItems", () => {
  it("shows an open entry in all four indexes, under the partition of what is asked there", () => {
    expect(registerItems([entryOf(A)])).toEqual([
      {
        pk: `CASE#${A}`,
        sk: "REGISTER#accountability#tax-registration-1",
        on: "2026-11-24",
        department: "tax",
        isOpen: true,
        data: JSON.stringify(entryOf(A).data),
        gsi1pk: `REGISTER#accountability#${SHARD}`,
        gsi1sk: PLACE,
        gsi2pk: `REGISTER#accountability#tax#${SHARD}`,
        gsi2sk: PLACE,
        gsi3pk: `OPEN#accountability#${SHARD}`,
        gsi3sk: PLACE,
        gsi4pk: `OPEN#accountability#tax#${SHARD}`,
        gsi4sk: PLACE,
      },
    ]);
  });

  it("leaves a closed entry out of the indexes of open ones", () => {
    const [item] = registerItems([entryOf(A, { isOpen: false })]);

    for (const absent of ["gsi3pk", "gsi3sk", "gsi4pk", "gsi4sk"]) expect(item).not.toHaveProperty(absent);
    expect(item).toMatchObject({ gsi1sk: PLACE, gsi2sk: PLACE });
  });

  it("makes one item of two entries of one id, the later", () => {
    const later = entryOf(A, { isOpen: false });

    const items = registerItems([entryOf(A), entryOf(A, { id: "other" }), later]);

    expect(items.map(({ sk, isOpen }) => [sk, isOpen])).toEqual([
      ["REGISTER#accountability#tax-registration-1", false],
      ["REGISTER#accountability#other", true],
    ]);
  });

  it("keeps places ASCII, whatever an id holds, and the id as it is", () => {
    const [item = {}] = registerItems([entryOf(A, { id: "甲#1|~" })]);

    expect(item.gsi1sk).toBe(`2026-11-24|${A}|%E7%94%B2%231%7C~`);
    expect(registerEntryOf(item)).toEqual(entryOf(A, { id: "甲#1|~" }));
  });
});
