import { describe, expect, it } from "vitest";
import { licenceRecord, licenceStatus } from "../../../schemas/licence.ts";
import { oneCode, threeNumbers } from "./sample-licence.ts";

const faultsOf = (candidate: unknown): string[] => {
  const parsed = licenceRecord.safeParse(candidate);
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."));
};
const withHolder = (holder: Partial<typeof oneCode.holder>) => ({
  ...oneCode,
  holder: { ...oneCode.holder, ...holder },
});
const inThreeNumbers = (codes: Record<string, string | undefined>) => ({
  ...oneCode,
  mode: "three-numbers",
  codes: Object.fromEntries(Object.entries(codes).filter(([, code]) => code !== undefined)),
});

describe("licenceRecord", () => {
  it("takes one unified social credit code in one-code mode", () => {
    expect(licenceRecord.parse(oneCode).codes).toEqual({ uscc: "91340300PDY00001XC" });
  });

  it("takes three numbers that agree in three-numbers mode", () => {
    expect(licenceRecord.parse(inThreeNumbers(threeNumbers)).codes).toEqual(threeNumbers);
  });

  it.each([
    ["without a USCC", {}, ["codes.uscc"]],
    ["with a wrong check character", { uscc: "91340300PDY00001XD" }, ["codes.uscc"]],
    ["with a government organ's code", { uscc: "11340300PDY000124X" }, ["codes.uscc"]],
    ["with a tax number beside it", { ...oneCode.codes, taxNumber: "340300PDY00001X" }, ["codes.taxNumber"]],
  ])("refuses one-code mode %s", (_, codes, paths) => {
    expect(faultsOf({ ...oneCode, codes })).toEqual(paths);
  });

  it.each(["registrationNumber", "organizationCode", "taxNumber"])(
    "refuses three numbers without %s",
    (name) => {
      expect(faultsOf(inThreeNumbers({ ...threeNumbers, [name]: undefined }))).toEqual([`codes.${name}`]);
    },
  );

  it("refuses three numbers with a USCC", () => {
    expect(faultsOf(inThreeNumbers({ ...threeNumbers, ...oneCode.codes }))).toEqual(["codes.uscc"]);
  });

  it("refuses a tax number that holds another organisation code", () => {
    expect(faultsOf(inThreeNumbers({ ...threeNumbers, taxNumber: "340300PDY000060" }))).toEqual([
      "codes.taxNumber",
    ]);
  });

  it("takes a tax number whose division is not the registration authority's", () => {
    expect(faultsOf(inThreeNumbers({ ...threeNumbers, taxNumber: "340302PDY00001X" }))).toEqual([]);
  });

  it("refuses an organisation code with its hyphen", () => {
    const paths = faultsOf(inThreeNumbers({ ...threeNumbers, organizationCode: "PDY00001-X" }));

    expect(paths).toContain("codes.organizationCode");
  });

  it.each([
    ["7ZQ4M0T9X2KC5V8RHN3JW6PBA"],
    ["7ZQ4M0T9X2KC5V8RHN3JW6PBADD"],
    ["7ZQ4M0T9X2KC5V8RHN3JW6PBAI"],
    ["7ZQ4M0T9X2KC5V8RHN3JW6PBAU"],
    ["7zq4m0t9x2kc5v8rhn3jw6pbad"],
  ])("refuses the licence id %s", (licenceId) => {
    expect(faultsOf({ ...oneCode, licenceId })).toEqual(["licenceId"]);
  });

  it("refuses a holder established after the day of issue", () => {
    expect(faultsOf(withHolder({ establishedOn: "2015-10-09" }))).toEqual(["holder.establishedOn"]);
  });

  it("takes a holder established years before, as after a change of particulars", () => {
    expect(faultsOf(withHolder({ establishedOn: "2003-05-01" }))).toEqual([]);
  });

  it("refuses a term that ends before it begins", () => {
    const term = { from: "2015-10-08", until: "2015-10-07" };

    expect(faultsOf(withHolder({ term }))).toEqual(["holder.term.until"]);
  });

  it.each([
    ["a line break", "日用百货\n五金"],
    ["a right-to-left override", "日用\u202e百货"],
    ["a zero-width space", "日用\u200b百货"],
    ["half a surrogate pair", "日用\ud842"],
    ["a blank at its end", "日用百货 "],
  ])("refuses %s in the business scope", (_, businessScope) => {
    expect(faultsOf(withHolder({ businessScope }))).toContain("holder.businessScope");
  });

  it("takes names in other scripts and rare characters", () => {
    expect(
      faultsOf(withHolder({ name: "蚌埠𠮷野餐饮有限公司", legalRepresentative: "阿卜杜拉·买买提" })),
    ).toEqual([]);
  });

  it.each([-1, 0.5, Number.MAX_SAFE_INTEGER + 1])("refuses a capital of %d fen", (amountFen) => {
    const registeredCapital = { amountFen, currency: "CNY" };

    expect(faultsOf(withHolder({ registeredCapital }))).toContain("holder.registeredCapital.amountFen");
  });

  it("refuses a record that rests on no approval", () => {
    expect(faultsOf({ ...oneCode, proof: { ...oneCode.proof, joins: [] } })).toEqual(["proof.joins"]);
  });
});

describe("licenceStatus", () => {
  const ended = { reason: "提交虚假材料取得登记", since: "2016-03-01" };

  it.each([
    [{ kind: "valid" }],
    [{ kind: "revoked", ...ended }],
    [{ kind: "superseded", ...ended, supersededBy: { licenceId: oneCode.licenceId, version: 2 } }],
  ])("takes $kind", (status) => {
    expect(licenceStatus.parse(status)).toEqual(status);
  });

  it.each([
    ["revoked without a reason", { kind: "revoked", since: ended.since }],
    ["superseded without a successor", { kind: "superseded", ...ended }],
    ["valid with a reason", { kind: "valid", ...ended }],
    ["an instant for a day", { kind: "revoked", ...ended, since: "2016-03-01T00:00:00Z" }],
  ])("refuses %s", (_, status) => {
    expect(licenceStatus.safeParse(status).success).toBe(false);
  });
});
