import { describe, expect, it } from "vitest";
import { answerItem, answers, codesOf, departments } from "../../support/answers.ts";
import { approve, filedHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later } from "../../support/moments.ts";

const now = later(filingMoment, { minutes: 30 });
const ITEM = "tax-registration";

describe("answerItem: the three-numbers chain", () => {
  const filed = () => filedHistory({ mode: "three-numbers" });

  it("asks for the organisation code the moment the registration number exists", () => {
    const history = filed();

    const events = approve(history, "enterprise-registration", now);

    expect(events.at(-1)).toMatchObject({
      type: "ItemAsked",
      itemId: "organization-code",
      because: "input-available",
      on: "2026-11-24",
    });
    expect(history.effects()).toContainEqual(
      expect.objectContaining({ kind: "Deliver", itemId: "organization-code", type: "lianban.item.asked" }),
    );
    expect(history.item(ITEM).status).toBe("waiting");
  });

  it("asks the tax authority the moment the organisation code exists", () => {
    const history = filed();
    approve(history, "enterprise-registration", now);

    const events = approve(history, "organization-code", now);

    expect(events.at(-1)).toMatchObject({ type: "ItemAsked", itemId: ITEM, because: "input-available" });
  });

  it("refuses a tax number that is not built on the organisation code", () => {
    const history = filed();
    approve(history, "enterprise-registration", now);
    approve(history, "organization-code", now);
    const outputs = { taxAuthority: "蚌埠市税务局", taxNumber: codesOf(2).taxNumber };

    const refusal = given(history)
      .when(answerItem(ITEM, answers.approved(now, { outputs })), now)
      .thenRefused("OutputsInvalid");

    expect(refusal.problems).toMatchObject([
      { path: "taxNumber", message: { zh: expect.stringContaining(codesOf(1).organizationCode) } },
    ]);
  });

  it("lets the organisation code be put right, and asks the tax authority again", () => {
    const history = filed();
    for (const item of ["enterprise-registration", "organization-code", ITEM] as const)
      approve(history, item, now);
    const right = later(now, { minutes: 5 });

    const events = approve(history, "organization-code", right, { n: 2 });

    expect(events).toMatchObject([
      { type: "ItemApproved", itemId: "organization-code" },
      { type: "ItemAsked", itemId: ITEM, because: "scope-changed", round: 2 },
    ]);
    given(history).when({ type: "SettleStage" }, right).thenEvents();
    approve(history, ITEM, right, { n: 2 });
    given(history).when({ type: "SettleStage" }, right).thenEvents({ type: "StageSettled", last: true });
  });

  it("leaves the chain alone when a department confirms the number it gave", () => {
    const history = filed();
    for (const item of ["enterprise-registration", "organization-code", ITEM] as const)
      approve(history, item, now);

    const events = approve(history, "enterprise-registration", later(now, { minutes: 5 }), { n: 1 });

    expect(events.map(({ type }) => type)).toEqual(["ItemApproved"]);
  });

  it("shows a reviewing department the other number at once", () => {
    const history = filed();
    approve(history, "enterprise-registration", now, { n: 1 });

    const events = approve(history, "enterprise-registration", later(now, { minutes: 5 }), { n: 2 });

    expect(events).toMatchObject([
      { type: "ItemApproved" },
      { type: "ItemUpdated", itemId: "organization-code", revision: 1 },
    ]);
  });

  it("lets every department review at once in one-code mode, for none waits for a number", () => {
    const history = filedHistory();

    const rounds = Object.keys(departments).map((id) => [id, history.item(id).round]);

    expect(Object.fromEntries(rounds)).toEqual({
      "enterprise-registration": 1,
      "organization-code": 1,
      "tax-registration": 1,
      "hazardous-chemicals-permit": 0,
    });
  });
});
