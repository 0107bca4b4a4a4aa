import { afterAll, describe, expect, it } from "vitest";
import { flagDependants } from "../../functions/application/project/project-effects.ts";
import type { ProjectSummary } from "../../schemas/project.ts";
import { eventually } from "../contract/fixture.ts";
import { readAs, slugOf, statusesOf, store } from "../support/acting.ts";
import { makeProjectHub } from "../support/project-hub.ts";
import { OTHER_CODE, permitFrom, poolOf } from "../support/project-world.ts";

const {
  approveItem,
  clock,
  file,
  fileUnseen,
  freshCode,
  harness,
  project,
  read,
  review,
  reviewed,
  revoke,
  survey,
  surveyed,
  tryFile,
  upload,
} = await makeProjectHub();

afterAll(() => harness.stop());

describe("reading a project", () => {
  it("shows its applicant and supervisors all of it", async () => {
    const code = freshCode();
    const first = await surveyed(code);
    const second = await file(review(code));

    const view = await project("zhang-san", code);

    expect(view).toMatchObject({ code, name: "淮畔产业园", works: ["1号楼"], flags: [], greenChannel: null });
    expect(view.phases.map(({ processId, cases }) => [processId, cases.map(({ caseId }) => caseId)])).toEqual(
      [
        ["survey", [first.caseId]],
        ["review", [second.caseId]],
      ],
    );
    expect(view.phases[1]?.cases[0]).toMatchObject({
      status: "reviewing",
      stage: { en: "stage 1" },
      waitingFor: second.waitingFor,
    });
    expect(view.outputs.map(({ name, standing }) => [name, standing])).toEqual([
      ["permitNumber", "stands"],
      ["permitUntil", "stands"],
    ]);
    expect(view.materials).toMatchObject([{ code: "deed", caseId: first.caseId, on: "2026-11-24" }]);
    expect(await project("supervisor", code)).toEqual(view);
  });

  it("shows a department that takes part every case, and the outputs of its own items only", async () => {
    const code = freshCode();
    await surveyed(code);
    await file(review(code));

    const [own, other] = [await project("officer-market", code), await project("officer-tax", code)];

    expect(own.phases).toHaveLength(2);
    expect(own.outputs.map(({ name }) => name)).toEqual(["permitNumber", "permitUntil"]);
    expect(other.phases).toHaveLength(2);
    expect([other.outputs, other.materials]).toEqual([[], []]);
  });

  it("is not there for anybody else", async () => {
    const code = freshCode();
    await surveyed(code);
    // Its second stage is the tax office's, which was not asked yet.
    await file({ processId: "outline", code, materials: [] });

    const others = ["li-si", "officer-emergency", "officer-tax", "window-01", "station-xiaobengbu"];
    const answers = await statusesOf(others, (person) => read(person, code));

    expect(answers).toEqual(others.map(() => 404));
    expect((await read(null, code)).status).toBe(401);
    expect(await slugOf(await read("supervisor", OTHER_CODE))).toBe("404 /problems/not-found");
    expect((await read("supervisor", "not-a-code")).status).toBe(422);
  });

  it("shows a station the cases it acts for and no other", async () => {
    const code = freshCode();
    await surveyed(code);
    const mandate = await store(harness, "station-xiaobengbu");
    const delegation = { scope: ["file", "read"], until: "2027-03-01", mandate };
    const said = { applicant: "zhang-san", channel: "station", delegation };
    const { caseId } = await file(review(code, { person: "station-xiaobengbu", said }));

    const view = await project("station-xiaobengbu", code);

    expect(view.phases.flatMap(({ cases }) => cases.map((each) => each.caseId))).toEqual([caseId]);
    expect(view.outputs).toEqual([]);
  });

  it("is noted for its applicant to read", async () => {
    const code = freshCode();
    const { caseId } = await surveyed(code);

    await project("officer-market", code);
    const response = await harness.as("zhang-san", `/v1/cases/${caseId}/access`);

    expect(JSON.stringify(await response.json())).toContain("officer-market");
  });

  it("tells when an output does not count any more", async () => {
    const code = freshCode();
    await surveyed(code);
    const { caseId } = await file(review(code));

    clock.set("2027-10-11");
    const view = await project("zhang-san", code);
    const { inherited } = await harness.read(caseId);
    clock.set("2026-11-24");

    expect(view.outputs.map(({ standing }) => standing)).toEqual(["expired", "stands"]);
    expect(inherited.map(({ standing }) => standing)).toEqual(["expired"]);
  });

  it("lists one's own", async () => {
    const code = freshCode();
    await surveyed(code);
    await file(review(code));

    const rowsOf = async (person: string) =>
      (await readAs<{ rows: ProjectSummary[] }>(await harness.as(person, "/v1/projects"))).rows;

    expect((await rowsOf("zhang-san")).find((row) => row.code === code)).toEqual({
      code,
      name: "淮畔产业园",
      works: ["1号楼"],
      cases: 2,
      openCases: 1,
      greenChannel: false,
    });
    expect((await rowsOf("li-si")).map((row) => row.code)).not.toContain(code);
  });
});

