import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { idsAsNames } from "../../../functions/application/licence-names.ts";
import { renderLicencePdf } from "../../../functions/application/licence-pdf.ts";
import type { LicencePdfInput } from "../../../functions/application/licence-pdf-input.ts";
import { message } from "../../../schemas/message.ts";
import { type PdfRun, readPdf } from "./read-pdf.ts";
import { modulesOf, readQr } from "./read-qr.ts";
import { pdfInput } from "./sample-licence.ts";
import { joinBy, jointOpinion, opinionInput, opinionOf } from "./sample-opinion.ts";

const render = async (input: LicencePdfInput) => readPdf(await renderLicencePdf(input));
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Texts of which one stands in the other's letters, as pairs. */
const overlapping = (runs: PdfRun[]): string[][] =>
  runs.flatMap((one, index) =>
    runs.slice(index + 1).flatMap((other) => {
      const [lower, upper] = one.from.y < other.from.y ? [one, other] : [other, one];
      const isBeside = one.to.x <= other.from.x + 0.1 || other.to.x <= one.from.x + 0.1;
      return isBeside || upper.from.y - lower.from.y >= lower.size * 0.88 ? [] : [[one.text, other.text]];
    }),
  );

const revoked = { kind: "revoked", since: "2027-01-05", reason: "提交虚假材料" } as const;

const meetings = [
  {
    meetingId: "m-1",
    kind: "site-acceptance",
    heldOn: "2026-11-18",
    attended: ["planning", "archives"],
    absent: ["landscaping"],
    outcome: "同意通过验收",
  },
];
const fees = { sheetId: "fees-1", payableFen: 123_456_705, reliefFen: 9_876_540, paidFen: 123_456_705 };

/** An opinion whose short lines are as long as they may be, in characters that are spelled out. */
const rarest = () =>
  opinionInput({
    title: message("𠮷".repeat(30), "𠮷".repeat(30)),
    issuer: { name: "𠮷".repeat(30), code: "1" },
    caseId: "𠮷".repeat(32),
    conclusion: message("𠮷".repeat(1_000), "x".repeat(2_000)),
  });

/** An opinion with everything at its longest. */
const longest = () =>
  opinionInput({
    title: message("联合验收意见书".repeat(8), "Opinion ".repeat(7).trim()),
    project: {
      ...jointOpinion.project,
      name: "很长的项目名称".repeat(28),
      works: Array.from({ length: 200 }, (_, index) => `${index + 1}号住宅楼及其地下车库`),
    },
    holder: { name: "很长的建设单位".repeat(17) },
    facts: Array.from({ length: 40 }, (_, index) => ({
      label: message(`很长的事实名称${index}`.repeat(8).slice(0, 100), `fact ${index}`),
      value: "很长的内容，".repeat(60),
    })),
    conclusion: message("很长的结论。".repeat(300), "a long conclusion ".repeat(100).trim()),
    issuer: { name: "很长的机关名称".repeat(8), code: "1" },
    proof: {
      joins: Array.from({ length: 50 }, (_, index) =>
        joinBy(`department-${index}`, "阿卜杜拉·买买提".repeat(5), { basis: "很长的依据".repeat(40) }),
      ),
      meetings: [{ ...meetings[0], attended: Array(50).fill("a-department-that-came") }],
      fees,
    },
  });

