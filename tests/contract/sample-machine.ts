import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import type { TaskTokens } from "../../functions/ports/task-tokens.ts";
import type { WorkflowSteps } from "../../functions/ports/workflow.ts";
import { companyRegistration } from "../../functions/processes/company-registration.ts";
import { compile, type StateMachineDefinition } from "../../functions/workflow/compile.ts";

/** The process the sample machine runs. */
export const PROCESS_ID = companyRegistration.id;

/** Its stages with their items, in order. */
export const STAGES: readonly { id: string; items: readonly string[] }[] = companyRegistration.stages.map(
  ({ id, items }) => ({ id, items: items.map(({ item }) => item) }),
);

/** The definition that is deployed, without any change. */
export const definition = (): StateMachineDefinition => {
  const compiled = compile(companyRegistration, bengbuCatalog, "2026-11-24");
  if ("problems" in compiled) throw new Error(compiled.problems.join("\n"));
  return compiled.definition;
};

/** A case as small as a workflow can have one: which items are still out, and what was done, in order. */
export interface SampleCase {
  out: Set<string>;
  /** `ask tax-registration`, `settle`, `issue`. */
  log: string[];
  isIssued: boolean;
}

/** Cases and the steps over them, which behave as the hub's own: store the token, then look. */
export interface SampleCases {
  steps: WorkflowSteps;
  of: (caseId: string) => SampleCase;
  /** Items a case has out from the start. @default every item of the last stage */
  outAtFirst: Set<string>;
  /** Called inside each step, before it answers; may throw or hold it up. */
  before: (step: string, caseId: string) => Promise<void> | void;
}

/** Make sample cases whose tokens rest in `tokens`. */
export const makeSampleCases = (tokens: TaskTokens): SampleCases => {
  const all = new Map<string, SampleCase>();

  const cases: SampleCases = {
    outAtFirst: new Set(STAGES.at(-1)?.items),
    before: () => undefined,
    of: (caseId) => {
      const known = all.get(caseId) ?? { out: new Set(cases.outAtFirst), log: [], isIssued: false };
      all.set(caseId, known);
      return known;
    },
    steps: {
      ask: async ({ caseId, itemId, token }) => {
        cases.of(caseId).log.push(`ask ${itemId}`);
        await tokens.put(caseId, itemId, token);
        await cases.before(`ask ${itemId}`, caseId);
        if (cases.of(caseId).out.has(itemId)) return "waiting";
        await tokens.take(caseId, itemId);
        return "through";
      },
      settle: async ({ caseId }) => {
        cases.of(caseId).log.push("settle");
        await cases.before("settle", caseId);
        const open = STAGES.find(({ items }) => items.some((item) => cases.of(caseId).out.has(item)));
        return { next: cases.of(caseId).isIssued ? "ended" : (open?.id ?? "issue") };
      },
      issue: async ({ caseId }) => {
        cases.of(caseId).log.push("issue");
        await cases.before("issue", caseId);
        cases.of(caseId).isIssued = true;
        return { next: "ended" };
      },
    },
  };
  return cases;
};
