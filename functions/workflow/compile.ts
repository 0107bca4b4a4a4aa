import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Process, Stage } from "../processes/process.ts";
import { problemsOfProcess } from "./process-problems.ts";

/** A state machine in Amazon States Language (JSONPath), as plain data. */
export interface StateMachineDefinition {
  Comment: string;
  StartAt: string;
  TimeoutSeconds: number;
  States: Record<string, Readonly<Record<string, unknown>>>;
}

/** A definition, or every reason why a process may not run. */
export type Compiled = { definition: StateMachineDefinition } | { problems: string[] };

/** How long a task waits for its department before the watch starts the machine again: 300 days, in seconds. Below the service's year. */
export const ASK_TIMEOUT_SECONDS = 300 * 86_400;

/** The longest a whole execution may last: 360 days, in seconds. @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const EXECUTION_TIMEOUT_SECONDS = 360 * 86_400;

/** How long the hub's own steps may take, in seconds. */
const STEP_TIMEOUT_SECONDS = 60;

/** The name of an error after which a step of the hub's own is tried again: a service it needs did not answer. */
export const TRY_AGAIN = "Lianban.TryAgain";

const RETRY = [
  {
    ErrorEquals: [
      TRY_AGAIN,
      "Lambda.ServiceException",
      "Lambda.AWSLambdaException",
      "Lambda.SdkClientException",
      "Lambda.TooManyRequestsException",
      "Lambda.Unknown",
      "Sandbox.Timedout",
    ],
    IntervalSeconds: 2,
    MaxAttempts: 6,
    BackoffRate: 2,
  },
];

/** The name of the state in which a stage's items run in parallel. */
export const stageState = (stageId: string): string => `Stage ${stageId}`;

/** The name of the task that asks one item. */
export const askState = (itemId: string): string => `Ask ${itemId}`;

const askTask = (itemId: string) => ({
  Type: "Task",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation substitutes these placeholders
  Resource: "arn:${Partition}:states:::lambda:invoke.waitForTaskToken",
  Parameters: {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation substitutes these placeholders
    FunctionName: "${AskFunctionArn}",
    Payload: { "caseId.$": "$.caseId", itemId, "token.$": "$$.Task.Token" },
  },
  TimeoutSeconds: ASK_TIMEOUT_SECONDS,
  Retry: RETRY,
  End: true,
});

const stepTask = (
  functionArn: string,
  { payload = {}, next }: { payload?: Readonly<Record<string, unknown>>; next?: string },
) => ({
  Type: "Task",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation substitutes these placeholders
  Resource: "arn:${Partition}:states:::lambda:invoke",
  Parameters: { FunctionName: functionArn, Payload: { "caseId.$": "$.caseId", ...payload } },
  ResultSelector: { "next.$": "$.Payload.next" },
  ResultPath: "$.settled",
  TimeoutSeconds: STEP_TIMEOUT_SECONDS,
  Retry: RETRY,
  ...(next === undefined ? { End: true } : { Next: next }),
});

/** The items the machine asks, by stage: *settle* sends no machine to a stage in which it has nobody to wait for. */
const asksOf = ({ stages }: Process): Record<string, string[]> =>
  Object.fromEntries(stages.map(({ id, items }) => [id, items.map(({ item }) => item)]));

const stageParallel = (stage: Stage) => ({
  Type: "Parallel",
  Branches: stage.items.map(({ item }) => ({
    StartAt: askState(item),
    States: { [askState(item)]: askTask(item) },
  })),
  ResultPath: null,
  Next: "Settle",
});

/**
 * Compile a process to Amazon States Language: a stage is a Parallel of asks, then *settle* says where to go next.
 *
 * Whoever starts a machine may name the stage it begins at, as `{"caseId", "settled": {"next": stage}}`; without that it
 * begins at the first.
 *
 * The same object is deployed and run embedded; `${Partition}`, `${AskFunctionArn}`, `${SettleFunctionArn}` and
 * `${IssueFunctionArn}` are substituted at either place. A process that names an unknown, cancelled or frozen item
 * does not compile (清单之外无权力), nor does one in which a case could wait for ever.
 * @see https://states-language.net/spec.html
 */
export const compile = (process: Process, catalog: Catalog, on: IsoDate): Compiled => {
  const problems = problemsOfProcess(process, catalog, on);
  const [first] = process.stages;
  if (problems.length > 0 || first === undefined) return { problems };
  const choices = [
    ...process.stages.map((stage) => ({ next: stage.id, state: stageState(stage.id) })),
    { next: "issue", state: "Issue" },
  ];
  return {
    definition: {
      Comment: `Lianban ${process.id} v${process.version}`,
      StartAt: "Where next",
      TimeoutSeconds: EXECUTION_TIMEOUT_SECONDS,
      States: {
        ...Object.fromEntries(process.stages.map((stage) => [stageState(stage.id), stageParallel(stage)])),
        // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation substitutes these placeholders
        Settle: stepTask("${SettleFunctionArn}", { payload: { asks: asksOf(process) }, next: "Where next" }),
        "Where next": {
          Type: "Choice",
          Choices: [
            { Not: { Variable: "$.settled.next", IsPresent: true }, Next: stageState(first.id) },
            ...choices.map(({ next, state }) => ({
              Variable: "$.settled.next",
              StringEquals: next,
              Next: state,
            })),
          ],
          Default: "Ended",
        },
        // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation substitutes these placeholders
        Issue: stepTask("${IssueFunctionArn}", {}),
        Ended: { Type: "Succeed" },
      },
    },
  };
};

/** Replace `${Name}` placeholders in every string of a definition. Throws when one has no value. */
export const substitute = (
  definition: StateMachineDefinition,
  values: Readonly<Record<string, string>>,
): StateMachineDefinition =>
  JSON.parse(
    JSON.stringify(definition).replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined)
        throw new Error(`the placeholder \${${name}} of the state machine has no value`);
      return JSON.stringify(value).slice(1, -1);
    }),
  ) as StateMachineDefinition;