describe("renderLicencePdf of a joint opinion", () => {
  it("is upright A4, tagged, in Chinese, with its title and the day of issue", async () => {
    const { file, pages } = await render(opinionInput());

    expect(pages).toHaveLength(2);
    expect(/\/MediaBox \[0 0 595\.28 841\.89\]/.test(file)).toBe(true);
    for (const part of ["/Marked true", "/Lang (zh-CN)", "/DisplayDocTitle true", "(D:20261126000000Z)"])
      expect(file.includes(part), part).toBe(true);
  });

  it("prints project, facts, conclusion and issuer, so that they can be read and copied", async () => {
    const { text, pages } = await render(opinionInput({ validUntil: "2027-11-25" }));
    const { title, project, holder, facts, conclusion, issuer, licenceId, caseId } = jointOpinion;

    for (const part of [
      title.zh,
      title.en,
      project.code,
      project.name,
      project.works.join("、"),
      holder.name,
      ...facts.flatMap(({ label, value }) => [label.zh, value]),
      conclusion.zh,
      conclusion.en,
      issuer.name,
      `编号：${licenceId}`,
      `办件编号：${caseId}`,
      "有效期至2027年11月25日",
      "2026年11月26日",
      "不是加盖国家电子印章的OFD版式文件",
    ])
      expect(text).toContain(part);
    expect(pages.flatMap(({ blankCharacters }) => blankCharacters)).toEqual([]);
  });

  it("prints of every department its item, round, answer, person and day", async () => {
    const names = {
      department: (id: string) =>
        message({ planning: "规划局", "housing-construction": "住建局", archives: "档案馆" }[id] ?? id, id),
      item: (id: string) => message({ "planning-acceptance": "规划核实" }[id] ?? id, id),
    };

    const { text } = await render({ ...opinionInput(), names });

    expect(text).toContain("1规划局规划核实第1轮同意王淮2026-11-20");
    expect(text).toMatch(/2住建局.*第2轮同意李建设2026-11-20/);
    expect(text).toMatch(/第1轮默认同意（超时.*—2026-11-20.*依据：.*第九条/);
    expect(text).toMatch(/5档案馆.*第1轮经牵头部门裁定周档2026-11-20/);
    expect(text).toMatch(/6.*经牵头部门裁定—2026-11-20/);
  });

  it("names by their ids what nobody has a name for", async () => {
    const [plain, named] = [
      await renderLicencePdf(opinionInput()),
      await renderLicencePdf({ ...opinionInput(), names: idsAsNames }),
    ];

    expect(sha256(plain)).toBe(sha256(named));
    expect(readPdf(plain).text).toContain("fire-rescue");
  });

  it("prints the hash of the join under the table and on every page, beside that of the record", async () => {
    const { pages } = await render(opinionInput());
    const { joinsHash } = opinionOf().proof;
    const textOf = (runs: PdfRun[]) => runs.map(({ text }) => text).join("");

    for (const { runs } of pages) {
      expect(textOf(runs)).toContain(`联办证明摘要（SHA-256） ${joinsHash}`);
      expect(textOf(runs)).toContain(`电子记录摘要（SHA-256） ${opinionInput().sha256OfRecord}`);
    }
    expect(pages.map(({ runs }) => textOf(runs)).join("")).toContain(`联办证明摘要（SHA-256）：${joinsHash}`);
  });

  it("prints meetings and fees where the proof has them, and numbers the sections that are there", async () => {
    const [without, withBoth] = [
      await render(opinionInput()),
      await render(opinionInput({ proof: { meetings, fees } })),
    ];

    expect(without.text).toContain("三、结论");
    expect(without.text).not.toMatch(/现场会议|收费情况/);
    expect(withBoth.text).toMatch(
      /三、现场会议.*2026年11月18日现场联合验收planning、archiveslandscaping同意通过验收四、收费情况.*五、结论/,
    );
    expect(withBoth.text.replaceAll(/\s/g, "")).toContain(
      "减免98,765.40元，应缴1,234,567.05元，已缴1,234,567.05元",
    );
  });

  it("prints who applied where there is no project", async () => {
    const { text, file } = await render(opinionInput({ project: null }));

    expect(text).toMatch(/一、基本情况项目内容申请人蚌埠珠城新材料有限公司工程地址/);
    expect(text).not.toMatch(/项目代码|建设单位蚌埠|单体工程/);
    expect(Buffer.from(file, "latin1").toString("utf8")).toContain("联合验收意见书 蚌埠珠城新材料有限公司");
  });

  it("draws a QR code that reads as the verification address, and links to it", async () => {
    const { file, pages } = await render(opinionInput());

    expect(readQr(modulesOf(pages[0]?.linkRectangles ?? []))).toBe(pdfInput().verifyUrl);
    expect(file.includes(`/URI (${pdfInput().verifyUrl})`)).toBe(true);
  });

  it("numbers a duplicate, and refuses one that does not exist", async () => {
    const { text } = await render({ ...opinionInput(), copyNumber: 2 });

    expect(text).toContain("（副本）2-2");
    await expect(renderLicencePdf({ ...opinionInput(), copyNumber: 3 })).rejects.toThrow(RangeError);
  });

  it.each([
    [revoked, "已撤销", "本意见书自2027年01月05日起已撤销，不得再行使用。原因：提交虚假材料。"],
    [
      { kind: "expired", since: "2027-11-26" } as const,
      "已过期",
      "本意见书自2027年11月26日起已过有效期，不得再行使用。",
    ],
  ])("says across every page and in words that it is $kind", async (status, stamp, notice) => {
    const { pages, text } = await render({ ...opinionInput(), status });

    for (const { runs } of pages) expect(runs.find(({ size }) => size > 100)?.text).toBe(stamp);
    expect(text).toContain(notice);
  });

  it("gives the same bytes for the same input, and others for another join", async () => {
    const draw = (input: LicencePdfInput) => renderLicencePdf(input).then(sha256);
    const other = opinionInput({ proof: { joins: [joinBy("planning", "王淮")] } });

    expect(await draw(opinionInput())).toBe(await draw(opinionInput()));
    expect(await draw(other)).not.toBe(await draw(opinionInput()));
  });

  it.each([
    ["at its longest", longest, 10],
    ["in characters no font has", rarest, 1],
  ])(
    "keeps all text on the page and lets no two texts overlap, nor any the QR code, %s",
    async (_, input, least) => {
      const { pages } = await render({ ...input(), status: revoked });
      const ends = pages.flatMap(({ runs }) => runs).flatMap(({ from, to }) => [from, to]);
      const qr: PdfRun = {
        text: "QR",
        from: { x: 455.58, y: 749.89 },
        to: { x: 521.58, y: 749.89 },
        size: 66,
      };
      const level = pages.map(({ runs }) => runs.filter(({ from, to }) => from.y === to.y));

      expect(pages.length).toBeGreaterThan(least);
      expect(ends.filter(({ x, y }) => x < 60 || x > 595.28 - 48 || y < 24 || y > 841.89 - 24)).toEqual([]);
      expect(level.flatMap((runs, page) => overlapping(page === 0 ? [...runs, qr] : runs))).toEqual([]);
    },
  );

  it("repeats the head of a table on each page it reaches, and numbers the pages", async () => {
    const { pages } = await render(longest());
    const texts = pages.map(({ runs }) => runs.map(({ text }) => text).join(""));
    const withJoins = texts.filter((text) => text.includes("序号部门"));

    expect(withJoins.length).toBeGreaterThan(3);
    texts.forEach((text, index) => {
      expect(text).toContain(`第 ${index + 1} 页　共 ${pages.length} 页`);
    });
  });

  it("never leaves the place for the seal on a page without the conclusion, however long the table before", async () => {
    for (let count = 1; count <= 24; count += 1) {
      const joins = Array.from({ length: count }, (_, index) => joinBy(`department-${index}`, "王淮"));
      const { pages } = await render(opinionInput({ proof: { joins } }));
      const texts = pages.map(({ runs }) => runs.map(({ text }) => text).join(""));
      const last = texts.find((text) => text.includes("（盖章处）"));

      expect(last, `${count} joins`).toContain(jointOpinion.conclusion.zh);
      expect(last, `${count} joins`).toContain("、结论");
    }
  });

  it("leaves no heading of a section at the foot of a page without the table it announces", async () => {
    for (let count = 1; count <= 24; count += 1) {
      const joins = Array.from({ length: count }, (_, index) => joinBy(`department-${index}`, "王淮"));
      const { pages } = await render(opinionInput({ proof: { joins, meetings } }));
      const texts = pages.map(({ runs }) => runs.map(({ text }) => text).join(""));
      const announced = texts.find((text) => text.includes("三、现场会议"));

      expect(announced, `${count} joins`).toContain("到场部门");
      expect(announced, `${count} joins`).toContain("同意通过验收");
    }
  });

  it("speaks of duplicates only where there are any", async () => {
    const [none, two] = [await render(opinionInput({ duplicateCopies: 0 })), await render(opinionInput())];

    expect(none.text).not.toContain("核发副本");
    expect(two.text).toContain("核发副本 2 份");
  });

  it("prints what a department said where that is more than that it agrees", async () => {
    const joins = [
      joinBy("planning", "王淮", { opinion: "绿地率36%" }),
      joinBy("archives", "周档", { opinion: "同意。 / agreed" }),
    ];
    const text = (await render(opinionInput({ proof: { joins } }))).text.replaceAll(/\s/g, "");

    expect(text).toContain("同意：绿地率36%");
    expect(text).not.toContain("同意：同意");
  });

  it("tells the treasury's part from the prices of intermediaries", async () => {
    const apart = { ...fees, treasuryFen: 100_000_000, treasuryPaidFen: 99_999_999 };
    const { text } = await render(opinionInput({ proof: { fees: apart } }));

    expect(text.replaceAll(/\s/g, "")).toContain(
      "财政部分应缴1,000,000.00元，已缴999,999.99元；中介服务价款234,567.05元",
    );
  });
});
