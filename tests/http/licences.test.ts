import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { joinsHashOf } from "../../functions/application/licence-proof.ts";
import type { LicenceView } from "../../schemas/http.ts";
import type { Problem } from "../../schemas/problem.ts";
import { approveAll, type Harness, makeHarness, sampleForm } from "../support/hub-harness.ts";

let harness: Harness;
let licenceId = "";

beforeAll(async () => {
  harness = await makeHarness();
  const { caseId } = await harness.file(sampleForm("sails-through"));
  await approveAll(harness, caseId);
  licenceId = (await harness.read(caseId)).licence?.licenceId ?? "";
});

afterAll(() => harness.stop());

const read = async (version?: number): Promise<LicenceView> =>
  (
    await harness.as(null, `/v1/licences/${licenceId}${version === undefined ? "" : `?version=${version}`}`)
  ).json() as Promise<LicenceView>;

describe("a licence", () => {
  it("carries codes that verify and a signature anybody can check with the published keys", async () => {
    const { record, signature, status } = await read();
    const keys = (await (await harness.as(null, "/.well-known/jwks.json")).json()) as JSONWebKeySet;
    const { payload, protectedHeader } = await compactVerify(signature, createLocalJWKSet(keys));
    expect(status).toEqual({ kind: "valid" });
    expect(keys.keys.map(({ kid, alg }) => ({ kid, alg }))).toContainEqual({ ...protectedHeader });
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(record);
    expect(record.codes.uscc).toMatch(/^91340303PDY/);
    expect(record.proof.joins.map(({ item }) => item)).toEqual([
      "enterprise-registration",
      "organization-code",
      "tax-registration",
    ]);
  });

  it("tells how each item came through, under the hash of it all", async () => {
    const { joins, joinsHash } = (await read()).record.proof;

    expect(joins.map(({ answer, round, stage }) => ({ answer, round, stage }))).toEqual(
      Array(3).fill({ answer: "approved", round: 1, stage: expect.any(String) }),
    );
    expect(joinsHash).toBe(joinsHashOf(joins));
  });

  it("prints as a PDF", async () => {
    const response = await harness.as(null, `/v1/licences/${licenceId}/pdf`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(new TextDecoder("latin1").decode(bytes.subarray(0, 5))).toBe("%PDF-");
  });

  it("is reissued and revoked by the chief representative only, and every version says where it stands", async () => {
    const denied = await harness.post("officer-market", `/v1/licences/${licenceId}/reissue`, {
      reason: "破损",
    });
    const reissued = await harness.post("chief-market", `/v1/licences/${licenceId}/reissue`, {
      reason: "破损",
    });
    const [first, second] = [await read(1), await read()];
    const basis = "行政许可法第六十九条";
    const revoked = await harness.post("chief-market", `/v1/licences/${licenceId}/revocation`, {
      reason: "欺骗取得",
      basis,
    });
    const again = await harness.post("chief-market", `/v1/licences/${licenceId}/revocation`, {
      reason: "再次",
      basis,
    });

    expect([denied.status, reissued.status, revoked.status, again.status]).toEqual([403, 200, 200, 409]);
    for (const act of ["reissue", "revocation"]) {
      const foreign = await harness.post("chief-tax", `/v1/licences/${licenceId}/${act}`, {
        reason: "他部门",
        ...(act === "revocation" ? { basis } : {}),
      });
      expect([foreign.status, ((await foreign.json()) as Problem).type]).toEqual([403, "/problems/not-lead"]);
    }
    expect(((await again.json()) as Problem).type).toBe("/problems/licence-already-revoked");
    expect(first.status).toMatchObject({ kind: "superseded", supersededBy: { version: 2 } });
    expect([second.record.version, second.status.kind]).toEqual([2, "valid"]);
    expect((await read()).status).toMatchObject({ kind: "revoked", reason: "欺骗取得" });
    expect((await read(1)).status.kind).toBe("superseded");
  });

  it("is unknown under another id", async () => {
    const response = await harness.as(null, "/v1/licences/00000000000000000000000000");
    expect(response.status).toBe(404);
  });
});
