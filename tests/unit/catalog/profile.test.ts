import { describe, expect, it } from "vitest";
import { bengbuProfile } from "../../../functions/catalog/profile.ts";
import { breachKind } from "../../../schemas/registers.ts";

describe("the profile of the Bengbu centre", () => {
  it("writes an accountability record of every breach there is", () => {
    expect([...bengbuProfile.accountability].toSorted()).toEqual([...breachKind.options].toSorted());
  });

  it("has a card for every breach", () => {
    const carded = new Set(bengbuProfile.cards.map(({ breach }) => breach));

    expect([...carded].toSorted()).toEqual([...breachKind.options].toSorted());
  });
});
