import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CaseMemory } from "../../../functions/application/case-memory.ts";
import { makeGrantGreenChannel } from "../../../functions/application/project/grant-green-channel.ts";
import { makeGreenSummary } from "../../../functions/application/project/green-summary.ts";
import { ownProjects } from "../../../functions/application/project/own-projects.ts";
import { readableCasesOfProject } from "../../../functions/application/project/project-cases.ts";
import { makeProjectEffects } from "../../../functions/application/project/project-effects.ts";
import { gatherPool } from "../../../functions/application/project-pool.ts";
import { type DataFolder, makeDataFolder } from "../../contract/embedded-fixtures.ts";
import { makeJointProject, PROJECT } from "../../support/joint-project.ts";
import { grant } from "../../support/project-world.ts";

const asIs = {};

describe("a case of a project that cannot be read", () => {
  let data: DataFolder;
  let project: Awaited<ReturnType<typeof makeJointProject>>;
  let cases: string[];
  let memory: CaseMemory;
  let logged: [code: string, caseId: unknown][];
  let hub: Awaited<ReturnType<typeof makeJointProject>>["hub"];

  beforeEach(async () => {
    data = makeDataFolder();
    project = await makeJointProject(data);
    cases = [await project.file({ "1#": asIs }), await project.file({ "2#": asIs })];
    logged = [];
    hub = {
      ...project.hub,
      log: { ...project.hub.log, error: (code, facts) => logged.push([code, facts?.caseId]) },
    };
    memory = {
      ...project.memory,
      load: async (caseId) => {
        if (caseId === cases[0]) throw new Error("the log cannot be read");
        return project.memory.load(caseId);
      },
    };
  });
  afterEach(() => data.dispose());

  it("is left out of what people look at, and logged; it hides no other", async () => {
    const seen = await readableCasesOfProject(hub, memory, PROJECT);
    const [own] = await ownProjects(hub, memory, "builder");

    expect(seen.map(({ caseId }) => caseId)).toEqual([cases[1]]);
    expect(own).toMatchObject({ code: PROJECT, works: ["2#"], cases: 1 });
    expect(logged).toEqual([
      ["project-case-unreadable", cases[0]],
      ["project-case-unreadable", cases[0]],
    ]);
  });

  it("keeps no other out of the green channel, and whoever granted it is told; the summary lists the others", async () => {
    const actor = { kind: "supervisor", id: "supervisor", name: "督查科周正" } as const;
    const request = { code: PROJECT, reason: "省重点项目", basis: "清单", owner: grant.owner, actor };
    const grantIt = makeGrantGreenChannel(hub, memory, project.handle);

    await expect(grantIt(request)).rejects.toThrow("1 of 2 cases failed: the log cannot be read");

    expect((await project.stateOf(cases[1] ?? "")).greenChannel).not.toBeNull();
    const { projects } = await makeGreenSummary(hub, memory)("2026-11-24");
    expect(projects.flatMap((each) => each.cases.map(({ caseId }) => caseId))).toEqual([cases[1]]);
  });

  it("stops a filing: nothing is decided on a part of the project", async () => {
    await expect(gatherPool(hub, memory, PROJECT, false)).rejects.toThrow("cannot be read");
  });

  it("keeps no other from being told of a revocation, and whoever tells them tries again", async () => {
    const third = await project.file({ "3#": { use: "residential" } });
    const told: string[] = [];
    const carryOut = makeProjectEffects(hub, memory, async (request) => {
      told.push(request.caseId);
      if (request.caseId === cases[0]) throw new Error("the log cannot be read");
      return project.handle(request);
    });
    const effect = { kind: "FlagDependants", caseId: "source", project: PROJECT, reason: "x" } as const;

    await expect(carryOut(await project.stateOf(third), effect)).rejects.toThrow("1 of 3 cases failed");

    expect(told.toSorted()).toEqual([...cases, third].toSorted());
  });
});
