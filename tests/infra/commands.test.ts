import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bundle, type EntryName, entryNames } from "../../infra/bundle.ts";
import { permissions } from "./permissions.ts";

/**
 * An emulator lets every function do everything, so a right that is missing would be missed on AWS first. Here the
 * commands in the code of each function's bundle are held against what its role may do.
 */
const ACTION_OF: Readonly<Record<string, string>> = {
  BatchGet: "dynamodb:BatchGetItem",
  Delete: "dynamodb:DeleteItem",
  Get: "dynamodb:GetItem",
  Put: "dynamodb:PutItem",
  Query: "dynamodb:Query",
  // A transaction asks for the right to each of its parts; the last of them is the rarest.
  TransactWrite: "dynamodb:ConditionCheckItem",
  Update: "dynamodb:UpdateItem",
  Decrypt: "kms:Decrypt",
  GenerateDataKey: "kms:GenerateDataKey",
  GetPublicKey: "kms:GetPublicKey",
  Sign: "kms:Sign",
  AbortMultipartUpload: "s3:AbortMultipartUpload",
  CompleteMultipartUpload: "s3:PutObject",
  CreateMultipartUpload: "s3:PutObject",
  DeleteObject: "s3:DeleteObjectVersion",
  GetObject: "s3:GetObject",
  HeadObject: "s3:GetObject",
  ListObjectVersions: "s3:ListBucketVersions",
  ListParts: "s3:ListMultipartUploadParts",
  PutObject: "s3:PutObject",
  UploadPart: "s3:PutObject",
  GetSecretValue: "secretsmanager:GetSecretValue",
  PutSecretValue: "secretsmanager:PutSecretValue",
  UpdateSecretVersionStage: "secretsmanager:UpdateSecretVersionStage",
  ChangeMessageVisibilityBatch: "sqs:ChangeMessageVisibility",
  SendMessageBatch: "sqs:SendMessage",
  SendMessage: "sqs:SendMessage",
  DescribeExecution: "states:DescribeExecution",
  SendTaskSuccess: "states:SendTaskSuccess",
  StartExecution: "states:StartExecution",
  StopExecution: "states:StopExecution",
};

type Excuse = readonly [command: RegExp, reason: string];

const DOCUMENTS: Excuse = [
  /^ListParts$/,
  "documents come whole; only their erasure is carried out there, which lists no parts",
];
const WORKER: Excuse = [
  /^ChangeMessageVisibilityBatch$/,
  "deliveries come with the worker that hides pointers; only adapters run it",
];

/** Commands that a bundle holds beside those its function calls, and why. */
const UNCALLED: Readonly<Partial<Record<EntryName, readonly Excuse[]>>> = {
  public: [
    [/^(BatchGet|Delete|Put|TransactWrite|Update)$/, "the store comes whole; pages read licences and counts"],
    [/^(GetObject|PutObject)$/, "the store comes with its shelf; pages load no case"],
  ],
  letters: [
    [
      /^(BatchGet|Delete|TransactWrite|Update|PutObject)$/,
      "the store comes whole; letters read cases and note who looked",
    ],
  ],
  adapter: [
    [
      /^(PutSecretValue|UpdateSecretVersionStage)$/,
      "secrets come with their rotation; only webhooks calls it",
    ],
  ],
  api: [WORKER],
  relay: [DOCUMENTS],
  watch: [DOCUMENTS, WORKER],
};

const commandsIn = (path: string): string[] =>
  [...readFileSync(path, "utf8").matchAll(/\bnew (?:\w+\.)?(\w+)Command\(/g)].map(([, name = ""]) => name);

const called = new Map<EntryName, ReadonlySet<string>>();

beforeAll(async () => {
  for (const { entry, metafile, directory } of await bundle({ outDir: "build/commands" })) {
    const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
    const own = inputs
      .filter(([path, { bytesInOutput }]) => path.startsWith("functions/adapters/aws/") && bytesInOutput > 0)
      .map(([path]) => path);
    const text = globSync(join(directory, "*.mjs"))
      .map((path) => readFileSync(path, "utf8"))
      .join("\n");
    // What the bundler left out of a file is not in the text either; the document client's names differ from DynamoDB's.
    const isThere = (name: string) => text.includes(`"${name}"`) || ACTION_OF[name]?.startsWith("dynamodb:");
    called.set(entry, new Set(own.flatMap(commandsIn).filter(isThere)));
  }
}, 120_000);

const roleOf = (entry: EntryName): string => (entry === "adapter" ? "adaptertax" : entry);

const mayDo = (entry: EntryName): ReadonlySet<string> =>
  new Set(
    (permissions[roleOf(entry)] ?? []).flatMap((line) => line.slice(line.indexOf(": ") + 2).split(" ")),
  );

const refused = (entry: EntryName): string[] => {
  const actions = mayDo(entry);
  return [...(called.get(entry) ?? [])].filter((name) => !actions.has(ACTION_OF[name] ?? name)).toSorted();
};

describe("the functions' commands", () => {
  it.each(entryNames)("are known of %s, each with the right it asks for", (entry) => {
    const commands = [...(called.get(entry) ?? [])];

    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((name) => !(name in ACTION_OF))).toEqual([]);
  });

  it.each(entryNames)("are all allowed to the role of %s, but for those that nobody calls there", (entry) => {
    const uncalled = UNCALLED[entry] ?? [];

    expect(refused(entry).filter((name) => !uncalled.some(([pattern]) => pattern.test(name)))).toEqual([]);
  });

  it.each(entryNames)("of %s have no excuse that is not needed", (entry) => {
    const idle = (UNCALLED[entry] ?? []).filter(
      ([pattern]) => !refused(entry).some((name) => pattern.test(name)),
    );

    expect(idle).toEqual([]);
  });
});
