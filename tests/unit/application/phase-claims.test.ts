import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimsOf } from "../../../functions/application/case-head.ts";
import { problemOf } from "../../../functions/http/problems.ts";
import { failureOf } from "../../../functions/http/responses.ts";
import { type DataFolder, makeDataFolder } from "../../contract/embedded-fixtures.ts";
import { makeJointProject, PROJECT } from "../../support/joint-project.ts";
import { jointWorld, withValues } from "../../support/joint-review-forms.ts";

const asIs = {};
const keyOf = (works: string): string => `phase:drawing-review:${PROJECT}:${works}`;

describe("one phase of the same works", () => {
  let data: DataFolder;
  let project: Awaited<ReturnType<typeof makeJointProject>>;

  beforeEach(async () => {
    data = makeDataFolder();
    project = await makeJointProject(data);
  });
  afterEach(() => data.dispose());

  const holders = (...works: string[]): Promise<(string | null)[]> =>
    Promise.all(works.map((each) => project.hub.store.holder(keyOf(each))));

  it("is not open twice, though the cases share but one of their works; and the answer names it", async () => {
    await project.file({ "1#": asIs, "2#": asIs });

    const result = await project.tryFile({ "2#": asIs, "3#": asIs });

    expect(result).toEqual({ kind: "Taken", key: keyOf("2#") });
    if (result.kind === "Done") throw new Error("both are open");
    const { problem } = problemOf(failureOf(result), "request-1");
    expect(problem.type).toBe("/problems/phase-taken");
    expect(problem.detail).toContain("2#");
  });

  it("may be open for other works beside it", async () => {
    await project.file({ "1#": asIs });

    expect((await project.tryFile({ "2#": asIs, "3#": asIs })).kind).toBe("Done");
  });

  it("is free again once the case was withdrawn or issued, for each of its works", async () => {
    const first = await project.file({ "1#": asIs, "2#": asIs });
    expect(await holders("1#", "2#")).toEqual([first, first]);

    await project.withdraw(first);
    expect(await holders("1#", "2#")).toEqual([null, null]);

    await project.issued({ "1#": asIs, "2#": asIs });
    expect(await holders("1#", "2#")).toEqual([null, null]);
  });

  it("follows a correction that changes the works", async () => {
    const first = await project.file({ "1#": asIs, "2#": asIs });

    const corrected = await project.correct(first, { "1#": asIs, "3#": asIs });

    expect(corrected.kind).toBe("Done");
    expect((await project.stateOf(first)).project?.works).toEqual(["1#", "3#"]);
    expect(await holders("1#", "2#", "3#")).toEqual([first, null, first]);
    await project.file({ "2#": asIs });
    expect(await project.correct(first, { "1#": asIs, "2#": asIs })).toEqual({
      kind: "Taken",
      key: keyOf("2#"),
    });
    await project.withdraw(first);
    expect(await holders("1#", "3#")).toEqual([null, null]);
  });

  it("is left alone by a correction that leaves the works as they are", async () => {
    const before = await project.stateOf(await project.file({ "1#": asIs, "2#": asIs }));
    const corrected = await project.act(before.caseId, {
      ...{ type: "CorrectCase", baseRevision: 1, materials: before.materials },
      form: withValues(before.form, { "project.name": "改名" }),
    });

    expect(corrected.reservations).toEqual(before.reservations);
    const { form, materials, title } = corrected;
    const claims = claimsOf(jointWorld, before.caseId, before, [
      {
        ...{ type: "RevisionSubmitted", revision: 2, form: { ...form }, materials: [...materials], title },
        ...{ changed: [], plan: [], on: "2026-11-24", due: {} },
        ...{ reservation: keyOf("1#"), reservations: [keyOf("1#"), keyOf("2#")] },
      },
    ]);
    expect(claims.filter(({ key }) => key.startsWith("phase:"))).toEqual([]);
  });

  it("is freed as it was reserved by a log of before, by one value for all works", async () => {
    const state = await project.stateOf(await project.file({ "1#": asIs, "2#": asIs }));
    const key = `phase:drawing-review:${PROJECT}:1#,2#`;
    const old = { ...state, reservations: [key] };

    const claims = claimsOf(jointWorld, state.caseId, old, [{ type: "CaseWithdrawn", reason: "x" }]);

    expect(claims).toContainEqual({ act: "release", key });
  });
});
