import { describe, expect, it } from "vitest";
import { makeRestartCase } from "../../../functions/application/restart-case.ts";
import type { CaseHead } from "../../../functions/ports/case-store.ts";
import { caseIdOf, headOf } from "../../contract/samples.ts";

const CASE = caseIdOf(1);

/** What is started when the end of an execution of this case needs one, or none, and the case stands so. */
const startedWhen = async (needsStart: boolean, head: CaseHead | null): Promise<unknown[]> => {
  const started: unknown[] = [];
  const store = { head: async (caseId: string) => (caseId === CASE ? head : null) };
  const restart = makeRestartCase(
    { store },
    {
      ended: async (name: string) =>
        needsStart ? { kind: "NeedsStart", caseId: name } : { kind: "Nothing" },
      start: async (input) => {
        started.push(input);
      },
    },
  );
  await restart(CASE);
  return started;
};

describe("makeRestartCase", () => {
  it.each([
    ["reviewing", "department"],
    ["awaiting-applicant", "applicant"],
    ["settled", "hub"],
  ] as const)("starts a case again that is %s", async (status, waitingOn) => {
    const head = headOf(CASE, { status, waitingOn });

    expect(await startedWhen(true, head)).toEqual([{ caseId: CASE, processId: head.processId }]);
  });

  it.each(["issued", "refused", "withdrawn"] as const)("leaves a case alone that is %s", async (status) => {
    expect(await startedWhen(true, headOf(CASE, { status, waitingOn: null }))).toEqual([]);
  });

  it("leaves alone what is no case of this hub", async () => {
    expect(await startedWhen(true, null)).toEqual([]);
  });

  it("does nothing for an execution whose end leaves no case without a machine", async () => {
    expect(await startedWhen(false, headOf(CASE))).toEqual([]);
  });

  it("fails when the workflow does, so that it is told again", async () => {
    const restart = makeRestartCase(
      { store: { head: async () => headOf(CASE) } },
      {
        ended: async () => ({ kind: "NeedsStart", caseId: CASE }),
        start: async () => {
          throw new Error("throttled");
        },
      },
    );

    await expect(restart(CASE)).rejects.toThrow("throttled");
  });
});
