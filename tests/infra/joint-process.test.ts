import aslValidator from "asl-validator";
import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { companyRegistration } from "../../functions/processes/company-registration.ts";
import type { Process, Processes } from "../../functions/processes/process.ts";
import { processes } from "../../functions/processes/processes.ts";
import { compile } from "../../functions/workflow/compile.ts";
import { resourcesOf, synthesize } from "./synthesize.ts";

const MACHINE = "AWS::StepFunctions::StateMachine";
const ON = "2026-11-24";

const another: Process = { ...companyRegistration, id: "company-change" };
const withAnother: Processes = new Map([...processes, [another.id, another]]);

const definitions = (made: ReturnType<typeof synthesize>): unknown[] =>
  Object.values(resourcesOf(made.templates.hub, MACHINE)).map(({ Properties }) =>
    JSON.parse(Properties.DefinitionString as string),
  );

const variablesOf = (made: ReturnType<typeof synthesize>, id: string): Record<string, unknown> => {
  const [found] = Object.entries(resourcesOf(made.templates.hub, "AWS::Lambda::Function")).flatMap(
    ([logicalId, { Properties }]) =>
      logicalId.startsWith(`${id}Function`)
        ? [(Properties.Environment as { Variables: Record<string, unknown> }).Variables]
        : [],
  );
  if (found === undefined) throw new Error(`there is no function ${id}`);
  return found;
};

describe("JointProcess", () => {
  it("gives every process its state machine, from the very object the embedded hub runs", () => {
    const compiled = [...processes.values()].map((process) => compile(process, bengbuCatalog, ON));

    const deployed = definitions(synthesize());

    expect(deployed).toEqual(
      compiled.map((each) => JSON.parse(JSON.stringify("definition" in each ? each.definition : each))),
    );
  });

  it("gives a process that is added its machine, its address and its alarms, with no other change", () => {
    const before = synthesize();

    const after = synthesize({}, { processes: withAnother });

    expect(definitions(after)).toHaveLength(definitions(before).length + 1);
    for (const id of ["relay", "watch"]) {
      expect(JSON.stringify(variablesOf(after, id).LIANBAN_STATE_MACHINES)).toContain("company-change");
      expect(JSON.stringify(variablesOf(before, id).LIANBAN_STATE_MACHINES)).not.toContain("company-change");
    }
    after.templates.hub.hasResourceProperties("AWS::CloudWatch::Alarm", {
      AlarmName: "lianban-dev-state-machine-failed-company-change",
    });
  });

  it("lets the machine of an added process call the three steps, and the steps complete its tasks", () => {
    const { hub } = synthesize({}, { processes: withAnother }).templates;
    const calls = Object.values(resourcesOf(hub, "AWS::IAM::Policy")).filter(({ Properties }) =>
      JSON.stringify(Properties.PolicyDocument).includes("lambda:InvokeFunction"),
    );
    const completing = Object.values(resourcesOf(hub, "AWS::IAM::Policy")).filter(({ Properties }) =>
      /states:SendTaskSuccess.*companychangeMachine/.test(JSON.stringify(Properties.PolicyDocument)),
    );

    // Every machine and the schedule.
    expect(calls).toHaveLength(withAnother.size + 1);
    expect(completing).toHaveLength(3);
  });

  it("puts partition and functions in place of the placeholders, all of them", () => {
    const made = synthesize();
    const [machine] = Object.values(resourcesOf(made.templates.hub, MACHINE));
    const definition = String(machine?.Properties.DefinitionString);
    const used = new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));

    expect(machine?.Properties.DefinitionSubstitutions).toEqual({
      Partition: { Ref: "AWS::Partition" },
      AskFunctionArn: { "Fn::GetAtt": [expect.stringMatching(/^askFunction/), "Arn"] },
      SettleFunctionArn: { "Fn::GetAtt": [expect.stringMatching(/^settleFunction/), "Arn"] },
      IssueFunctionArn: { "Fn::GetAtt": [expect.stringMatching(/^issueFunction/), "Arn"] },
    });
    expect([...used].toSorted()).toEqual([
      "AskFunctionArn",
      "IssueFunctionArn",
      "Partition",
      "SettleFunctionArn",
    ]);
  });

  it("is Amazon States Language", () => {
    for (const definition of definitions(synthesize()))
      expect(
        aslValidator(definition as Parameters<typeof aslValidator>[0], { checkArn: false, checkPaths: true })
          .errors,
      ).toEqual([]);
  });

  it("logs what went wrong, and nothing that passed through", () => {
    synthesize().templates.hub.allResourcesProperties(MACHINE, {
      StateMachineType: "STANDARD",
      LoggingConfiguration: { Level: "ERROR", IncludeExecutionData: false, Destinations: Match.anyValue() },
      TracingConfiguration: { Enabled: false },
    });
  });

  it("does not compile a process with an item that is not on the power list, and says why", () => {
    const [stage] = companyRegistration.stages;
    if (stage === undefined) throw new Error("the process has no stage");
    const unlisted: Process = {
      ...companyRegistration,
      stages: [{ ...stage, items: [...stage.items, { item: "fortune-telling" }] }],
    };

    expect(() => synthesize({}, { processes: new Map([[unlisted.id, unlisted]]) })).toThrow(
      /process "company-registration" does not compile:\n.*fortune-telling/,
    );
  });
});
