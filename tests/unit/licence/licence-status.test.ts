import { describe, expect, it } from "vitest";
import { licenceVersion, standingOn } from "../../../functions/application/licence-status.ts";
import type { LicenceRecord } from "../../../schemas/licence.ts";
import { recordOf } from "./sample-licence.ts";
import { opinionOf } from "./sample-opinion.ts";

const versionOf = (record: LicenceRecord, revokedAt?: string) => {
  const revoked =
    revokedAt === undefined ? null : { at: revokedAt, reason: "提交虚假材料", basis: "第六十九条" };
  const found = licenceVersion({ record, signature: "a.b.c", earlier: [], revoked });
  if (found === null) throw new Error("the version that stands is always there");
  return found;
};

const standing = (record: LicenceRecord, today: string, revokedAt?: string) =>
  standingOn(versionOf(record, revokedAt), today).status;

describe("standingOn", () => {
  const ending = opinionOf({ validUntil: "2027-11-30" });

  it("lets an opinion stand through its last day, and no longer", () => {
    expect(standing(ending, "2027-11-30")).toEqual({ kind: "valid" });
    expect(standing(ending, "2027-12-01")).toEqual({ kind: "expired", since: "2027-12-01" });
  });

  it("lets what has no last day stand", () => {
    expect(standing(opinionOf(), "2099-01-01")).toEqual({ kind: "valid" });
    expect(standing(recordOf(), "2099-01-01")).toEqual({ kind: "valid" });
  });

  it("keeps a revocation, which says more than a last day", () => {
    expect(standing(ending, "2028-01-01", "2027-01-05T02:00:00Z").kind).toBe("revoked");
  });
});

describe("licenceVersion", () => {
  it.each([
    ["a licence", recordOf(), "换发新照"],
    ["an opinion", opinionOf(), "换发新件"],
  ])("says of the earlier version of %s that a new one took its place", (_, record, reason) => {
    const licence = {
      record: { ...record, version: 2 },
      signature: "d.e.f",
      earlier: [{ record, signature: "a.b.c", supersededAt: "2026-12-01T02:00:00Z" }],
      revoked: null,
    };

    expect(licenceVersion(licence, 1)?.status).toMatchObject({ kind: "superseded", reason });
  });
});
