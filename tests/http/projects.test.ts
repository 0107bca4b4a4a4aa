import { afterAll, describe, expect, it } from "vitest";
import type { CaseView } from "../../schemas/http.ts";
import { eventually } from "../contract/fixture.ts";
import { readAs, slugOf } from "../support/acting.ts";
import { makeProjectHub } from "../support/project-hub.ts";
import { CODE, OTHER_CODE, projectForm } from "../support/project-world.ts";

const { file, freshCode, harness, project, review, reviewed, survey, surveyed, tryFile } =
  await makeProjectHub();

afterAll(() => harness.stop());

describe("filing under a project", () => {
  it("is not accepted without a project code", async () => {
    expect(await slugOf(await tryFile(survey("")))).toBe("422 /problems/form-invalid");
  });

  it("is not accepted before its pre-conditions are met, and says what to do", async () => {
    const response = await tryFile(review(freshCode(), { materials: ["sheets", "model", "deed"] }));

    const { type, errors } = await readAs<{
      type: string;
      errors: { path: string; message: { zh: string } }[];
    }>(response, 422);
    expect(type).toBe("/problems/preconditions-unmet");
    expect(errors).toMatchObject([
      {
        path: "preconditions.permit",
        message: {
          zh: "已取得许可：请先办结“前期”，取得结果permitNumber，或上传old-permit（合成办法第一条）",
        },
      },
    ]);
  });

  it("never asks for what an earlier phase has: outputs and materials are taken over with where they are from", async () => {
    const code = freshCode();
    const { caseId } = await surveyed(code);

    const view = await file(review(code));

    expect(view.project).toEqual({ code, name: "淮畔产业园", works: ["1号楼"] });
    expect(view.inherited).toMatchObject([
      {
        item: "permit",
        name: "permitNumber",
        value: "许可1号",
        caseId,
        on: "2026-11-24",
        expiresOn: "2027-10-10",
        standing: "stands",
      },
    ]);
    expect(view.inheritedMaterials).toEqual([{ code: "deed", caseId, on: "2026-11-24", standing: "stands" }]);
    expect(view.materials?.map((each) => each.code)).toEqual(["sheets", "model", "deed"]);
  });

  it("takes nothing over from a phase that is not through", async () => {
    const code = freshCode();
    await file(survey(code));

    expect(await slugOf(await tryFile(review(code)))).toBe("422 /problems/preconditions-unmet");
  });

  it("names the case a material was handed in with, however many phases took it over since", async () => {
    const code = freshCode();
    const { caseId } = await surveyed(code);
    await reviewed(code);

    const { inheritedMaterials } = await file(review(code));

    expect(inheritedMaterials).toMatchObject([{ code: "deed", caseId }]);
  });

  it("counts a window that files for the applicant as the applicant", async () => {
    const code = freshCode();
    await surveyed(code);

    const said = { applicant: "zhang-san", channel: "window" };
    const view = await file(review(code, { person: "window-01", said }));

    expect(view.inherited).toHaveLength(1);
  });

  it("keeps what was taken over through a correction, whether it is sent back or not", async () => {
    const code = freshCode();
    await surveyed(code);
    const { caseId, materials } = await file(review(code));
    const form = projectForm({ project: { code, name: "淮畔产业园", works: ["2号楼"] } });
    const own = (materials ?? []).filter((each) => each.code !== "deed");

    const correct = (revision: number, body: unknown) =>
      harness.post("zhang-san", `/v1/cases/${caseId}/corrections`, body, { "if-match": `"${revision}"` });
    const whole = await readAs<CaseView>(await correct(1, { form, materials }));
    const part = await readAs<CaseView>(await correct(2, { form: { ...form, note: "改" }, materials: own }));

    for (const view of [whole, part]) {
      expect(view.materials?.map((each) => each.code)).toEqual(["sheets", "model", "deed"]);
      expect(view.inheritedMaterials).toHaveLength(1);
    }
    expect(part.project?.works).toEqual(["2号楼"]);
  });
});

