import { expect } from "vitest";
import type { CommandOf, ProjectPool } from "../../functions/case/commands.ts";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import type { CaseView } from "../../schemas/http.ts";
import type { Material } from "../../schemas/materials.ts";
import type { ProjectView } from "../../schemas/project.ts";
import { eventually } from "../contract/fixture.ts";
import { readAs } from "./acting.ts";
import { makeHarness, samplePdf } from "./hub-harness.ts";
import { moment } from "./moments.ts";
import {
  approval,
  type ProjectItem,
  projectDepartments,
  projectForm,
  projectWorld,
} from "./project-world.ts";
import { makeSetClock } from "./set-clock.ts";

/** A filing of a phase: codes of materials, which are uploaded first. `said` is what the request says besides. */
export interface Filed {
  processId: string;
  code: string;
  materials: readonly string[];
  person?: string;
  form?: Readonly<Record<string, unknown>>;
  said?: Readonly<Record<string, unknown>>;
}

/** A hub in which the two phases of a project run, on 24 November 2026 until its clock is set; and what is done there. */
export const makeProjectHub = async () => {
  const clock = makeSetClock("2026-11-24");
  const connections = [...bengbuCatalog.departments.keys()].map((department) => ({
    department,
    channel: "desk" as const,
    dialect: "json",
    url: "",
  }));
  const harness = await makeHarness({ world: projectWorld, clock, connections });

  let codes = 0;

  /** A project code nobody has used. */
  const freshCode = (): string => {
    codes += 1;
    return `2611-340300-04-02-${String(codes).padStart(6, "0")}`;
  };

  const upload = async (code: string, person: string): Promise<Material> => {
    const headers = { "content-type": "application/pdf" };
    const stored = await harness.as(person, "/v1/documents", { method: "POST", headers, body: samplePdf });
    const { documentId, sha256, bytes } = await readAs<Material>(stored, 201);
    return { code, name: code, documentId, sha256, bytes, mediaType: "application/pdf" };
  };

  const tryFile = async ({
    processId,
    code,
    materials,
    person = "zhang-san",
    form = {},
    said = {},
  }: Filed): Promise<Response> => {
    const stored = await Promise.all(materials.map((each) => upload(each, person)));
    const project = { code, name: "淮畔产业园", works: ["1号楼"] };
    const body = { processId, form: projectForm({ project, ...form }), materials: stored, ...said };
    return harness.post(person, "/v1/cases", body, { "idempotency-key": crypto.randomUUID() });
  };

  const file = async (filed: Filed): Promise<CaseView> => readAs<CaseView>(await tryFile(filed), 201);

  const survey = (code: string, more: Partial<Filed> = {}): Filed => ({
    processId: "survey",
    code,
    materials: ["deed"],
    ...more,
  });

  const review = (code: string, more: Partial<Filed> = {}): Filed => ({
    processId: "review",
    code,
    materials: ["sheets", "model"],
    ...more,
  });

  const approveItem = async (caseId: string, item: ProjectItem): Promise<void> => {
    const now = moment(clock.now().slice(0, 10));
    const command = approval(item, { ...now, at: clock.now() });
    const actor = { kind: "department", id: projectDepartments[item] } as const;
    const result = await harness.hub.handle({ caseId, command, actor, cause: "test" });
    if (result.kind !== "Done") throw new Error(JSON.stringify(result));
  };

  const issued = async (filed: Filed, items: readonly ProjectItem[]): Promise<CaseView> => {
    const { caseId } = await file(filed);
    for (const item of items) await approveItem(caseId, item);
    await eventually(async () => expect((await harness.read(caseId)).status).toBe("issued"));
    return harness.read(caseId);
  };

  const surveyed = (code: string): Promise<CaseView> => issued(survey(code), ["permit"]);
  const reviewed = (code: string): Promise<CaseView> => issued(review(code), ["drawing", "fire"]);

  const read = (person: string | null, code: string): Promise<Response> =>
    harness.as(person, `/v1/projects/${code}`);

  const project = async (person: string, code: string): Promise<ProjectView> =>
    readAs<ProjectView>(await read(person, code));

  const revoke = async ({ licence }: CaseView): Promise<Response> =>
    harness.post("admin", `/v1/licences/${licence?.licenceId}/revocation`, {
      reason: "许可被撤销",
      basis: "行政许可法第六十九条",
    });

  /** File a case that has not looked at its project, as one whose look came a moment too early. */
  const fileUnseen = async (
    caseId: string,
    { processId, code, materials }: Filed,
    pool?: ProjectPool,
  ): Promise<void> => {
    const command: CommandOf<"FileCase"> = {
      type: "FileCase",
      ...{ caseId, processId, mode: null, channel: "express-lane", applicant: "zhang-san" },
      form: projectForm({ project: { code, name: "淮畔产业园", works: [] } }),
      materials: await Promise.all(materials.map((each) => upload(each, "zhang-san"))),
      ...(pool === undefined ? {} : { pool }),
    };
    const actor = { kind: "applicant", id: "zhang-san" } as const;
    const result = await harness.hub.handle({ caseId, command, actor, cause: "test" });
    if (result.kind !== "Done") throw new Error(JSON.stringify(result));
    await harness.settle();
  };

  return {
    ...{ harness, clock, freshCode, upload, tryFile, file, survey, review, approveItem },
    ...{ surveyed, reviewed, read, project, revoke, fileUnseen },
  };
};
