import {
  ExecutionError,
  type StateMachineDefinition as LocalDefinition,
  StateMachine,
} from "aws-local-stepfunctions";
import type { TaskTokens } from "../../ports/task-tokens.ts";
import type { Workflow, WorkflowSteps } from "../../ports/workflow.ts";
import { askState, type StateMachineDefinition, substitute } from "../../workflow/compile.ts";

/** Timers of the platform hold at most 2^31 - 1 milliseconds; longer ones fire at once. In seconds. */
const LONGEST_TIMER_SECONDS = 2_147_483;

const ARNS = {
  Partition: "aws",
  AskFunctionArn: "arn:aws:lambda:local:000000000000:function:ask",
  SettleFunctionArn: "arn:aws:lambda:local:000000000000:function:settle",
  IssueFunctionArn: "arn:aws:lambda:local:000000000000:function:issue",
};

/** Ends the run of a machine whose stage only waits; its tokens are kept and it is run again when they are in. */
class LetGo extends Error {
  override name = "Lianban.LetGo";
}

interface Machine {
  machine: StateMachine;
  /** Items of each stage, by the name of the task that asks. */
  stages: { stage: string; tasks: string[]; items: string[] }[];
}

/** Shorten waits to what the platform's timers hold; nothing else of the definition is touched. */
const capped = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(capped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === "TimeoutSeconds" && typeof each === "number"
        ? Math.min(each, LONGEST_TIMER_SECONDS)
        : capped(each),
    ]),
  );
};

const machineOf = (definition: StateMachineDefinition): Machine => {
  const stages = Object.entries(definition.States).flatMap(([stage, state]) => {
    if (state.Type !== "Parallel") return [];
    const tasks = (state.Branches as { StartAt: string }[]).map((branch) => branch.StartAt);
    return [{ stage, tasks, items: tasks.map((task) => task.slice(askState("").length)) }];
  });
  const local = capped(substitute(definition, ARNS)) as LocalDefinition;
  return { machine: new StateMachine(local), stages };
};

/** What one run of a machine knows of a stage: who has looked, and who waits to be let go together. */
interface Barrier {
  size: number;
  looked: number;
  waiting: ((why: unknown) => void)[];
  failure: { error: unknown } | null;
}

/** One more has looked. When all have, those who wait are let go, or fail with the one that failed. */
const arrive = (barrier: Barrier): void => {
  barrier.looked += 1;
  if (barrier.looked < barrier.size) return;
  const { waiting, failure } = barrier;
  barrier.looked = 0;
  barrier.waiting = [];
  for (const end of waiting) end(failure === null ? new LetGo("the stage waits") : failure.error);
};

const untilLetGo = (barrier: Barrier): Promise<never> =>
  new Promise((_, reject) => {
    barrier.waiting.push(reject);
    arrive(barrier);
  });

type AskInput = Parameters<WorkflowSteps["ask"]>[0];
type SettleInput = Parameters<WorkflowSteps["settle"]>[0];

/** The payload of an invocation, as the definition's `Parameters` shaped it. */
const payloadOf = <Payload>(input: unknown): Payload => (input as { Payload: Payload }).Payload;

/**
 * Step Functions embedded: the deployed definition itself, run by `aws-local-stepfunctions`.
 *
 * A machine whose stage only waits is let go, so that a waiting case costs no memory; when the last open token of
 * its case is in, it is run again from the beginning and lands where the case stands.
 */
export const makeEmbeddedWorkflow = ({
  definitions,
  steps,
  tokens,
}: {
  definitions: ReadonlyMap<string, StateMachineDefinition>;
  steps: WorkflowSteps;
  tokens: TaskTokens;
}): Workflow => {
  const machines = new Map([...definitions].map(([id, definition]) => [id, machineOf(definition)]));
  const running = new Map<string, { again: boolean; done: Promise<void> }>();
  /** Cases whose last run failed: a task may have left its token there, so counting tokens tells nothing. */
  const failed = new Set<string>();
  let tokenCount = 0;

  const handlersOf = ({ stages }: Machine) => {
    const asks = stages.flatMap(({ tasks, items }) => {
      const barrier: Barrier = { size: tasks.length, looked: 0, waiting: [], failure: null };
      return tasks.map((task, index) => [task, askHandler(barrier, items[index] ?? "")] as const);
    });
    return {
      ...Object.fromEntries(asks),
      Settle: async (input: unknown) => ({
        Payload: await steps.settle(payloadOf<SettleInput>(input)),
      }),
      Issue: async (input: unknown) => ({
        Payload: await steps.issue(payloadOf<Parameters<WorkflowSteps["issue"]>[0]>(input)),
      }),
    };
  };

  const askHandler = (barrier: Barrier, itemId: string) => async (input: unknown) => {
    const { caseId, token } = payloadOf<AskInput>(input);
    if ((await lookedAt(barrier, { caseId, itemId, token })) === "waiting") return untilLetGo(barrier);
    arrive(barrier);
    return { itemId };
  };

  /** A task that fails must not leave the others of its stage waiting for it: each of them holds a timer. */
  const lookedAt = async (barrier: Barrier, input: AskInput): Promise<"waiting" | "through"> => {
    try {
      return await steps.ask(input);
    } catch (error) {
      barrier.failure ??= { error };
      arrive(barrier);
      throw error;
    }
  };

  const runOnce = async (caseId: string, machine: Machine, stage: string | undefined): Promise<void> => {
    const Task = {
      get Token() {
        tokenCount += 1;
        return `${caseId}:${tokenCount}`;
      },
    };
    const { result } = machine.machine.run(
      stage === undefined ? { caseId } : { caseId, settled: { next: stage } },
      { overrides: { taskResourceLocalHandlers: handlersOf(machine) }, context: { Task } },
    );
    try {
      await result;
    } catch (error) {
      if (!(error instanceof ExecutionError) || !isLetGo(error)) throw error;
    }
  };

  /** Leaves `running` in the very step that saw nobody ask again, so that no call in between is lost. */
  const runUntilQuiet = async (
    caseId: string,
    machine: Machine,
    run: { again: boolean; stage: string | undefined },
  ): Promise<void> => {
    try {
      do {
        const { stage } = run;
        run.again = false;
        run.stage = undefined;
        await runOnce(caseId, machine, stage);
      } while (run.again);
      failed.delete(caseId);
    } catch (error) {
      failed.add(caseId);
      throw error;
    } finally {
      running.delete(caseId);
    }
  };

  const start: Workflow["start"] = async ({ caseId, processId, stage }) => {
    const machine = machines.get(processId);
    if (machine === undefined) throw new Error(`no state machine was compiled for process "${processId}"`);
    const present = running.get(caseId);
    if (present !== undefined) {
      present.again = true;
      return present.done;
    }
    const run = { again: false, stage, done: Promise.resolve() };
    running.set(caseId, run);
    run.done = runUntilQuiet(caseId, machine, run);
    return run.done;
  };

  return {
    start,
    resume: async ({ caseId, itemId, processId }) => {
      const { left } = await tokens.take(caseId, itemId);
      if (left === 0 || failed.has(caseId)) await start({ caseId, processId });
    },
    idle: async () => {
      while (running.size > 0) await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };
};

const isLetGo = (error: ExecutionError): boolean =>
  (error.cause as { name?: string } | undefined)?.name === "Lianban.LetGo";
