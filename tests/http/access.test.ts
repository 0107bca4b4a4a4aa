import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseView } from "../../schemas/http.ts";
import type { Problem } from "../../schemas/problem.ts";
import { delegationOf } from "../support/acting.ts";
import { answerDataOf, approveAll, type Harness, makeHarness, sampleForm } from "../support/hub-harness.ts";

const ID = "340300199001010004";
const MASK = "3403**********0004";

let harness: Harness;

beforeAll(async () => {
  harness = await makeHarness();
});

afterAll(() => harness.stop());

const named = (tradeName: string): Record<string, unknown> => ({
  ...sampleForm("sails-through"),
  name: { ...sampleForm("sails-through").name, tradeName },
});

const slugOf = async (response: Response): Promise<string> =>
  `${response.status} ${((await response.json()) as Problem).type}`;

describe("identity numbers in what people write", () => {
  it("are masked in a department's wishes, in a refusal and in a withdrawal", async () => {
    const wished = await harness.file(named("启元恒泰"));
    const data = {
      ...answerDataOf("lianban.item.correction-required", "tax-registration"),
      wishes: [{ path: "financeOfficer.idNumber", message: `证号${ID}有误` }],
    };
    for (const [department, itemId] of [
      ["market-regulation", "enterprise-registration"],
      ["quality-supervision", "organization-code"],
    ] as const)
      await harness.answer({ department, caseId: wished.caseId, itemId });
    const type = "lianban.item.correction-required";
    await harness.answer({
      department: "tax",
      caseId: wished.caseId,
      itemId: "tax-registration",
      type,
      data,
    });
    await harness.post("zhang-san", `/v1/cases/${wished.caseId}/withdrawal`, { reason: `本人${ID}撤回` });

    const shown = await (await harness.as("zhang-san", `/v1/cases/${wished.caseId}`)).text();
    const logged = await (await harness.as("supervisor", `/v1/cases/${wished.caseId}/events`)).text();

    for (const text of [shown, logged]) {
      expect(text).not.toContain(ID);
      expect(text).toContain(MASK);
    }
  });

  it("are masked in a licence's public status", async () => {
    const { caseId } = await harness.file(named("恒泰嘉禾"));
    await approveAll(harness, caseId);
    const licenceId = (await harness.read(caseId)).licence?.licenceId;
    const body = { reason: `冒用${ID}`, basis: "行政许可法第六十九条" };
    await harness.post("chief-market", `/v1/licences/${licenceId}/revocation`, body);

    const text = await (await harness.as(null, `/v1/licences/${licenceId}`)).text();
    const page = await (await harness.as(null, `/verify/${licenceId}`)).text();

    expect(text).toContain(MASK);
    expect(text + page).not.toContain(ID);
  });
});

describe("a supervisor", () => {
  it("sees the course of a case and nothing of the application, in its events as in itself", async () => {
    const form = named("嘉禾淮畔");
    const { caseId } = await harness.file(form);
    const logged = await (await harness.as("supervisor", `/v1/cases/${caseId}/events`)).text();
    const own = await (await harness.as("zhang-san", `/v1/cases/${caseId}/events`)).text();
    expect(own).toContain("李淮生");
    expect(logged).not.toContain("李淮生");
    expect(logged).toContain("CaseFiled");
  });
});

describe("a station", () => {
  it("files for somebody and follows the case; so does the applicant", async () => {
    const form = named("禾瑞云帆");
    const body = {
      processId: "company-registration",
      form,
      materials: await harness.materials(form, "station-xiaobengbu"),
      channel: "station",
      applicant: "li-si",
      delegation: await delegationOf(harness, ["file", "read"]),
    };
    const key = { "idempotency-key": crypto.randomUUID() };
    const filed = await harness.post("station-xiaobengbu", "/v1/cases", body, key);
    const { caseId } = (await filed.json()) as CaseView;
    const statuses = await Promise.all(
      ["station-xiaobengbu", "li-si", "zhang-san"].map(
        async (person) => (await harness.as(person, `/v1/cases/${caseId}`)).status,
      ),
    );
    expect([filed.status, ...statuses]).toEqual([201, 200, 200, 404]);
  });

  it("is not what an applicant may claim to be, nor may they file in another's name", async () => {
    const form = named("瑞云帆珠");
    const body = { processId: "company-registration", form, materials: await harness.materials(form) };
    const key = () => ({ "idempotency-key": crypto.randomUUID() });
    const asStation = await harness.post("zhang-san", "/v1/cases", { ...body, channel: "station" }, key());
    const forOther = await harness.post("zhang-san", "/v1/cases", { ...body, applicant: "li-si" }, key());
    expect([await slugOf(asStation), await slugOf(forOther)]).toEqual([
      "403 /problems/forbidden",
      "403 /problems/forbidden",
    ]);
  });
});

describe("what market regulation registers", () => {
  const approveWith = async (caseId: string, outputs: Record<string, unknown>): Promise<Response> =>
    harness.answer({
      department: "market-regulation",
      caseId,
      itemId: "enterprise-registration",
      data: { revision: 1, officer: { name: "程若谷" }, outputs },
    });

  it("is the name that was filed and a company's code of this authority", async () => {
    const { caseId, title } = await harness.file(named("云帆淮畔"));
    const wrong = [
      { registeredName: "蚌埠别人家有限公司", uscc: "91340300PDY00001XC" },
      { registeredName: title, uscc: "11340300PDY0001088" },
      { registeredName: title, uscc: "91440300708461136T" },
    ];
    for (const outputs of wrong)
      expect(await slugOf(await approveWith(caseId, outputs))).toBe("422 /problems/outputs-invalid");
  });

  it("frees a code given by mistake as soon as another is given in its place", async () => {
    const [one, other] = [await harness.file(named("畔云帆涂")), await harness.file(named("帆涂禹荆"))];
    const mistaken = "91340300PDY000060P";
    await approveWith(one.caseId, { registeredName: one.title, uscc: mistaken });
    const taken = await approveWith(other.caseId, { registeredName: other.title, uscc: mistaken });
    await approveWith(one.caseId, { registeredName: one.title, uscc: "91340300PDY0001080" });
    const free = await approveWith(other.caseId, { registeredName: other.title, uscc: mistaken });
    expect([taken.status, free.status]).toEqual([422, 200]);
  });
});
