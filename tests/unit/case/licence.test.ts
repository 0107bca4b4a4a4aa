import { describe, expect, it } from "vitest";
import { evolveLicence } from "../../../functions/case/evolve-licence.ts";
import { approve, filedHistory, issue, licenceRecordOf } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later } from "../../support/moments.ts";

const now = later(filingMoment, { minutes: 30 });
const next = later(filingMoment, { days: 30 });

const settled = (mode = "one-code") => {
  const history = filedHistory({ mode });
  for (const item of ["enterprise-registration", "organization-code", "tax-registration"] as const)
    approve(history, item, now);
  history.perform({ type: "SettleStage" }, now);
  return history;
};

const issued = () => {
  const history = filedHistory();
  issue(history, now);
  return history;
};

const record = (version = 1) => {
  const { world, state } = settled();
  return licenceRecordOf(world, state(), version);
};
const reissue = (version: number) =>
  ({
    type: "ReissueLicence",
    reason: "遗失补发",
    record: record(version),
    signature: `signature ${version}`,
  }) as const;
const revoke = { type: "RevokeLicence", reason: "以欺骗手段取得", basis: "行政许可法第六十九条" } as const;

describe("issueLicence", () => {
  const command = () => ({ type: "IssueLicence", record: record(), signature: "signature" }) as const;

  it("T15: is refused until every stage is settled", () => {
    const history = filedHistory();

    const early = given(history).when(command(), now).thenRefused("NotSettled");
    for (const item of ["enterprise-registration", "organization-code", "tax-registration"] as const)
      approve(history, item, now);

    expect(early.status).toBe("reviewing");
    given(history).when(command(), now).thenRefused("NotSettled");
  });

  it("closes the case and tells every department", () => {
    const history = settled();

    given(history)
      .when(command(), now)
      .thenEvents(
        { type: "LicenceIssued", signature: "signature" },
        { type: "LicenceDelivered", how: "electronic", recipient: null, on: "2026-11-24" },
      );

    expect(history.state()).toMatchObject({
      status: "issued",
      closedAt: now.at,
      licence: { earlier: [], revoked: null },
    });
    expect(history.effects()).toMatchObject(
      ["enterprise-registration", "organization-code", "tax-registration"].map((itemId) => ({
        kind: "Deliver",
        itemId,
        type: "lianban.case.closed",
      })),
    );
  });

  it("is done once, however often it is asked", () => {
    const history = settled();
    history.perform(command(), now);

    given(history).when(command(), next).thenEvents();

    expect(history.log.filter(({ event }) => event.type === "LicenceIssued")).toHaveLength(1);
  });

  it("carries the three numbers that agree with one another", () => {
    const history = settled("three-numbers");

    const { codes } = licenceRecordOf(history.world, history.state());

    expect(codes).toEqual({
      registrationNumber: "340300000000019",
      organizationCode: "PDY00001X",
      taxNumber: "340300PDY00001X",
    });
  });

  it("waits while a withdrawal waits for the lead, and is refused once it is granted", () => {
    const history = settled();
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, now);
    const ruling = { type: "RuleOnWithdrawal", department: "market-regulation", reasons: "同意" } as const;

    const refusal = given(history).when(command(), now).thenRefused("WithdrawalPending");
    history.perform({ ...ruling, isGranted: true }, now);

    expect(refusal.rulingBy).toBe("2026-11-27");
    given(history).when(command(), now).thenRefused("NotSettled");
  });

  it("is issued after the lead has refused a withdrawal", () => {
    const history = settled();
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, now);
    const ruling = { type: "RuleOnWithdrawal", department: "market-regulation", reasons: "已制证" } as const;
    history.perform({ ...ruling, isGranted: false }, now);

    expect(history.effects()).toContainEqual(expect.objectContaining({ kind: "StartWorkflow" }));
    expect(history.attempt(command(), now)).toMatchObject({ events: [{ type: "LicenceIssued" }, {}] });
  });
});

describe("reissueLicence", () => {
  it("keeps the earlier version and says when it was superseded", () => {
    const history = issued();

    given(history).when(reissue(2), next).thenEvents({ type: "LicenceReissued", reason: "遗失补发" });

    expect(history.state()).toMatchObject({
      status: "issued",
      licence: {
        record: { version: 2 },
        signature: "signature 2",
        earlier: [{ record: { version: 1 }, supersededAt: next.at }],
      },
    });
  });

  it("refuses a version that is not the next one, so that two at once do not both count", () => {
    const history = issued();
    history.perform(reissue(2), next);

    const refusal = given(history).when(reissue(2), next).thenRefused("RevisionConflict");

    expect(refusal).toEqual({ kind: "RevisionConflict", expected: 1, current: 2 });
  });

  it("refuses where there is no licence, or it was revoked", () => {
    const history = issued();
    history.perform(revoke, next);

    given(settled()).when(reissue(2), next).thenRefused("NoLicence");
    given(history).when(reissue(2), next).thenRefused("LicenceAlreadyRevoked");
  });
});

describe("revokeLicence", () => {
  it("keeps the licence on the record and says why and on what basis", () => {
    const history = issued();

    given(history).when(revoke, next).thenEvents({ type: "LicenceRevoked", version: 1 });

    expect(history.state().licence).toMatchObject({
      record: { version: 1 },
      revoked: { at: next.at, reason: "以欺骗手段取得", basis: "行政许可法第六十九条" },
    });
  });

  it("refuses where there is no licence, and a second time", () => {
    const history = issued();
    history.perform(revoke, next);

    given(settled()).when(revoke, next).thenRefused("NoLicence");
    const refusal = given(history).when(revoke, next).thenRefused("LicenceAlreadyRevoked");
    expect(refusal.licenceId).toBe(history.state().licence?.record.licenceId);
  });
});

describe("evolveLicence", () => {
  it("makes no licence of a change to none", () => {
    const revoked = { type: "LicenceRevoked", version: 1, reason: "r", basis: "b" } as const;

    expect(evolveLicence(null, revoked, now.at)).toBeNull();
  });
});
