import type { Template } from "aws-cdk-lib/assertions";
import { type Resource, resourcesOf } from "./synthesize.ts";

type Json = unknown;

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: Json;
  Condition?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/** The name somebody gave a construct, without the hash the CDK puts behind it. */
const nameOf = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, "");

/** What another stack gave away: `ExportsOutputFnGetAttDataKey17AFBB84ArnCE2A1BC6` → `DataKey`. */
const exported = (name: string): string => {
  const [, id = name] = /ExportsOutput(?:FnGetAtt|Ref)(.+?)[0-9A-F]{8}/.exec(name) ?? [];
  return name.includes("StreamArn") ? `${id} stream` : id;
};

/** Say a resource of a statement in the names of the constructs: `Documents/events/*`. */
const textOf = (value: Json): string => {
  if (typeof value === "string") return value;
  const [[operation, operand] = ["", ""]] = Object.entries(value as Record<string, Json>);
  switch (operation) {
    case "Fn::ImportValue":
      return exported(String(operand));
    case "Fn::GetAtt":
      return nameOf(String((operand as string[])[0]));
    case "Ref":
      return nameOf(String(operand));
    case "Fn::Join":
      return (operand as [string, Json[]])[1].map(textOf).join("");
    default:
      throw new Error(`a resource of a policy is said in a way this test does not know: ${operation}`);
  }
};

/** Region and account are the deployment's, so they say nothing here. */
const short = (text: string): string =>
  text.replaceAll(".us-east-1.AWS::URLSuffix", "").replace(/^arn:aws:\w+:us-east-1:123456789012:/, "");

const conditionOf = ({ Condition = {} }: Statement): string =>
  Object.values(Condition)
    .flatMap((each) => Object.entries(each))
    .map(([key, value]) => `${key} ${[value].flat().map(textOf).map(short).join(" ")}`)
    .toSorted()
    .join(", ");

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** One line for each resource and condition: `DataKey if kms:EncryptionContext:purpose case: kms:Decrypt`. */
const linesOf = (statements: readonly Statement[]): string[] => {
  const actions = new Map<string, Set<string>>();
  for (const statement of statements)
    for (const resource of list(statement.Resource)) {
      if (statement.Effect !== "Allow") throw new Error("roles are given rights, never denied any");
      const condition = conditionOf(statement);
      const subject = `${short(textOf(resource))}${condition === "" ? "" : ` if ${condition}`}`;
      const known = actions.get(subject) ?? new Set();
      for (const action of list(statement.Action)) known.add(action);
      actions.set(subject, known);
    }
  return [...actions].map(([subject, each]) => `${subject}: ${[...each].toSorted().join(" ")}`).toSorted();
};

const statementsOf = ({ Properties }: Resource): Statement[] =>
  (Properties.PolicyDocument as { Statement: Statement[] }).Statement;

/**
 * What every role of a template may do: its name and one line for each resource and condition. Throws on a managed or
 * an inline policy, which would not be seen here.
 */
export const readPermissions = (template: Template): Record<string, string[]> => {
  const roles = resourcesOf(template, "AWS::IAM::Role");
  for (const [id, { Properties }] of Object.entries(roles))
    if (Properties.ManagedPolicyArns !== undefined || Properties.Policies !== undefined)
      throw new Error(`role ${id} has a policy that is not a resource of its own`);
  const statements = new Map<string, Statement[]>(Object.keys(roles).map((id) => [id, []]));
  for (const policy of Object.values(resourcesOf(template, "AWS::IAM::Policy")))
    for (const { Ref } of policy.Properties.Roles as { Ref: string }[])
      statements.get(Ref)?.push(...statementsOf(policy));
  return Object.fromEntries(
    [...statements].map(([id, each]) => [nameOf(id).replace(/Role$/, ""), linesOf(each)]),
  );
};
