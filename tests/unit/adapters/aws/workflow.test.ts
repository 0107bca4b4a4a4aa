import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import { beforeEach, describe, expect, it } from "vitest";
import { caseOfExecution } from "../../../../functions/adapters/aws/execution-names.ts";
import type { DynamoTaskTokens } from "../../../../functions/adapters/aws/task-tokens.ts";
import {
  type ExecutionStatusChange,
  makeStepFunctionsWorkflow,
  type StepFunctionsWorkflow,
} from "../../../../functions/adapters/aws/workflow.ts";
import { type MachineTableDouble, makeMachineTableDouble } from "./machine-table-double.ts";
import { makeStepFunctionsDouble, type StepFunctionsDouble } from "./step-functions-double.ts";

const CASE = "3403002026112401000176";
const PARTITION = `CASE#${CASE}`;
const ITEM = "tax-registration";
const MACHINE = "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:lianban-company-registration";
const FIRST = `arn:aws-cn:states:cn-north-1:123456789012:execution:lianban-company-registration:${CASE}`;
const started = { caseId: CASE, processId: "company-registration" };
const resumed = { ...started, itemId: ITEM };

const MINUTE = 60_000;

let at: number;
let service: StepFunctionsDouble;
let table: MachineTableDouble;
let tokens: Map<string, string>;
let workflow: StepFunctionsWorkflow;

const openTokens: Pick<DynamoTaskTokens, "peek" | "remove"> = {
  peek: async (_, itemId) => tokens.get(itemId) ?? null,
  remove: async (_, itemId, token) => tokens.get(itemId) === token && tokens.delete(itemId),
};

const workflowOver = (store = openTokens, sfn = service.sfn): StepFunctionsWorkflow =>
  makeStepFunctionsWorkflow({
    sfn,
    table: table.table,
    tokens: store,
    machines: new Map([["company-registration", MACHINE]]),
    now: () => at,
  });

beforeEach(() => {
  at = Date.parse("2026-11-24T06:00:00.000Z");
  service = makeStepFunctionsDouble(() => at);
  table = makeMachineTableDouble();
  tokens = new Map();
  workflow = workflowOver();
});

const running = () => service.executions.filter(({ status }) => status === "RUNNING");

