import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompactSign, exportJWK, generateKeyPair } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { canonical } from "../../../functions/case/scope.ts";
import type { HubClient } from "../../../functions/entry/demo/hub-client.ts";
import { showLicence } from "../../../functions/entry/demo/show-licence.ts";
import type { Screen } from "../../../functions/entry/demo/terminal.ts";
import type { LicenceRecord } from "../../../schemas/licence.ts";
import { recordOf } from "../licence/sample-licence.ts";
import { jointOpinion, opinionOf } from "../licence/sample-opinion.ts";

const keys = await generateKeyPair("Ed25519");

/** A hub that has one licence, signed; `signed` is what the signature covers where that is not the record. */
const hubWith = async (record: LicenceRecord, signed = record): Promise<HubClient> => {
  const signature = await new CompactSign(new TextEncoder().encode(canonical(signed)))
    .setProtectedHeader({ alg: "EdDSA", kid: "k-1" })
    .sign(keys.privateKey);
  const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: "k-1", alg: "EdDSA" }] };
  const base = `https://lianban.example.cn/v1/licences/${record.licenceId}`;
  return {
    licence: async () => ({ record, signature, pdf: `${base}/pdf`, verify: `${base}?c=1` }),
    get: async (path: string) =>
      path.endsWith("jwks.json") ? Response.json(jwks) : new Response("%PDF-1.7", { status: 200 }),
    read: async () => ({
      items: [
        {
          itemId: "planning-acceptance",
          name: { zh: "规划核实", en: "planning check" },
          department: "planning",
          departmentName: { zh: "规划局", en: "planning office" },
        },
      ],
    }),
  } as unknown as HubClient;
};

describe("showLicence", () => {
  let folder = "";
  let printed: string[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "lianban-show-"));
    printed = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const show = async (record: LicenceRecord, signed?: LicenceRecord) => {
    const screen = {
      print: (...lines: string[]) => printed.push(...lines),
      paint: (_: unknown, text: string) => text,
    } as unknown as Screen;
    const isGood = await showLicence(screen, await hubWith(record, signed), record.licenceId, folder);
    return { isGood, text: printed.join("\n") };
  };

  it("prints a joint opinion: title, project, facts, the join, its hash and the signature", async () => {
    const { isGood, text } = await show(opinionOf());
    const { title, project, facts, conclusion } = jointOpinion;

    expect(isGood).toBe(true);
    for (const part of [title.zh, title.en, project.code, project.name, conclusion.zh])
      expect(text).toContain(part);
    for (const { label, value } of facts) expect(text).toMatch(new RegExp(`${label.zh} +${value}`));
    expect(text).toMatch(/规划局 +规划核实 +第1轮 +同意 +王淮 +2026-11-20/);
    expect(text).toMatch(/landscaping +landscaping-acceptance +第1轮 +默认同意.* — +2026-11-20/);
    expect(text).toContain(`${opinionOf().proof.joinsHash}  ✓ 与各部门意见相符`);
    expect(text).toContain("✓ 验签通过");
  });

  it("prints a business licence with its codes, and no hash where it has none", async () => {
    const { isGood, text } = await show(recordOf());

    expect(isGood).toBe(true);
    expect(text).toContain("营业执照 / business licence  蚌埠珠城商贸有限公司");
    expect(text).toContain("91340300PDY00001XC  ✓ 校验位正确");
    expect(text).not.toContain("联办证明");
  });

  it("writes the PDF and the signed record", async () => {
    await show(opinionOf());
    const path = join(folder, `licence-${jointOpinion.licenceId}`);

    expect(await readFile(`${path}.pdf`, "utf8")).toBe("%PDF-1.7");
    expect(JSON.parse(await readFile(`${path}.json`, "utf8")).record).toEqual(opinionOf());
  });

  it("refuses a record whose joins its hash was not made of, though it is signed", async () => {
    const { proof, ...record } = opinionOf();
    const { isGood, text } = await show({ ...record, proof: { ...proof, joins: proof.joins.slice(1) } });

    expect(isGood).toBe(false);
    expect(text).toContain("✗ 与各部门意见不符");
    expect(text).toContain("✓ 验签通过");
  });

  it("refuses a record that is not what was signed", async () => {
    const { isGood, text } = await show(opinionOf({ holder: { name: "别的单位" } }), opinionOf());

    expect(isGood).toBe(false);
    expect(text).toContain("✗ 验签失败");
  });
});