describe("a project of another applicant", () => {
  it("takes no case, and says no more than that", async () => {
    const code = freshCode();
    const { caseId } = await surveyed(code);

    const response = await tryFile(review(code, { person: "li-si" }));

    const text = await response.text();
    expect([response.status, JSON.parse(text).type]).toEqual([409, "/problems/project-of-another"]);
    for (const secret of [caseId, "zhang-san", "淮畔产业园", "许可1号"]) expect(text).not.toContain(secret);
  });

  it("stays theirs when the personal data of its first case is gone", async () => {
    const code = freshCode();
    const { caseId } = await surveyed(code);
    await harness.settle();
    await harness.post("admin", `/v1/cases/${caseId}/erasure`, { reason: "申请人请求" });
    await eventually(async () =>
      expect((await harness.as("zhang-san", `/v1/cases/${caseId}`)).status).toBe(410),
    );

    expect(await slugOf(await tryFile(survey(code, { person: "li-si" })))).toBe(
      "409 /problems/project-of-another",
    );
    expect(await slugOf(await tryFile(review(code)))).toBe("422 /problems/preconditions-unmet");
  });

  it("is theirs no more once all they filed for it was withdrawn: a code named by mistake is not lost", async () => {
    const code = freshCode();
    const first = await file(survey(code));
    const withdraw = (caseId: string) =>
      harness.post("zhang-san", `/v1/cases/${caseId}/withdrawal`, { reason: "项目代码填错" });
    expect((await withdraw(first.caseId)).status).toBe(200);

    expect((await tryFile(survey(code, { person: "li-si" }))).status).toBe(201);
    expect(await slugOf(await tryFile(survey(code)))).toBe("409 /problems/project-of-another");
  });

  it("stays theirs while another case of theirs is open, though the first was withdrawn", async () => {
    const code = freshCode();
    const first = await file(survey(code));
    await file(survey(code));
    await harness.post("zhang-san", `/v1/cases/${first.caseId}/withdrawal`, { reason: "重复申请" });

    expect(await slugOf(await tryFile(survey(code, { person: "li-si" })))).toBe(
      "409 /problems/project-of-another",
    );
  });

  /** Let two filings look for the owner of a project in the same moment, before either is written. */
  const atOnce = async <T>(filings: readonly [() => Promise<T>, () => Promise<T>]): Promise<T[]> => {
    const { store: cases } = harness.hub.hub;
    const { holder } = cases;
    let looks = 0;
    let release = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    cases.holder = async (key) => {
      const found = await holder(key);
      looks += 1;
      if (looks === 2) release();
      await both;
      return found;
    };
    const results = await Promise.all(filings.map((each) => each()));
    cases.holder = holder;
    expect(looks).toBeGreaterThan(2);
    return results;
  };

  it("is that of one of two who file its first case at once", async () => {
    const code = freshCode();
    const fileAs = (person: string) => async () => slugOf(await tryFile(survey(code, { person })));

    const answers = await atOnce([fileAs("zhang-san"), fileAs("li-si")]);

    expect(answers.toSorted()).toEqual(["201 undefined", "409 /problems/project-of-another"]);
  });

  it("has one first case where its applicant files two at once", async () => {
    const code = freshCode();

    const views = await atOnce([() => file(survey(code)), () => file(survey(code))]);

    const states = await Promise.all(
      views.map(async ({ caseId }) => {
        const response = await harness.as("zhang-san", `/v1/cases/${caseId}/events`);
        const { events } = await readAs<{ events: { data: { project?: { isFirst: boolean } } }[] }>(response);
        return events[0]?.data.project?.isFirst;
      }),
    );
    expect(states.toSorted()).toEqual([false, true]);
  });
});

describe("a code of either format", () => {
  it("names a project", async () => {
    await file(survey(CODE));
    await file(survey(OTHER_CODE));

    for (const code of [CODE, OTHER_CODE]) expect((await project("zhang-san", code)).code).toBe(code);
  });
});
