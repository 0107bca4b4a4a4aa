import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";

/** One execution as the double holds it. `error` is what it was stopped with. */
export interface DoubleExecution {
  executionArn: string;
  name: string;
  input: string;
  status: string;
  startDate: Date;
  error: string | null;
}

/** A stand-in for Step Functions that keeps the rules of its API reference and runs nothing. */
export interface StepFunctionsDouble {
  sfn: Pick<SFNClient, "send">;
  executions: DoubleExecution[];
  /** Open a task of an execution; its token is the task's name. */
  openTask: (token: string, executionArn: string) => void;
  /** What tasks were completed with, by token. */
  outputs: Map<string, string | undefined>;
  /** End an execution. */
  end: (execution: DoubleExecution | undefined, status: string) => void;
  /** Let calls of one kind fail with an error of this name, until the next change. */
  failing: Map<string, string>;
}

const named = (name: string): Error => Object.assign(new Error(name), { name });

/** Make a double whose executions start at the instants `now` tells, in epoch milliseconds. */
export const makeStepFunctionsDouble = (now: () => number): StepFunctionsDouble => {
  const executions: DoubleExecution[] = [];
  const tasks = new Map<string, string>();
  const outputs = new Map<string, string | undefined>();
  const failing = new Map<string, string>();

  const found = (arn: string | undefined): DoubleExecution => {
    const execution = executions.find(({ executionArn }) => executionArn === arn);
    if (execution === undefined) throw named("ExecutionDoesNotExist");
    return execution;
  };

  const start = ({ stateMachineArn = "", name = "", input = "" }: StartExecutionCommand["input"]) => {
    const executionArn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
    const present = executions.find((each) => each.executionArn === executionArn);
    if (present === undefined) {
      const startDate = new Date(now());
      const begun: DoubleExecution = { executionArn, name, input, status: "RUNNING", startDate, error: null };
      executions.push(begun);
      return begun;
    }
    if (present.status !== "RUNNING" || present.input !== input) throw named("ExecutionAlreadyExists");
    return present;
  };

  const stop = ({ executionArn, error }: StopExecutionCommand["input"]) => {
    const execution = found(executionArn);
    if (execution.status === "RUNNING") Object.assign(execution, { status: "ABORTED", error: error ?? null });
    return { stopDate: new Date(now()) };
  };

  const complete = ({ taskToken = "", output }: SendTaskSuccessCommand["input"]) => {
    const arn = tasks.get(taskToken);
    if (arn === undefined) throw named("TaskDoesNotExist");
    if (found(arn).status !== "RUNNING" || outputs.has(taskToken)) throw named("TaskTimedOut");
    outputs.set(taskToken, output);
    return {};
  };

  const send = async (command: unknown): Promise<unknown> => {
    await Promise.resolve();
    const failure = failing.get((command as object).constructor.name);
    if (failure !== undefined) throw named(failure);
    if (command instanceof StartExecutionCommand) return start(command.input);
    if (command instanceof StopExecutionCommand) return stop(command.input);
    if (command instanceof DescribeExecutionCommand) return found(command.input.executionArn);
    if (command instanceof SendTaskSuccessCommand) return complete(command.input);
    throw new Error("a call the workflow does not make");
  };

  return {
    sfn: { send: send as SFNClient["send"] },
    executions,
    outputs,
    failing,
    openTask: (token, executionArn) => {
      tasks.set(token, executionArn);
    },
    end: (execution, status) => {
      if (execution !== undefined) execution.status = status;
    },
  };
};
