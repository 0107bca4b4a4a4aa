import { describe, expect, it } from "vitest";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { constructionSurvey } from "../../functions/processes/construction-survey.ts";
import { drawingReview } from "../../functions/processes/drawing-review.ts";
import { jointAcceptance } from "../../functions/processes/joint-acceptance.ts";
import { processes } from "../../functions/processes/processes.ts";
import { read } from "./pages-of.ts";

const joint = [constructionSurvey, drawingReview, jointAcceptance];

/** A page without markup, on one line. */
const textOf = async (path: string): Promise<string> =>
  (await read(path)).body
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replaceAll("&quot;", '"');

const guideOf = (id: string): Promise<string> => textOf(`/guide/${id}`);

describe("the guide of a joint review", () => {
  it.each(joint)("of $id names each condition of taking part by its own name and basis", async (process) => {
    const text = await guideOf(process.id);
    const conditions = process.stages.flatMap(({ items }) => items.flatMap(({ when }) => when ?? []));

    expect(conditions.length).toBeGreaterThan(3);
    for (const when of conditions)
      if (when.kind === "facts") expect(text).toContain(`仅在下列情形参加：${when.name.zh}（${when.basis}）`);
    expect(text).not.toContain("仅当经营范围含");
  });

  it.each([...processes.values()])("of $id ends in what its cases end in", async ({ id, result }) => {
    const text = await guideOf(id);

    expect(result).toBeDefined();
    expect(text).toContain(`统一核发${result?.zh}`);
    if (id !== "company-registration") expect(text).not.toContain("营业执照");
  });

  it.each(joint)(
    "of $id tells every pre-condition with its basis and each way to show it",
    async (process) => {
      const { id, preconditions = [], disclosure } = process;
      const text = await guideOf(id);

      expect(text.includes("受理条件 Before you apply")).toBe(preconditions.length > 0);
      for (const { name, basis, by } of preconditions) {
        expect(text).toContain(name.zh);
        expect(text).toContain(basis);
        for (const proof of by)
          if (proof.kind === "material")
            expect(text).toContain(
              `提交：${disclosure.materials.find(({ code }) => code === proof.code)?.name.zh}`,
            );
          else if (proof.kind === "output")
            expect(text).toContain(`已取得的${bengbuCatalog.outputs.get(proof.name)?.label.zh}`);
      }
    },
  );

  it.each([constructionSurvey, jointAcceptance])(
    "of $id tells of the visit who leads, how soon, and what absence means",
    async (process) => {
      const [stage] = process.stages.filter(({ visit }) => visit !== undefined);
      if (stage?.visit === undefined) throw new Error(`${process.id} has no visit`);
      const { visit, lead } = stage;
      const text = await guideOf(process.id);

      expect(text).toContain(`由${bengbuCatalog.departments.get(lead)?.name.zh}牵头`);
      expect(text).toContain(`${visit.proposeWithin.value}个工作日内提出时间和地点`);
      expect(text).toContain(`提出之日起${visit.within.value}个工作日内`);
      expect(text).toContain(`提前${visit.notice.value}个工作日接到通知而缺席的部门`);
      expect(text.includes("视为同意；涉及安全的事项")).toBe(visit.absence.rule === "deemed-consent");
      expect(text.includes("仍须在时限内作出答复")).toBe(visit.absence.rule === "must-answer");
      for (const basis of [visit.basis, visit.absence.basis]) expect(text).toContain(basis);
    },
  );

  it.each([drawingReview, jointAcceptance])(
    "of $id tells how mending goes",
    async ({ id, rectification }) => {
      const text = await guideOf(id);

      expect(text).toContain(`收到后${rectification?.answerWithin.value}个工作日内提交整改`);
      expect(text).toContain(`最多要求整改${rectification?.maxRounds}次`);
      expect(text).toContain("既不计入承诺时限，也不计入法定时限");
      expect(text).toContain(rectification?.basis);
      expect(text).toContain("申请人整改期间，承诺时限和法定时限均不计算");
      expect(text).not.toContain("等待补正时承诺时限暂停");
    },
  );

  it.each(joint)(
    "of $id tells the promise of the whole, the joint limit, and that one filing is accepted for all",
    async ({ id, promised }) => {
      const text = await guideOf(id);

      expect(text).toContain(
        `承诺时限：${promised?.value}个工作日。法定时限：两个以上部门统一办理的45个工作日`,
      );
      expect(text).toContain("行政许可法第四十二条第二款");
      expect(text).toContain("统一受理");
    },
  );

  it.each(joint)(
    "of $id tells of one bill where there are fees, and that there are none elsewhere",
    async (process) => {
      const text = await guideOf(process.id);

      expect(text.includes("各部门全部同意后出具一张缴费通知单")).toBe(process.feeFacts !== undefined);
      expect(text.includes("本联办流程不收费")).toBe(process.feeFacts === undefined);
    },
  );

  it("names what is taken over, and no field, section or material by its id", async () => {
    const text = await guideOf("joint-acceptance");

    expect(text).toMatch(/自动沿用，不再提交：选址意见书编号、.*建筑专业施工图/);
    expect(text).not.toMatch(/sheets-\w+/);
    for (const id of joint.map((each) => each.id))
      expect((await read(`/guide/${id}`)).body).not.toMatch(/class="group">[a-z]/);
  });
});

describe("the guide of company registration", () => {
  it("stays as it was in what it says of conditions and of the clock", async () => {
    const text = await guideOf("company-registration");

    expect(text).toContain("仅当经营范围含");
    expect(text).toContain("等待补正时承诺时限暂停");
    expect(text).toContain("统一核发营业执照");
    expect(text).toContain("各部门自收到材料之日起5个工作日内决定是否受理");
    expect(text).not.toMatch(/受理条件 Before you apply|一次联合踏勘/);
  });
});