describe("makeStepFunctionsWorkflow: start", () => {
  it("starts a case under its number and writes nothing", async () => {
    await workflow.start(started);

    expect(service.executions).toMatchObject([
      { executionArn: FIRST, name: CASE, input: JSON.stringify({ caseId: CASE }), status: "RUNNING" },
    ]);
    expect(table.items.size).toBe(0);
  });

  it("that is repeated within five seconds is the same start", async () => {
    await workflow.start(started);
    at += 5_000;
    await workflow.start(started);

    expect(service.executions).toHaveLength(1);
    expect(table.items.size).toBe(0);
  });

  it("of a machine that has run for longer puts another in its place", async () => {
    await workflow.start(started);
    at += 5_001;
    await workflow.start(started);

    const [first, second] = service.executions;
    expect(first).toMatchObject({ status: "ABORTED", error: "Lianban.Replaced" });
    expect(second).toMatchObject({ status: "RUNNING", input: JSON.stringify({ caseId: CASE }) });
    expect(table.items.get(PARTITION)).toBe(second?.executionArn);
  });

  it("gives it a name the service accepts and the case can be read from", async () => {
    await workflow.start(started);
    at += MINUTE;
    await workflow.start(started);

    const name = service.executions[1]?.name ?? "";
    expect(name).toMatch(/^[0-9A-Za-z_-]{1,80}$/);
    expect([caseOfExecution(name), caseOfExecution(CASE)]).toEqual([CASE, CASE]);
  });

  it.each(["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"])(
    "of a machine that has ended as %s starts another",
    async (status) => {
      await workflow.start(started);
      service.end(service.executions[0], status);
      await workflow.start(started);

      expect(service.executions.map((each) => each.status)).toEqual([status, "RUNNING"]);
    },
  );

  it("replaces a replacement too, whatever became of it", async () => {
    for (let n = 0; n < 4; n += 1) {
      await workflow.start(started);
      if (n === 2) service.end(service.executions[2], "FAILED");
      at += MINUTE;
    }

    const states = service.executions.map(({ status }) => status);
    expect(states).toEqual(["ABORTED", "ABORTED", "FAILED", "RUNNING"]);
    expect(table.items.get(PARTITION)).toBe(running()[0]?.executionArn);
  });

  it("starts the first under its name again when the service has forgotten an old one", async () => {
    await workflow.start(started);
    service.executions.length = 0;
    at += 100 * 86_400_000;
    await workflow.start(started);

    expect(running()).toMatchObject([{ executionArn: FIRST }]);
  });

  it("of a case whose first machine the service has forgotten replaces the present one all the same", async () => {
    await workflow.start(started);
    at += MINUTE;
    await workflow.start(started);
    service.executions.shift();
    at += 100 * 86_400_000;
    await workflow.start(started);

    expect(service.executions.map(({ status }) => status)).toEqual(["ABORTED", "RUNNING"]);
    expect(service.executions.map(({ executionArn }) => executionArn)).not.toContain(FIRST);
  });

  it("by several at once leaves one machine, and starts no other", async () => {
    await workflow.start(started);
    at += MINUTE;
    await Promise.all(Array.from({ length: 5 }, () => workflow.start(started)));

    expect(service.executions).toHaveLength(2);
    expect(table.items.get(PARTITION)).toBe(running()[0]?.executionArn);
  });

  it("that is overtaken between its write and its call leaves the machine of the one that came later", async () => {
    await workflow.start(started);
    at += MINUTE;
    const { send } = service.sfn;
    let isOvertaken = false;
    const overtaken = async (command: object): Promise<unknown> => {
      if (command instanceof StartExecutionCommand && command.input.name !== CASE && !isOvertaken) {
        isOvertaken = true;
        await workflowOver().start(started);
      }
      return (send as (command: object) => Promise<unknown>)(command);
    };
    await workflowOver(openTokens, { send: overtaken as typeof send }).start(started);

    expect(service.executions.map(({ status }) => status)).toEqual(["ABORTED", "RUNNING", "ABORTED"]);
    expect(table.items.get(PARTITION)).toBe(running()[0]?.executionArn);
  });

  it("goes on when the answer of its write was lost", async () => {
    await workflow.start(started);
    at += MINUTE;
    table.loseNextAnswer();
    await workflow.start(started);

    expect(table.items.get(PARTITION)).toBe(running()[0]?.executionArn);
  });

  it.each([
    ["StopExecutionCommand", null],
    ["StartExecutionCommand", FIRST],
  ])("that broke off at %s is made good by the next, and leaves one machine", async (failing, present) => {
    await workflow.start(started);
    at += MINUTE;
    if (present !== null) table.items.set(PARTITION, present);
    service.failing.set(failing, "ThrottlingException");
    await expect(workflow.start(started)).rejects.toThrow("ThrottlingException");
    service.failing.clear();
    await workflow.start(started);

    expect(running()).toMatchObject([{ executionArn: table.items.get(PARTITION) }]);
  });

  it("does without a stop that is refused because nothing runs", async () => {
    await workflow.start(started);
    at += MINUTE;
    service.failing.set("StopExecutionCommand", "ValidationException");
    await workflow.start(started);

    expect(service.executions).toHaveLength(2);
  });

  it("rejects when the service does, and for a process that was never deployed", async () => {
    service.failing.set("StartExecutionCommand", "StateMachineDoesNotExist");

    await expect(workflow.start(started)).rejects.toThrow("StateMachineDoesNotExist");
    await expect(workflow.start({ ...started, processId: "unknown" })).rejects.toThrow('"unknown"');
  });
});

