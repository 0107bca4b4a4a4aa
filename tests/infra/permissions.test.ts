import { describe, expect, it } from "vitest";
import { permissions, wildcards } from "./permissions.ts";
import { readPermissions } from "./read-permissions.ts";
import { synthesize } from "./synthesize.ts";

/** With everything that needs a right: tracing does. */
const { templates } = synthesize({ tracing: "on" });
const found = readPermissions(templates.hub);

const rolesThatMay = (line: RegExp): string[] =>
  Object.entries(found)
    .filter(([, lines]) => lines.some((each) => line.test(each)))
    .map(([role]) => role)
    .toSorted();

/** `Documents/events/*: s3:GetObject` and `Table: dynamodb:*`; a wildcard in a condition only narrows. */
const isWild = (line: string): boolean =>
  /^\S*\*(:| if )/.test(line) || /:\*( |$)/.test(line.slice(line.indexOf(": ")));

const wildcardLines = Object.entries(found).flatMap(([role, lines]) =>
  lines.filter(isWild).map((line) => ({ role, line })),
);

describe("the hub's roles", () => {
  it.each(Object.keys(permissions))("%s may do what the table says, and no more", (role) => {
    expect(found[role]).toEqual([...(permissions[role] ?? [])].toSorted());
  });

  it("are all in the table", () => {
    expect(Object.keys(found).toSorted()).toEqual(Object.keys(permissions).toSorted());
  });

  it.each(wildcardLines)("$role has a reason for a wildcard: $line", ({ line }) => {
    expect(wildcards.filter(([pattern]) => pattern.test(line))).toHaveLength(1);
  });

  it("have no reason for a wildcard that nobody has", () => {
    const idle = wildcards.filter(([pattern]) => !wildcardLines.some(({ line }) => pattern.test(line)));

    expect(idle).toEqual([]);
  });
});

describe("least privilege", () => {
  it("lets only issue, and the API for a reissue, sign licences", () => {
    expect(rolesThatMay(/kms:Sign\b/)).toEqual(["api", "issue"]);
  });

  it("lets only webhooks and a department's own adapter read its secret", () => {
    expect(rolesThatMay(/^WebhookSecrettax: .*GetSecretValue/)).toEqual(["adaptertax", "webhooks"]);
    expect(rolesThatMay(/^WebhookSecretemergencymanagement: /)).toEqual(["webhooks"]);
  });

  it("lets only webhooks change a secret", () => {
    expect(rolesThatMay(/secretsmanager:(?!GetSecretValue)[A-Z]/)).toEqual(["webhooks"]);
  });

  it("lets the public function read licences and count cases, and open nothing that applicants wrote", () => {
    const lines = found.public?.filter((line) => /dynamodb:|EncryptionContext|s3:/.test(line)) ?? [];

    expect(lines).toEqual([
      "DataKey if kms:ViaService dynamodb: kms:Decrypt kms:DescribeKey",
      "Table if dynamodb:LeadingKeys LICENCE#*: dynamodb:GetItem",
      "Table/index/gsi1 if dynamodb:LeadingKeys STATUS#*, dynamodb:Select COUNT: dynamodb:Query",
    ]);
  });

  it("lets only those delete documents who carry out erasures or complete uploads", () => {
    expect(rolesThatMay(/s3:DeleteObject/)).toEqual(["api", "relay", "watch"]);
  });

  it("lets nobody use the key itself without saying what for", () => {
    expect(rolesThatMay(/^DataKey: /)).toEqual([]);
  });

  it("lets nobody administer anything", () => {
    expect(
      rolesThatMay(/\b(iam|sts|kms:Put|kms:Schedule|dynamodb:DeleteTable|s3:PutBucket|lambda:Update)/),
    ).toEqual([]);
  });
});
