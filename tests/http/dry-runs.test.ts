import { afterAll, describe, expect, it } from "vitest";
import type { DryRunResult } from "../../schemas/http.ts";
import { workingDays } from "../../schemas/limit.ts";
import { readAs, slugOf } from "../support/acting.ts";
import { type Filed, makeProjectHub } from "../support/project-hub.ts";
import { projectForm } from "../support/project-world.ts";

const { file, freshCode, harness, review, reviewed, survey, surveyed, tryFile } = await makeProjectHub();

afterAll(() => harness.stop());

/** Try what would be filed, as somebody. */
const send = (person: string | null, { processId, code, materials, form = {} }: Filed): Promise<Response> =>
  harness.post(person, "/v1/dry-runs", {
    processId,
    form: projectForm({ project: { code, name: "淮畔产业园", works: ["1号楼"] }, ...form }),
    materials: materials.map((each) => ({ code: each })),
  });

const tried = async (person: string | null, filed: Filed): Promise<DryRunResult> =>
  readAs<DryRunResult>(await send(person, filed));

const metOf = ({ preconditions }: DryRunResult) => preconditions.map(({ id, met }) => [id, met]);

const presentOf = ({ materials }: DryRunResult) =>
  materials.filter(({ present }) => present).map(({ code }) => code);

const grant = async (code: string): Promise<void> => {
  const owner = { id: "window-01", name: "综合窗口王敏" };
  const body = { reason: "省重点项目", basis: "市重点项目清单〔2026〕1号", owner };
  await readAs(await harness.post("supervisor", `/v1/projects/${code}/green-channel`, body));
};

describe("a dry run of nobody", () => {
  it("tells the pre-conditions by what was declared, and says plainly that the project was not looked at", async () => {
    const code = freshCode();
    await surveyed(code);

    const result = await tried(null, review(code));
    const brought = await tried(null, review(code, { materials: ["sheets", "model", "deed", "old-permit"] }));

    expect(metOf(result)).toEqual([
      ["permit", false],
      ["finished", true],
    ]);
    expect(result.preconditions[0]).toMatchObject({
      basis: "合成办法第一条",
      remedy: { zh: expect.stringContaining("先办结“前期”") },
    });
    expect(result.project).toEqual({ lookedAt: false, code });
    expect(result.notices[0]).toMatchObject({
      zh: expect.stringContaining("未查看项目"),
      en: expect.stringContaining("was not looked at"),
    });
    expect(result.acceptable).toBe(false);
    expect([metOf(brought), brought.acceptable]).toEqual([
      [
        ["permit", true],
        ["finished", true],
      ],
      true,
    ]);
  });

  it("tells nothing of a project, whoever's it is, to who is no applicant either", async () => {
    const code = freshCode();
    await surveyed(code);

    for (const person of [null, "officer-market", "supervisor"]) {
      const text = await (await send(person, review(code))).text();
      expect(JSON.parse(text).project).toEqual({ lookedAt: false, code });
      expect(text).not.toContain("许可1号");
    }
  });

  it("is not what a token comes to that does not count", async () => {
    const response = await harness.post(
      null,
      "/v1/dry-runs",
      { processId: "review", form: {} },
      {
        authorization: "Bearer not-a-token",
      },
    );

    expect(await slugOf(response)).toBe("401 /problems/unauthenticated");
  });
});

describe("a dry run of the applicant", () => {
  it("counts what the project has and is not asked for again", async () => {
    const code = freshCode();
    const { caseId } = await surveyed(code);

    const result = await tried("zhang-san", review(code));

    expect(result.acceptable).toBe(true);
    expect(metOf(result)).toEqual([
      ["permit", true],
      ["finished", true],
    ]);
    expect(presentOf(result)).toEqual(["deed", "sheets", "model"]);
    expect(result.project).toMatchObject({
      lookedAt: true,
      isFirst: false,
      outputs: [{ item: "permit", name: "permitNumber", value: "许可1号", caseId, standing: "stands" }],
      materials: [{ code: "deed", caseId }],
      openPhases: [],
      greenChannel: null,
      promisable: [],
    });
    expect(result.notices.map(({ en }) => en).join()).not.toContain("looked at");
  });

  it("says that a project is new", async () => {
    const code = freshCode();

    expect((await tried("zhang-san", survey(code))).project).toMatchObject({
      ...{ lookedAt: true, code, isFirst: true, outputs: [], materials: [] },
    });
  });

  it("says what the green channel shortens and lets be promised", async () => {
    const code = freshCode();
    await surveyed(code);
    const filing = review(code, { materials: ["sheets"] });
    const before = await tried("zhang-san", filing);
    await grant(code);

    const after = await tried("zhang-san", filing);

    const daysOf = ({ items }: DryRunResult) => items.map(({ limits }) => limits.promised);
    expect([before.acceptable, daysOf(before)]).toEqual([false, [10, 3].map(workingDays)]);
    expect([after.acceptable, daysOf(after)]).toEqual([true, [5, 2].map(workingDays)]);
    expect(after.project).toMatchObject({
      greenChannel: { on: "2026-11-24", reason: "省重点项目" },
      promisable: ["model"],
    });
    expect((await tried(null, filing)).materials.every(({ isTolerable }) => !isTolerable)).toBe(true);
  });

  it("is refused for a project of somebody else, as filing is, and told no more", async () => {
    const code = freshCode();
    const { caseId } = await surveyed(code);

    const [tries, files] = [
      await send("li-si", review(code)),
      await tryFile(review(code, { person: "li-si" })),
    ];
    const text = await tries.clone().text();

    expect([await slugOf(tries), await slugOf(files)]).toEqual([
      "409 /problems/project-of-another",
      "409 /problems/project-of-another",
    ]);
    for (const secret of [caseId, "zhang-san", "许可1号"]) expect(text).not.toContain(secret);
  });
});

describe("a dry run and the filing of the same", () => {
  it.each<[string, (code: string) => Promise<unknown>, Partial<Filed>]>([
    ["in a project without a case", async () => undefined, {}],
    ["with the earlier phase still open", (code) => file(survey(code)), {}],
    ["after the earlier phase", surveyed, {}],
    ["after both phases", async (code) => [await surveyed(code), await reviewed(code)], {}],
    ["without a material", surveyed, { materials: ["sheets"] }],
    ["with the works still to be finished", surveyed, { form: { finishedOn: "2026-12-24" } }],
    [
      "with what meets the pre-condition",
      async () => undefined,
      { materials: ["sheets", "model", "deed", "old-permit"] },
    ],
    ["with all but what meets it", async () => undefined, { materials: ["sheets", "model", "deed"] }],
  ])("agree %s", async (_, prepare, more) => {
    const code = freshCode();
    await prepare(code);
    const filing = review(code, more);

    const { acceptable } = await tried("zhang-san", filing);

    expect((await tryFile(filing)).status === 201).toBe(acceptable);
  });
});
