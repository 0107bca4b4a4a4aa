import { makeCaseMemory } from "../../functions/application/case-memory.ts";
import { makeCorrectCase } from "../../functions/application/correct-case.ts";
import { makeFileCase } from "../../functions/application/file-case.ts";
import { type CommandResult, makeHandleCommand } from "../../functions/application/handle-command.ts";
import type { Hub } from "../../functions/application/hub.ts";
import type { Command, Now } from "../../functions/case/commands.ts";
import type { CaseState } from "../../functions/case/state.ts";
import type { FeeBuilding } from "../../schemas/fee-facts.ts";
import type { DataFolder } from "../contract/embedded-fixtures.ts";
import { makeBareHub } from "../contract/embedded-hub.ts";
import { rawConstruction } from "../fixtures/construction/forms.ts";
import { answering, approvalOf, askedItems, licenceOfJoint, paymentOf } from "./joint-review-acts.ts";
import { jointMaterials, jointWorld, withValues } from "./joint-review-forms.ts";
import { filingMoment, later } from "./moments.ts";

/** The project of the sample of a drawing review. */
export const PROJECT = "2611-340300-04-01-123456";

/** What is told of the works of a case: which of the sample's, and what differs of each. */
export type SaidWorks = Readonly<Record<string, Partial<FeeBuilding>>>;

/** The sample's form of a drawing review about some of its works. */
export const reviewForm = (
  works: SaidWorks,
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> => {
  const sample = rawConstruction("drawing-review") as { works: FeeBuilding[] };
  const told = sample.works.flatMap((each) =>
    works[each.id] === undefined ? [] : [{ ...each, ...works[each.id] }],
  );
  return withValues(sample, { works: told, ...changes }) as Record<string, unknown>;
};

/** A project whose drawing reviews are filed, led through and read on a hub with an embedded store. */
export const makeJointProject = async (data: DataFolder) => {
  const bare = makeBareHub(await data.open(), data.path());
  let now: Now = filingMoment;
  const hub: Hub = { ...bare.hub, world: jointWorld, clock: { now: () => now.at } };
  const memory = makeCaseMemory(hub, { isOnlyWriter: false });
  const handle = makeHandleCommand(hub, memory);
  const fileCase = makeFileCase(hub, memory, handle);
  const correctCase = makeCorrectCase(hub, memory, handle);
  const process = jointWorld.processes.get("drawing-review");
  if (process === undefined) throw new Error("there is no drawing review");

  const tryFile = (works: SaidWorks, changes?: Readonly<Record<string, unknown>>): Promise<CommandResult> => {
    const form = reviewForm(works, changes);
    const materials = jointMaterials(process, form);
    return fileCase({
      body: { processId: process.id, mode: null, form, materials, channel: "express-lane" },
      ...{ actor: { kind: "applicant", id: "builder" }, applicant: "builder" },
      ...{ idempotencyKey: crypto.randomUUID(), digest: "digest" },
    });
  };

  const doneOf = (result: CommandResult): CaseState => {
    if (result.kind !== "Done") throw new Error(JSON.stringify(result));
    return result.state;
  };

  const stateOf = async (caseId: string): Promise<CaseState> => {
    const found = await memory.load(caseId);
    if (found.kind !== "Loaded") throw new Error(`case ${caseId} is ${found.kind}`);
    return found.loaded.state;
  };

  const act = async (caseId: string, command: Command): Promise<CaseState> =>
    doneOf(await handle({ caseId, command, actor: { kind: "hub", id: "test" }, cause: "test" }));

  const file = async (works: SaidWorks, changes?: Readonly<Record<string, unknown>>): Promise<string> =>
    doneOf(await tryFile(works, changes)).caseId;

  /** Let every department approve, so that the fee sheet is issued. */
  const bill = async (caseId: string): Promise<CaseState> => {
    now = answering;
    const state = await stateOf(caseId);
    for (const item of askedItems(state)) await act(caseId, approvalOf(jointWorld, state, item, now));
    return act(caseId, { type: "SettleStage" });
  };

  /** Let the sheet be paid and the opinion be issued. */
  const issue = async (caseId: string): Promise<CaseState> => {
    now = later(answering, { minutes: 60 });
    const billed = await stateOf(caseId);
    if ((billed.fees.sheet?.treasury.payableFen ?? 0) > 0) await act(caseId, paymentOf(billed, now, caseId));
    return act(caseId, licenceOfJoint(jointWorld, await stateOf(caseId)));
  };

  return {
    ...{ hub, memory, handle, tryFile, file, act, stateOf, bill, issue },
    /** A case that was issued, with all it was charged. */
    issued: async (works: SaidWorks, changes?: Readonly<Record<string, unknown>>): Promise<CaseState> => {
      const caseId = await file(works, changes);
      await bill(caseId);
      return issue(caseId);
    },
    withdraw: (caseId: string): Promise<CaseState> =>
      act(caseId, { type: "WithdrawCase", reason: "计划有变" }),
    /** Correct a case to be about other works. */
    correct: async (caseId: string, works: SaidWorks): Promise<CommandResult> => {
      const { revision } = await stateOf(caseId);
      const form = reviewForm(works);
      const materials = jointMaterials(process, form);
      const command = { type: "CorrectCase", baseRevision: revision, form, materials } as const;
      return correctCase({ caseId, command, actor: { kind: "applicant", id: "builder" }, cause: "test" });
    },
  };
};
