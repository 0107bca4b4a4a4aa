import { describe, expect, it } from "vitest";
import { filedHistory, issue } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, moment } from "../../support/moments.ts";
import { filed, firstAnswer, issued } from "../../support/timed-cases.ts";

const person = (id: string) => ({ id, name: `官员${id}`, department: "dept-lead" });

describe("首问负责: the person who was asked first answers for the case", () => {
  const handOver = (to: string, by: string, mayTakeOver = false) =>
    ({ type: "HandOver", to: person(to), reason: "轮岗", by, mayTakeOver }) as const;
  const owned = () => filed({}, filingMoment, { owner: person("1") });

  it("from the filing on", () => {
    expect(owned().state().owner).toEqual(person("1"));
    expect(filed().state().owner).toBeNull();
  });

  it.each([
    ["its owner hands it on", owned, handOver("2", "1"), true],
    ["somebody else takes it", owned, handOver("2", "2"), false],
    ["supervision takes it", owned, handOver("2", "3", true), true],
    ["somebody takes a case without an owner", () => filed(), handOver("2", "2"), true],
    ["somebody names another for a case without an owner", () => filed(), handOver("2", "3"), false],
    ["supervision names somebody for a case without an owner", () => filed(), handOver("2", "3", true), true],
    [
      "the former owner tries again",
      () => {
        const history = owned();
        history.perform(handOver("2", "1"), firstAnswer);
        return history;
      },
      handOver("1", "1"),
      false,
    ],
  ] as const)("until %s", (_, history, command, isTaken) => {
    const before = history();
    const outcome = given(before).when(command, firstAnswer);

    if (isTaken) {
      const from = before.state().owner;
      outcome.thenEvents({ type: "OwnerHandedOver", from, to: command.to, reason: "轮岗", on: "2026-11-24" });
      expect(before.state().owner).toEqual(command.to);
    } else expect(outcome.thenRefused("NotTheOwner").owner).toBe(before.state().owner?.name ?? null);
  });

  it("and is not handed over to who has it", () => {
    given(owned()).when(handOver("1", "1"), firstAnswer).thenEvents();
  });

  it.each([
    ["its owner", false],
    ["supervision", true],
  ])("and a closed case is not handed over by %s", (_, mayTakeOver) => {
    const history = issued(owned(), ["a"], firstAnswer);

    given(history)
      .when(handOver("2", "1", mayTakeOver), firstAnswer)
      .thenRefused("CaseClosed");
    expect(history.state().owner).toEqual(person("1"));
  });
});

describe("the licence reaches its holder", () => {
  const deliver = { type: "DeliverLicence", how: "post", recipient: "张淮河" } as const;

  it("at a window when it is handed over, once", () => {
    const history = issued(filed(), ["a"], firstAnswer);
    const next = moment("2026-11-26");

    expect(history.state().deliveredOn).toBeNull();
    given(history)
      .when(deliver, next)
      .thenEvents({ type: "LicenceDelivered", how: "post", recipient: "张淮河", on: "2026-11-26" });
    const refusal = given(history).when(deliver, next).thenRefused("DeliveredAlready");

    expect(refusal.on).toBe("2026-11-26");
  });

  it("on the express lane with the licence itself", () => {
    const history = filedHistory();
    issue(history, firstAnswer);

    expect(history.state().deliveredOn).toBe("2026-11-24");
    given(history).when(deliver, firstAnswer).thenRefused("DeliveredAlready");
  });

  it("never before there is one", () => {
    given(filed()).when(deliver, firstAnswer).thenRefused("NoLicence");
  });
});
