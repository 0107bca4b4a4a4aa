import { afterAll, describe, expect } from "vitest";
import type { CaseView } from "../../schemas/http.ts";
import type { GreenSummary } from "../../schemas/project.ts";
import { readAs, slugOf } from "../support/acting.ts";
import { itemOf, makeActing } from "./acting.ts";
import { fileConstruction, freshProjectCode, quietSurvey } from "./construction-case.ts";
import { makeJourney } from "./journey.ts";
import { openTarget } from "./target.ts";

const target = await openTarget();
const journey = await makeJourney(target);
const { get, post, rows } = makeActing(target);
const builder = await target.as("zhang-san");

afterAll(() => target.stop());

interface Row {
  caseId: string;
  greenChannel: boolean;
}

const promiseOf = (view: CaseView): number => view.limits.promised?.value ?? 0;

describe("the green channel", () => {
  journey(
    "is granted to a project by who supervises: promises shorten, and it stands first in worklists and in the day's summary",
    ["a supervisor", "officers of construction"],
    async () => {
      const [usual, major] = [freshProjectCode(), freshProjectCode()];
      const file = async (code: string) =>
        fileConstruction(builder, "construction-survey", await quietSurvey(code));
      const first = await file(usual);
      const before = await file(major);
      const grant = {
        ...{ reason: "省重点项目", basis: "皖发改重点〔2026〕8号" },
        owner: { id: "officer-planning", name: "规划局许巍然", department: "planning" },
      };
      const path = `/v1/projects/${major}/green-channel`;

      const refused = [
        await slugOf(await post("officer-planning", path, grant)),
        await slugOf(await post("zhang-san", path, grant)),
      ];
      const receipt = await readAs<{ cases: string[] }>(await post("supervisor", path, grant));
      const twice = await slugOf(await post("supervisor", path, grant));
      const after = await builder.read(before.caseId);
      const unmoved = await builder.read(first.caseId);
      const worklist = await rows<Row>("officer-planning", "/v1/departments/planning/worklist?");
      const { projects } = await readAs<GreenSummary>(await get("supervisor", "/v1/green-channel"));
      for (const { caseId } of [first, before]) await builder.withdraw(caseId, "不再办理");

      expect(refused).toEqual(["403 /problems/forbidden", "403 /problems/forbidden"]);
      expect(receipt.cases).toEqual([before.caseId]);
      expect(twice).toBe("409 /problems/green-channel-already");
      expect(after.greenChannel).toMatchObject({ ...grant, grantedBy: { role: "supervisor" } });
      expect(promiseOf(after)).toBeLessThan(promiseOf(before));
      expect(promiseOf(unmoved)).toBe(promiseOf(first));
      const limitsOf = (view: CaseView) => itemOf(view, "site-selection").limits;
      expect(limitsOf(after).promised?.value).toBeLessThan(limitsOf(before).promised?.value ?? 0);
      expect(limitsOf(after).statutory).toEqual(limitsOf(before).statutory);
      const places = [first, before].map(({ caseId }) => worklist.findIndex((row) => row.caseId === caseId));
      expect(places.every((place) => place >= 0)).toBe(true);
      expect(places[1]).toBeLessThan(places[0] ?? 0);
      expect(worklist.slice(0, places[1]).every(({ greenChannel }) => greenChannel)).toBe(true);
      expect(projects.find(({ code }) => code === major)).toMatchObject({
        greenChannel: grant,
        cases: [{ caseId: before.caseId }],
      });
      expect(projects.map(({ code }) => code)).not.toContain(usual);
    },
  );
});
