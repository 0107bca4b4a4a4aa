import { describe, expect, it } from "vitest";
import { joinsHashOf } from "../../functions/application/licence-proof.ts";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { makePublicApp } from "../../functions/http/public-app.ts";
import type { JointOpinion, LicenceRecord } from "../../schemas/licence.ts";
import { oneCode, recordOf } from "../unit/licence/sample-licence.ts";
import { joinBy, jointOpinion, opinionOf } from "../unit/licence/sample-opinion.ts";
import { headingOf, read, standing } from "./pages-of.ts";

const ID = jointOpinion.licenceId;

const pageOf = (record: LicenceRecord) => read(`/verify/${record.licenceId}`, { licence: standing(record) });

/** A record with an answer nobody gave, under the hash of what they did. */
const tampered = <R extends LicenceRecord>(record: R): R => {
  const joins = record.proof.joins.map((join, index) => (index === 0 ? { ...join, revision: 9 } : join));
  return { ...record, proof: { joinsHash: joinsHashOf(record.proof.joins), ...record.proof, joins } };
};

describe("GET /verify/:licenceId of a joint opinion", () => {
  it("says that it is valid, and shows project, facts, conclusion and issuer in both languages", async () => {
    const { status, body } = await pageOf(opinionOf());
    const { title, project, holder, facts, conclusion, issuer } = jointOpinion;

    expect([status, headingOf(body)]).toEqual([200, "有效"]);
    for (const shown of [
      "这份意见书现时有效",
      title.zh,
      title.en,
      project.code,
      project.name,
      "1号厂房、2号厂房、综合楼",
      holder.name,
      ...facts.flatMap(({ label, value }) => [label.zh, label.en, value]),
      conclusion.zh,
      conclusion.en,
      issuer.name,
      "2026年11月26日",
    ])
      expect(body).toContain(shown);
    expect(body.slice(body.indexOf("<main"), body.indexOf('id="again"'))).not.toContain("执照");
  });

  it("shows what each department answered, in which round and when, and the hash of it all", async () => {
    const { body } = await pageOf(opinionOf());

    for (const shown of ["同意", "默认同意（超时或缺席）", "经牵头部门裁定", "第2轮", "2026-11-20"])
      expect(body).toContain(shown);
    expect(body).toContain(opinionOf().proof.joinsHash);
  });

  it("names departments and items as the catalogue does, and by their ids where it does not know them", async () => {
    const [department] = bengbuCatalog.departments.values();
    const [item] = bengbuCatalog.items.values();
    const joins = [
      joinBy(department?.id ?? "", "王淮", { item: item?.id ?? "" }),
      joinBy("no-such-office", "李明"),
    ];

    const { body } = await pageOf(opinionOf({ proof: { joins } }));

    for (const shown of [department?.name.zh, item?.name.zh, "no-such-office", "no-such-office-acceptance"])
      expect(body).toContain(shown);
  });

  it("shows nothing of the persons who answered, nor the case", async () => {
    const { body } = await pageOf(opinionOf());

    for (const { officer } of opinionOf().proof.joins)
      if (officer !== null) expect(body).not.toContain(officer.name);
    expect(body).not.toContain(jointOpinion.caseId);
  });

  it("shows meetings and fees where the proof has them", async () => {
    const meeting = {
      meetingId: "m-1",
      kind: "site-acceptance",
      heldOn: "2026-11-18",
      attended: ["no-such-office"],
      absent: [],
    };
    const fees = { sheetId: "fees-1", payableFen: 150, reliefFen: 50, paidFen: 150 };

    const [without, withBoth] = [
      await pageOf(opinionOf()),
      await pageOf(opinionOf({ proof: { meetings: [meeting], fees } })),
    ];

    expect(without.body).not.toMatch(/现场会议|收费情况/);
    for (const shown of ["现场联合验收", "2026年11月18日", "减免0.50元，应缴1.50元，已缴1.50元"])
      expect(withBoth.body).toContain(shown);
  });

  it("says that an opinion past its last day is expired, and since when", async () => {
    const { body } = await pageOf(opinionOf({ issuedOn: "2025-11-20", validUntil: "2026-11-23" }));

    expect(headingOf(body)).toBe("已过有效期");
    expect(body).toContain("2026年11月24日");
    expect(body).toContain("有效期至2026年11月23日");
  });

  it("lets one stand on its last day", async () => {
    const { body } = await pageOf(opinionOf({ validUntil: "2026-11-24" }));

    expect(headingOf(body)).toBe("有效");
  });

  it("puts a wrong code before the status, in the words of an opinion", async () => {
    const { body } = await read(`/verify/${ID}?c=WRONG`, { licence: standing(opinionOf()) });

    expect(headingOf(body)).toBe("核验码不符");
    expect(body).toContain("请与手中的意见书逐项核对");
  });

  it("names who applied where there is no project", async () => {
    const { body } = await pageOf(opinionOf({ project: null }));

    expect(body).toMatch(/申请人[\s\S]*蚌埠珠城新材料有限公司/);
    expect(body).not.toMatch(/项目代码|建设单位 <|单体工程/);
  });

  it("escapes whatever a record holds", async () => {
    const project = { ...jointOpinion.project, works: ['<script>alert("1")</script>'] };
    const joins = [joinBy("<b>office</b>", "李明", { answer: "deemed", basis: "<i>basis</i>" })];

    const { body } = await pageOf(opinionOf({ project, proof: { joins } }));

    expect(body).not.toMatch(/<script>alert|<b>office|<i>basis/);
    expect(body).toContain("&lt;i&gt;basis&lt;/i&gt;");
  });
});

