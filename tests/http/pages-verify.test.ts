import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonical } from "../../functions/case/scope.ts";
import type { LicenceState } from "../../functions/case/state.ts";
import { licenceRecord } from "../../schemas/licence.ts";
import { readQr } from "../unit/licence/read-qr.ts";
import { oneCode, recordOf } from "../unit/licence/sample-licence.ts";
import { BASE, codeOf, headingOf, ID, pagesOf, read, standing } from "./pages-of.ts";

const reissued: LicenceState = {
  ...standing(licenceRecord.parse({ ...oneCode, version: 2 })),
  earlier: [{ record: recordOf(), signature: "a.b.c", supersededAt: "2026-11-01T02:00:00.000Z" }],
};

const revoked: LicenceState = {
  ...standing(),
  revoked: { at: "2026-11-20T02:00:00.000Z", reason: "提交虚假材料取得登记", basis: "行政许可法第六十九条" },
};

const threeNumbers = {
  mode: "three-numbers",
  codes: {
    registrationNumber: "340300000000019",
    organizationCode: "PDY00001X",
    taxNumber: "340300PDY00001X",
  },
};

/** The text of a QR code drawn in runs of dark modules, without its quiet zone. */
const qrTextOf = (svg: string): string => {
  const side = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]) - 8;
  const modules = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g))
    modules[Number(y) - 4]?.fill(true, Number(x) - 4, Number(x) - 4 + Number(length));
  return readQr(modules);
};