describe("makeStepFunctionsWorkflow: resume", () => {
  /** A machine that waits for the item. */
  const waiting = async (): Promise<void> => {
    await workflow.start(started);
    service.openTask("token-1", FIRST);
    tokens.set(ITEM, "token-1");
    at += MINUTE;
  };

  it("completes the task that waits, and removes its token", async () => {
    await waiting();
    await workflow.resume(resumed);

    expect(service.outputs).toEqual(new Map([["token-1", JSON.stringify({ itemId: ITEM })]]));
    expect(tokens.size).toBe(0);
  });

  it("of an item nobody waits for calls nobody", async () => {
    await workflow.resume(resumed);

    expect([service.executions, service.outputs.size]).toEqual([[], 0]);
  });

  it("that broke off after the call may be repeated, and starts no other machine", async () => {
    await waiting();
    const remove = async (): Promise<boolean> => {
      throw new Error("the table is gone");
    };
    await expect(workflowOver({ ...openTokens, remove }).resume(resumed)).rejects.toThrow(
      "the table is gone",
    );
    await workflow.resume(resumed);

    expect(service.executions).toHaveLength(1);
    expect([service.outputs.size, tokens.size]).toEqual([1, 0]);
  });

  it.each(["FAILED", "TIMED_OUT", "ABORTED", "SUCCEEDED", "PENDING_REDRIVE"])(
    "of a machine that has ended as %s starts the case again",
    async (status) => {
      await waiting();
      service.end(service.executions[0], status);
      await workflow.resume(resumed);

      expect(service.executions.map((each) => each.status)).toEqual([status, "RUNNING"]);
      expect(tokens.size).toBe(0);
    },
  );

  it.each(["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"])(
    "of a task that is gone by %s leaves a machine alone that runs, and removes the token",
    async (error) => {
      await waiting();
      service.failing.set("SendTaskSuccessCommand", error);
      await workflow.resume(resumed);

      expect(running()).toHaveLength(1);
      expect(tokens.size).toBe(0);
    },
  );

  it("looks at the machine that took the place of the first", async () => {
    await waiting();
    await workflow.start(started);
    await workflow.resume(resumed);
    service.end(running()[0], "FAILED");
    tokens.set(ITEM, "token-1");
    await workflow.resume(resumed);

    expect(service.executions.map(({ status }) => status)).toEqual(["ABORTED", "FAILED", "RUNNING"]);
  });

  it("starts a case whose machine the service has never seen or has forgotten", async () => {
    tokens.set(ITEM, "token-1");
    await workflow.resume(resumed);

    expect(running()).toMatchObject([{ executionArn: FIRST }]);
  });

  it("leaves alone the token the machine it started has put in the place of the old one", async () => {
    await waiting();
    service.end(service.executions[0], "FAILED");
    const peek = async () => {
      tokens.set(ITEM, "token-2");
      return "token-1";
    };
    await workflowOver({ ...openTokens, peek }).resume(resumed);

    expect(tokens.get(ITEM)).toBe("token-2");
  });

  it.each(["SendTaskSuccessCommand", "DescribeExecutionCommand", "StartExecutionCommand"])(
    "keeps the token and rejects when %s is throttled",
    async (failing) => {
      await waiting();
      if (failing !== "SendTaskSuccessCommand") service.end(service.executions[0], "FAILED");
      service.failing.set(failing, "ThrottlingException");

      await expect(workflow.resume(resumed)).rejects.toThrow("ThrottlingException");
      expect(tokens.get(ITEM)).toBe("token-1");
    },
  );

  it("rejects for a process that was never deployed", async () => {
    await expect(workflow.resume({ ...resumed, processId: "unknown" })).rejects.toThrow('"unknown"');
  });
});

describe("makeStepFunctionsWorkflow: ended", () => {
  const change = (changes: Partial<ExecutionStatusChange> = {}): ExecutionStatusChange => ({
    executionArn: FIRST,
    name: CASE,
    status: "FAILED",
    startDate: at - MINUTE,
    stopDate: at,
    ...changes,
  });

  it.each(["FAILED", "TIMED_OUT", "ABORTED"])(
    "asks for a start when the present one is %s",
    async (status) => {
      expect(await workflow.ended(change({ status }))).toEqual({ kind: "NeedsStart", caseId: CASE });
    },
  );

  it.each(["RUNNING", "SUCCEEDED", "PENDING_REDRIVE"])("asks for nothing when one is %s", async (status) => {
    expect(await workflow.ended(change({ status }))).toEqual({ kind: "Nothing" });
  });

  it("tells a machine that was replaced from the one that took its place", async () => {
    await workflow.start(started);
    at += MINUTE;
    await workflow.start(started);
    const [first, second] = service.executions.map(({ executionArn, name }) =>
      change({ executionArn, name, status: "ABORTED" }),
    );

    expect(await workflow.ended(first ?? change())).toEqual({ kind: "Nothing" });
    expect(await workflow.ended(second ?? change())).toEqual({ kind: "NeedsStart", caseId: CASE });
  });

  it("leaves to the watch what ends within a minute, so that a machine that cannot run does not spin", async () => {
    expect(await workflow.ended(change({ startDate: at - MINUTE + 1 }))).toEqual({ kind: "Nothing" });
    expect(await workflow.ended(change({ startDate: at - MINUTE + 1, stopDate: null }))).toEqual({
      kind: "Nothing",
    });
  });

  it("asks for nothing when an execution was started by hand beside the case's own", async () => {
    const name = `${CASE}-${"0".repeat(26)}`;

    expect(await workflow.ended(change({ executionArn: `${FIRST}-by-hand`, name }))).toEqual({
      kind: "Nothing",
    });
  });
});

describe("makeStepFunctionsWorkflow: idle", () => {
  it("resolves when the calls in hand are done, those that fail too", async () => {
    const done: string[] = [];
    void workflow.start(started).then(() => done.push("start"));
    void workflow.start({ ...started, processId: "unknown" }).catch(() => done.push("failure"));

    await workflow.idle();
    await Promise.resolve();

    expect(done.sort()).toEqual(["failure", "start"]);
    await workflow.idle();
  });
});