describe("a record whose joins are not those its hash was made of", () => {
  const noHash = (): JointOpinion => {
    const { joinsHash: _, ...proof } = opinionOf().proof;
    return { ...opinionOf(), proof };
  };

  it.each([
    ["a joint opinion", tampered(opinionOf()), jointOpinion.holder.name],
    ["a joint opinion without a hash", noHash(), jointOpinion.holder.name],
    ["a business licence", tampered(recordOf()), oneCode.holder.name],
  ])("is refused by the page: %s", async (_, record, holder) => {
    const { status, body } = await pageOf(record);

    expect([status, headingOf(body)]).toEqual([404, "记录不可信"]);
    expect(body).not.toContain(holder);
    expect(body).not.toContain("现时有效");
  });

  it("is shown when it agrees: a business licence with its hash, and one from before the hash", async () => {
    const { proof } = recordOf();
    const hashed = { ...recordOf(), proof: { ...proof, joinsHash: joinsHashOf(proof.joins) } };

    expect(headingOf((await pageOf(hashed)).body)).toBe("有效");
    expect(headingOf((await pageOf(recordOf())).body)).toBe("有效");
  });
});

describe("GET /v1/licences/:licenceId/pdf of a joint opinion", () => {
  const printed = async (record: LicenceRecord) => {
    const logged: { code: string; error: unknown }[] = [];
    const licence = JSON.stringify(standing(record));
    const hub = {
      baseUrl: "https://lianban.example.cn",
      world: { catalog: bengbuCatalog, processes: new Map() },
      store: { licence: async (licenceId: string) => ({ licenceId, caseId: record.caseId, licence }) },
      keys: { mac: async () => "K7QX2M9D4T8A" },
      clock: { now: () => "2026-11-27T02:00:00.000Z" },
      log: {
        info: () => {},
        error: (code: string, { error }: { error: unknown }) => logged.push({ code, error }),
      },
    };
    const app = makePublicApp(hub as unknown as Parameters<typeof makePublicApp>[0]);
    return { response: await app.request(`/v1/licences/${ID}/pdf`), logged };
  };

  it("prints it", async () => {
    const { response } = await printed(opinionOf());
    const bytes = new Uint8Array(await response.arrayBuffer());

    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(new TextDecoder("latin1").decode(bytes.subarray(0, 5))).toBe("%PDF-");
  });

  it("does not print one whose joins were altered, and logs which it is", async () => {
    const { response, logged } = await printed(tampered(opinionOf()));

    expect(response.status).toBe(500);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(logged).toEqual([{ code: "request-failed", error: expect.stringContaining(ID) }]);
  });
});