describe("GET /verify/:licenceId", () => {
  it("says that a licence is valid and that the hub made the address", async () => {
    const { status, body } = await read(`/verify/${ID}?v=1&c=${codeOf(1)}`, { licence: standing() });

    expect(status).toBe(200);
    expect(headingOf(body)).toBe("有效");
    expect(body).toContain("核验码相符");
    expect(body).not.toContain("地址中没有核验码");
  });

  it("shows the face, the issuer, the digest of the record, and where record, PDF and keys are", async () => {
    const record = recordOf();

    const { body } = await read(`/verify/${ID}?v=1&c=${codeOf(1)}`, { licence: standing(record) });

    const digest = createHash("sha256").update(canonical(record)).digest("hex");
    for (const shown of [
      "91340300PDY00001XC",
      "蚌埠珠城商贸有限公司",
      "张淮河",
      "2015年10月08日至长期",
      "蚌埠市工商行政管理局",
      "第1版（现行第1版）",
      digest,
      `href="${BASE}/v1/licences/${ID}?version=1"`,
      `href="${BASE}/v1/licences/${ID}/pdf?version=1"`,
      `href="${BASE}/.well-known/jwks.json"`,
    ])
      expect(body).toContain(shown);
  });

  it("shows all three numbers of a three-numbers licence, the organisation code as it is printed", async () => {
    const record = licenceRecord.parse({ ...oneCode, ...threeNumbers });

    const { body } = await read(`/verify/${ID}`, { licence: standing(record) });

    for (const shown of ["340300000000019", "PDY00001-X", "340300PDY00001X"]) expect(body).toContain(shown);
  });

  it("shows nothing of the officers who decided, nor the case", async () => {
    const { body } = await read(`/verify/${ID}?v=1&c=${codeOf(1)}`, { licence: standing() });

    const [officer] = recordOf().proof.joins.map((join) => join.officer?.name);
    expect(officer).toBe("李明");
    expect(body).not.toContain("李明");
    expect(body).not.toContain(oneCode.caseId);
  });

  it("says that an earlier version is superseded and leads to the one that stands", async () => {
    const { status, body } = await read(`/verify/${ID}?v=1&c=${codeOf(1)}`, { licence: reissued });

    expect(status).toBe(200);
    expect(headingOf(body)).toBe("已换发");
    expect(body).toContain("2026年11月01日");
    expect(body).toContain(`href="/verify/${ID}?v=2&amp;c=${codeOf(2)}"`);
  });

  it("says that a revoked licence is revoked, since when and why", async () => {
    const { body } = await read(`/verify/${ID}?v=1&c=${codeOf(1)}`, { licence: revoked });

    expect(headingOf(body)).toBe("已撤销");
    expect(body).toContain("2026年11月20日");
    expect(body).toContain("提交虚假材料取得登记");
  });

  it("puts a wrong code before the status, shows the status all the same, and hands out no right code", async () => {
    const { status, body } = await read(`/verify/${ID}?v=1&c=${codeOf(2)}`, { licence: reissued });

    expect(status).toBe(200);
    expect(headingOf(body)).toBe("核验码不符");
    expect(body).toContain("这个地址不是本枢纽生成的");
    expect(body).toContain("已换发");
    expect(body).toContain(`href="/verify/${ID}?v=2"`);
    expect(body).not.toContain(codeOf(1));
  });

  it("shows the status without a code and says that the hub did not make the address", async () => {
    const { status, body } = await read(`/verify/${ID}`, { licence: standing() });

    expect(status).toBe(200);
    expect(headingOf(body)).toBe("有效");
    expect(body).toContain("地址中没有核验码");
    expect(body).not.toContain("核验码相符");
  });

  it("finds the version a typed code was printed on, whatever its case and hyphens", async () => {
    const typed = `${codeOf(1).slice(0, 4)}-${codeOf(1).slice(4)}`.toLowerCase();

    const { body } = await read(`/verify/${ID}?c=${typed}`, { licence: reissued });

    expect(headingOf(body)).toBe("已换发");
    expect(body).toContain("核验码相符");
  });

  it.each([
    ["a licence that was never issued", "/verify/7ZQ4M0T9X2KC5V8RHN3JW6PBAE"],
    ["a version that was never issued", `/verify/${ID}?v=9`],
    ["a version that is no number", `/verify/${ID}?v=one`],
  ])("answers 404 and 查无此件 for %s", async (_, path) => {
    const { status, body } = await read(path, { licence: standing() });

    expect(status).toBe(404);
    expect(headingOf(body)).toBe("查无此件");
    expect(body).not.toContain("蚌埠珠城商贸有限公司");
  });

  it("does not ask the store about a text that cannot be a number", async () => {
    const { app, asked } = pagesOf({ licence: standing() });

    const response = await app.request("/verify/%3Cscript%3Ealert(1)%3C%2Fscript%3E");

    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain("<script>alert");
    expect(asked).toEqual([]);
  });

  it("escapes whatever a record holds", async () => {
    const hostile = recordOf({
      name: '<script>alert("1")</script>',
      domicile: '"><img src=x onerror=alert(1)>',
    });

    const { body } = await read(`/verify/${ID}`, { licence: standing(hostile) });

    expect(body).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
    expect(body).not.toContain("<script>alert");
    expect(body).not.toContain("<img src=x");
  });

  it("is never kept by browsers nor listed by search engines", async () => {
    const { response, body } = await read(`/verify/${ID}`, { licence: standing() });

    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(body).toContain('<meta name="robots" content="noindex" />');
  });
});

describe("GET /verify", () => {
  it("leads from the typed number and code to the licence's page", async () => {
    const { app } = pagesOf();

    const response = await app.request("/verify?id=7zq4-mot9x2kc5v8rhn3jw6pbad&c=ab-12");

    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe(`/verify/${ID}?c=AB12`);
  });

  it("shows the form when nothing was typed", async () => {
    const { status, body } = await read("/verify?id=+");

    expect(status).toBe(200);
    expect(body).toContain('name="id"');
  });
});

describe("GET /verify/:licenceId/qr.svg", () => {
  it("draws the address the licence itself bears", async () => {
    const { response, body } = await read(`/verify/${ID}/qr.svg?v=1`, { licence: reissued });

    expect(response.headers.get("content-type")).toBe("image/svg+xml");
    expect(qrTextOf(body)).toBe(`${BASE}/verify/${ID}?v=1&c=${codeOf(1)}`);
  });

  it("answers 404 for a licence or version that does not exist", async () => {
    const { app } = pagesOf({ licence: standing() });

    const statuses = await Promise.all(
      [`/verify/${ID}/qr.svg?v=3`, "/verify/7ZQ4M0T9X2KC5V8RHN3JW6PBAE/qr.svg"].map(
        async (path) => (await app.request(path)).status,
      ),
    );

    expect(statuses).toEqual([404, 404]);
  });
});
