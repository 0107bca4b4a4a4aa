import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeDryRun } from "../../../functions/application/dry-run.ts";
import type { DryRunResult } from "../../../schemas/http.ts";
import { type DataFolder, makeDataFolder } from "../../contract/embedded-fixtures.ts";
import { makeJointProject, reviewForm, type SaidWorks } from "../../support/joint-project.ts";
import { jointMaterials, jointWorld } from "../../support/joint-review-forms.ts";

const asIs = {};

describe("a dry run of a drawing review", () => {
  let data: DataFolder;
  let project: Awaited<ReturnType<typeof makeJointProject>>;

  beforeEach(async () => {
    data = makeDataFolder();
    project = await makeJointProject(data);
  });
  afterEach(() => data.dispose());

  const tried = async (works: SaidWorks, applicant: string | null = "builder"): Promise<DryRunResult> => {
    const process = jointWorld.processes.get("drawing-review");
    if (process === undefined) throw new Error("there is no drawing review");
    const form = reviewForm(works);
    const materials = jointMaterials(process, form);
    const input = { processId: process.id, mode: null, form, materials, on: "2026-11-24", applicant };
    const result = await makeDryRun(project.hub, project.memory)(input);
    if ("refusal" in result) throw new Error(JSON.stringify(result.refusal));
    return result;
  };

  const openIn = ({ project: found }: DryRunResult) => (found?.lookedAt === true ? found.openPhases : null);

  const landFen = ({ fees }: DryRunResult): number => {
    const lines = [...(fees?.sheet.treasury.administrative.lines ?? [])];
    return lines
      .filter(({ feeCode }) => feeCode === "soil-conservation")
      .reduce((sum, { amountFen }) => sum + amountFen, 0);
  };

  it("is acceptable for the first case, and says of a phase that is open which works and case", async () => {
    expect(await tried({ "1#": asIs, "2#": asIs })).toMatchObject({ acceptable: true });
    const caseId = await project.file({ "2#": asIs, "3#": asIs });

    const [same, other] = [await tried({ "1#": asIs, "2#": asIs }), await tried({ "1#": asIs })];

    expect([same.acceptable, openIn(same)]).toEqual([false, [{ works: "2#", caseId }]]);
    expect([other.acceptable, openIn(other)]).toEqual([true, []]);
    expect((await project.tryFile({ "1#": asIs, "2#": asIs })).kind).toBe("Taken");
    expect((await project.tryFile({ "1#": asIs })).kind).toBe("Done");
  });

  it("says nothing of an open phase to who is not its applicant", async () => {
    await project.file({ "1#": asIs });

    expect(await tried({ "1#": asIs }, null)).toMatchObject({
      acceptable: true,
      project: { lookedAt: false },
    });
  });

  it("charges the land of a project once: not again what another case bears", async () => {
    const before = await tried({ "1#": asIs });
    await project.file({ "2#": asIs });

    const after = await tried({ "1#": asIs });

    expect(landFen(before)).toBeGreaterThan(0);
    expect(landFen(after)).toBe(0);
    expect(landFen(await tried({ "1#": asIs }, null))).toBe(landFen(before));
  });
});
