import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeCaseMemory } from "../../../functions/application/case-memory.ts";
import { type HandleCommand, makeHandleCommand } from "../../../functions/application/handle-command.ts";
import { makeWorkflowSteps } from "../../../functions/application/workflow-steps.ts";
import type { CommandOf } from "../../../functions/case/commands.ts";
import type { WorkflowSteps } from "../../../functions/ports/workflow.ts";
import { type DataFolder, makeDataFolder } from "../../contract/embedded-fixtures.ts";
import { makeBareHub } from "../../contract/embedded-hub.ts";
import { answers } from "../../support/answers.ts";
import { filingMoment } from "../../support/moments.ts";
import { material } from "../../support/sample-filing.ts";
import {
  answerSynthetic,
  type Synthetic,
  syntheticFiling,
  syntheticWorld,
} from "../../support/synthetic-process.ts";

const { caseId } = syntheticFiling();
const ASKS = { "stage-1": ["a", "b"], "stage-2": ["c"] };

describe("makeWorkflowSteps: settle", () => {
  let data: DataFolder;
  let handle: HandleCommand;
  let settle: WorkflowSteps["settle"];

  beforeEach(() => {
    data = makeDataFolder();
  });
  afterEach(() => data.dispose());

  const perform = async (command: Parameters<HandleCommand>[0]["command"]): Promise<void> => {
    const actor = { kind: "applicant", id: "applicant-1" } as const;
    expect((await handle({ caseId, command, actor, cause: "test" })).kind).toBe("Done");
  };
  const approve = (itemId: string) => perform(answerSynthetic(itemId, answers.approved(filingMoment)));

  /** A case of two stages, of which the first asks two departments. */
  const file = async (synthetic: Partial<Synthetic> = {}, more: Partial<CommandOf<"FileCase">> = {}) => {
    const bare = makeBareHub(await data.open(), data.path());
    const hub = { ...bare.hub, world: syntheticWorld({ stages: [["a", "b"], ["c"]], ...synthetic }) };
    const memory = makeCaseMemory(hub, { isOnlyWriter: false });
    handle = makeHandleCommand(hub, memory);
    settle = makeWorkflowSteps(hub, memory, handle).settle;
    await perform({ ...syntheticFiling(), ...more });
  };

  it("goes from stage to stage, and to the licence when all have answered", async () => {
    await file();
    const route: string[] = [];
    for (const item of ["a", "b", "c"]) {
      route.push((await settle({ caseId, asks: ASKS })).next);
      await approve(item);
    }
    route.push((await settle({ caseId, asks: ASKS })).next);

    expect(route).toEqual(["stage-1", "stage-1", "stage-2", "issue"]);
  });

  it.each([
    ["is older than the case and has not the item that is out", { "stage-1": ["a"], "stage-2": ["c"] }],
    ["asks the item that is out in another stage", { "stage-1": ["a"], "stage-2": ["b", "c"] }],
    ["has not the stage", { "stage-2": ["c"] }],
  ])("ends a machine that %s, since it would come round without end", async (_, asks) => {
    await file();
    await approve("a");

    expect(await settle({ caseId, asks })).toEqual({ next: "ended" });
    await approve("b");
    expect(await settle({ caseId, asks })).toEqual({ next: "stage-2" });
  });

  it("keeps a machine whose stage waits for the lead to rule", async () => {
    await file({ policy: "lead-decides" });
    await approve("a");
    await perform(answerSynthetic("b", answers.rejected(filingMoment)));
    const waiting = await settle({ caseId, asks: ASKS });
    const answer = answers.ruled(filingMoment);
    await perform({ type: "AnswerItem", itemId: "b", department: "dept-lead", answer });

    expect(waiting).toEqual({ next: "stage-1" });
    expect(await settle({ caseId, asks: ASKS })).toEqual({ next: "stage-2" });
  });

  it("ends the machine of a case that owes promised material; the next one goes to the licence", async () => {
    const stages = [["a"]];
    const owed = { "lease-contract": { isTolerable: true } };
    await file({ stages, required: owed }, { promise: { codes: ["lease-contract"], signedBy: "张淮河" } });
    await approve("a");
    const asks = { "stage-1": ["a"] };
    const owing = await settle({ caseId, asks });
    const materials = [material("lease-contract")];
    await perform({ type: "CorrectCase", baseRevision: 1, form: {}, materials });

    expect(owing).toEqual({ next: "ended" });
    expect(await settle({ caseId, asks })).toEqual({ next: "issue" });
  });

  it("ends the machine of a case that is closed or that nobody knows", async () => {
    await file();
    await perform({ type: "WithdrawCase", reason: "不再办理" });

    expect(await settle({ caseId, asks: ASKS })).toEqual({ next: "ended" });
    expect(await settle({ caseId: "case-2", asks: ASKS })).toEqual({ next: "ended" });
  });
});