describe("a project that was another's before", () => {
  it("shows its builder the cases of their own and no other: names, works, outputs and materials", async () => {
    const code = freshCode();
    const before = { project: { code, name: "前一家的项目", works: ["甲楼"] } };
    const first = await file(survey(code, { form: before }));
    await harness.post("zhang-san", `/v1/cases/${first.caseId}/withdrawal`, { reason: "误报" });
    const now = { project: { code, name: "后一家的项目", works: ["乙楼"] } };
    const second = await file(survey(code, { person: "li-si", form: now }));

    const view = await project("li-si", code);

    expect(JSON.stringify(view)).not.toContain("前一家");
    expect([view.name, view.works]).toEqual(["后一家的项目", ["乙楼"]]);
    const shown = view.phases.flatMap(({ cases }) => cases.map(({ caseId }) => caseId));
    expect(shown).toEqual([second.caseId]);
    expect((await project("zhang-san", code)).works).toEqual(["甲楼"]);
    expect((await project("supervisor", code)).works).toEqual(["甲楼", "乙楼"]);
  });
});

describe("a source that is revoked", () => {
  it("flags the open and the closed cases that rest on it, asks again who read it, and gives nothing more", async () => {
    const code = freshCode();
    const source = await surveyed(code);
    const closed = await reviewed(code);
    const open = await file(review(code));
    await approveItem(open.caseId, "drawing");

    expect((await revoke(source)).status).toBe(200);
    await harness.settle();

    const [openNow, closedNow] = [await harness.read(open.caseId), await harness.read(closed.caseId)];
    expect(openNow.inherited.map(({ standing }) => standing)).toEqual(["revoked"]);
    expect(openNow.items.map(({ itemId, round }) => [itemId, round])).toEqual([
      ["drawing", 2],
      ["fire", 1],
    ]);
    expect(closedNow).toMatchObject({
      status: "issued",
      inherited: [{ standing: "revoked" }],
      inheritedMaterials: [{ code: "deed", standing: "revoked" }],
    });
    expect(openNow.inheritedMaterials.map(({ standing }) => standing)).toEqual(["revoked"]);
    const view = await project("zhang-san", code);
    expect(view.flags.map(({ caseId, source: from, reason }) => [caseId, from, reason])).toEqual([
      [closed.caseId, source.caseId, "许可被撤销"],
      [open.caseId, source.caseId, "许可被撤销"],
    ]);
    expect(
      view.outputs.filter(({ caseId }) => caseId === source.caseId).map(({ standing }) => standing),
    ).toEqual(["revoked", "revoked"]);
    expect(await slugOf(await tryFile(review(code)))).toBe("422 /problems/preconditions-unmet");
  });

  it("flags also what rests on a material of it alone, and shows it in the project", async () => {
    const code = freshCode();
    const source = await surveyed(code);
    const said = { materials: ["sheets", "model", "old-permit"] };
    const { caseId } = await file(review(code, said));
    const { hub, handle } = harness.hub;
    const told = { project: code, source: source.caseId, reason: "许可被撤销" };
    await fileUnseen(
      "3403002026112492009998",
      review(code, { materials: ["sheets", "model", "old-permit"] }),
      {
        ...{ isFirst: false, outputs: [] },
        materials: [
          { material: await upload("deed", "zhang-san"), caseId: source.caseId, on: "2026-11-24", works: [] },
        ],
      },
    );

    await revoke(source);
    await flagDependants(hub, handle, told);

    const view = await project("zhang-san", code);
    expect(view.flags.map((flag) => flag.caseId).toSorted()).toEqual(
      [caseId, "3403002026112492009998"].toSorted(),
    );
  });

  it("flags also a case that was filed in the same moment, and did not know yet", async () => {
    const code = freshCode();
    const source = await surveyed(code);
    await revoke(source);
    await harness.settle();
    const caseId = "3403002026112492009999";
    const pool = poolOf({ outputs: [permitFrom(source.caseId)], materials: [] });

    await fileUnseen(caseId, review(code, { materials: ["sheets", "model", "deed"] }), pool);

    expect((await harness.read(caseId)).inherited.map(({ standing }) => standing)).toEqual(["revoked"]);
  });

  it("flags each case once, also when telling them was broken off and begun again", async () => {
    const code = freshCode();
    const source = await surveyed(code);
    const cases = [await file(review(code)), await file(review(code))];
    const { hub, handle } = harness.hub;
    const told = { project: code, source: source.caseId, reason: "许可被撤销" };
    let calls = 0;
    const breaking: typeof handle = async (request) => {
      calls += 1;
      if (calls === 1) throw new Error("the process ended here");
      return handle(request);
    };

    await expect(flagDependants(hub, breaking, told)).rejects.toThrow("ended here");
    const standing = await Promise.all(
      cases.map(async ({ caseId }) => (await harness.read(caseId)).inherited[0]?.standing),
    );
    expect(standing.toSorted()).toEqual(["revoked", "stands"]);
    await flagDependants(hub, handle, told);
    await flagDependants(hub, handle, told);

    for (const { caseId } of cases) {
      const log = await hub.store.load(caseId);
      expect(log?.events.filter(({ type }) => type === "InheritedRevoked")).toHaveLength(1);
    }
  });

  it("flags what rests on it also when its own personal data is gone", async () => {
    const code = freshCode();
    const source = await surveyed(code);
    const { caseId } = await file(review(code));
    await harness.settle();
    await harness.post("admin", `/v1/cases/${source.caseId}/erasure`, { reason: "申请人请求" });
    await eventually(async () =>
      expect((await harness.as("zhang-san", `/v1/cases/${source.caseId}`)).status).toBe(410),
    );

    expect((await revoke(source)).status).toBe(200);

    expect((await harness.read(caseId)).inherited.map(({ standing }) => standing)).toEqual(["revoked"]);
  });
});
