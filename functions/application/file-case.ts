import { composeCaseNumber } from "../../schemas/codes/case-number.ts";
import type { Actor } from "../../schemas/events.ts";
import type { FileCaseBody } from "../../schemas/http.ts";
import type { Material } from "../../schemas/materials.ts";
import type { CommandOf } from "../case/commands.ts";
import type { Refusal } from "../case/refusals.ts";
import type { Owner } from "../case/state.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { CaseMemory } from "./case-memory.ts";
import type { CommandResult, HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";
import { grantOf } from "./project/green-grant.ts";
import { ownerOfProject } from "./project/project-cases.ts";
import { isOfProject } from "./project/project-claims.ts";
import { gatherPool } from "./project-pool.ts";

/** The division of the centre that numbers the cases (GB/T 2260). */
const CENTRE_DIVISION = "340300";

/**
 * A filing by a person. `owner` answers for the case from then on, if anybody at the centre does. `idempotencyKey` and
 * `digest` make it act once however often it is sent.
 */
export interface Filing {
  body: FileCaseBody;
  actor: Actor;
  applicant: string;
  owner?: Owner | undefined;
  idempotencyKey: string;
  digest: string;
}

/** A material that does not name a stored document of the person who files, or names it wrongly. An erased one counts as none. */
export interface MaterialProblem {
  index: number;
  field: "documentId" | "sha256" | "mediaType" | "bytes";
}

/** The scope under which a person's idempotency keys are remembered. */
export const filingScope = (actorId: string): string => `file:${actorId}`;

/** Compare materials with the stored documents they name. */
export const materialProblems = async (
  hub: Hub,
  owners: readonly string[],
  materials: readonly Material[],
): Promise<MaterialProblem[]> => {
  const problems = await Promise.all(
    materials.map(async (material, index): Promise<MaterialProblem[]> => {
      const info = await hub.documents.info(material.documentId);
      if (info === null || info.erased || !owners.includes(info.owner))
        return [{ index, field: "documentId" }];
      const fields = ["sha256", "mediaType", "bytes"] as const;
      return fields.filter((field) => info[field] !== material[field]).map((field) => ({ index, field }));
    }),
  );
  return problems.flat();
};

type FileCase = CommandOf<"FileCase">;

/** What a filing says beyond form and materials; the station that files is the agent of the delegation it brings. */
const besides = ({ body, actor, owner }: Filing): Partial<FileCase> => {
  const { promise, commitments, delegation } = body;
  return {
    ...(promise === undefined ? {} : { promise }),
    ...(commitments === undefined ? {} : { commitments }),
    ...(delegation === undefined ? {} : { delegation: { agent: actor.id, ...delegation } }),
    ...(owner === undefined ? {} : { owner }),
  };
};

/** The project a form names, where its process knows projects and the form can be read. */
const projectCodeOf = (hub: Hub, { processId, form }: FileCaseBody): string | null => {
  const process = hub.world.processes.get(processId);
  if (process?.projectOf === undefined) return null;
  const parsed = process.parseForm(form);
  return "form" in parsed ? process.projectOf(parsed.form).code : null;
};

/** What a project has for a filing, and the green channel it was granted. */
export type ProjectGrounds = Pick<FileCase, "pool" | "greenChannel">;

/** What a project has for somebody who files under it, or that it is somebody else's. */
export const groundsIn = async (
  hub: Hub,
  memory: CaseMemory,
  code: string,
  applicant: string,
): Promise<ProjectGrounds | { refusal: Refusal }> => {
  const owner = await ownerOfProject(hub, memory, code);
  if (owner !== null && owner !== applicant) return { refusal: { kind: "ProjectOfAnother", code } };
  const pool = await gatherPool(hub, memory, code, owner === null);
  const greenChannel = await grantOf(hub, code);
  return { pool, ...(greenChannel === null ? {} : { greenChannel }) };
};

/** What the project of a filing has for it; nothing where it names none. */
const groundsOf = async (
  hub: Hub,
  memory: CaseMemory,
  { body, applicant }: Filing,
): Promise<ProjectGrounds | { refusal: Refusal }> => {
  const code = projectCodeOf(hub, body);
  return code === null ? {} : groundsIn(hub, memory, code, applicant);
};

/** How often a filing looks at its project: once more each time when another came first in the same moment, with the project or its fees. */
const TRIES = 3;

/**
 * File a case under a new case number (办件编号). A case of a project takes over what the project has; the project is that of
 * whoever filed its first case.
 */
export const makeFileCase =
  (hub: Hub, memory: CaseMemory, handle: HandleCommand) =>
  async (filing: Filing): Promise<CommandResult> => {
    const { body, actor, applicant, idempotencyKey, digest } = filing;
    const { processId, mode, form, materials, channel } = body;
    const line = hub.world.processes.get(processId)?.line ?? "00";
    const date = shanghaiDate(hub.clock.now());
    const serial = await hub.ids.next(`case-${date}-${line}`);
    const caseId: string = composeCaseNumber({ division: CENTRE_DIVISION, date, line, serial });

    const fileOnce = async (): Promise<CommandResult> => {
      const grounds = await groundsOf(hub, memory, filing);
      if ("refusal" in grounds) return { kind: "Refused", refusal: grounds.refusal, state: null };
      return handle({
        caseId,
        command: {
          type: "FileCase",
          caseId,
          processId,
          mode,
          form,
          materials,
          channel,
          applicant,
          filedBy: actor.id,
          ...besides(filing),
          ...grounds,
        },
        actor,
        cause: idempotencyKey,
        inbox: { scope: filingScope(actor.id), id: idempotencyKey, digest, answer: () => caseId },
      });
    };

    let result = await fileOnce();
    for (let tries = 1; tries < TRIES && result.kind === "Taken" && isOfProject(result.key); tries += 1)
      result = await fileOnce();
    return result;
  };
