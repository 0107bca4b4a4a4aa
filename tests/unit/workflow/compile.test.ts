import aslValidator from "asl-validator";
import { describe, expect, it } from "vitest";
import { bengbuCatalog } from "../../../functions/catalog/bengbu.ts";
import type { Item } from "../../../functions/catalog/catalog.ts";
import { editionOn, makeEditions } from "../../../functions/catalog/editions.ts";
import { companyRegistration } from "../../../functions/processes/company-registration.ts";
import type { Process } from "../../../functions/processes/process.ts";
import { processes } from "../../../functions/processes/processes.ts";
import {
  ASK_TIMEOUT_SECONDS,
  askState,
  compile,
  EXECUTION_TIMEOUT_SECONDS,
  type StateMachineDefinition,
  stageState,
  substitute,
} from "../../../functions/workflow/compile.ts";
import { MAX_ID_CHARACTERS, MAX_ITEMS_PER_PROCESS } from "../../../functions/workflow/process-problems.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { message } from "../../../schemas/message.ts";
import { statesOf, unboundedWaits } from "../../support/asl-lint.ts";
import { type Synthetic, syntheticCatalog, syntheticProcess } from "../../support/synthetic-process.ts";
import { bengbuWorldWith } from "../../support/test-world.ts";

const ON = "2026-11-24";

const ARNS = {
  Partition: "aws",
  AskFunctionArn: "arn:aws:lambda:cn-north-1:000000000000:function:ask",
  SettleFunctionArn: "arn:aws:lambda:cn-north-1:000000000000:function:settle",
  IssueFunctionArn: "arn:aws:lambda:cn-north-1:000000000000:function:issue",
};

const definitionOf = (process: Process, catalog = bengbuCatalog): StateMachineDefinition => {
  const compiled = compile(process, catalog, ON);
  if ("problems" in compiled) throw new Error(compiled.problems.join("\n"));
  return compiled.definition;
};

const problemsOf = (synthetic: Synthetic, change: Partial<Process> = {}): string[] => {
  const compiled = compile({ ...syntheticProcess(synthetic), ...change }, syntheticCatalog(synthetic), ON);
  return "problems" in compiled ? compiled.problems : [];
};

const installed = [...processes.values()].map((process) => [process.id, process] as const);

describe("compile", () => {
  it.each(installed)(
    "makes of %s a machine that the validator accepts, before and after substitution",
    (_, process) => {
      const definition = definitionOf(process);

      const checks = [
        aslValidator(structuredClone(definition), { checkArn: false, checkPaths: true }),
        aslValidator(substitute(definition, ARNS), { checkArn: true, checkPaths: true }),
      ];

      expect(checks.flatMap(({ errors }) => errors)).toEqual([]);
      expect(checks.map(({ isValid }) => isValid)).toEqual([true, true]);
    },
  );

  it.each(installed)("bounds every wait of %s below a year", (_, process) => {
    expect(unboundedWaits(definitionOf(process))).toEqual([]);
  });

  it.each([
    ["the machine", (each: StateMachineDefinition) => ({ ...each, TimeoutSeconds: 366 * 86_400 })],
    ["a task in a branch", (each: StateMachineDefinition) => without(each, askState("tax-registration"))],
    ["a step of the hub", (each: StateMachineDefinition) => without(each, "Settle")],
  ])("has a lint that sees a wait without an end: %s", (_, spoil) => {
    expect(unboundedWaits(spoil(definitionOf(companyRegistration)))).toHaveLength(1);
  });

  it("makes of each stage a Parallel with one ask per item, in order", () => {
    const definition = definitionOf(companyRegistration);

    const tasks = statesOf(definition).filter(([, state]) =>
      String(state.Resource).endsWith(".waitForTaskToken"),
    );

    expect(definition.StartAt).toBe("Where next");
    expect(tasks.map(([path]) => path.split("/").at(-1))).toEqual([
      "Ask hazardous-chemicals-permit",
      "Ask enterprise-registration",
      "Ask organization-code",
      "Ask tax-registration",
    ]);
    expect(tasks.map(([, state]) => state.TimeoutSeconds)).toEqual(Array(4).fill(ASK_TIMEOUT_SECONDS));
    expect(definition.TimeoutSeconds).toBe(EXECUTION_TIMEOUT_SECONDS);
    expect(EXECUTION_TIMEOUT_SECONDS).toBeGreaterThan(ASK_TIMEOUT_SECONDS);
  });

  it("hands settle the items the machine asks, by stage", () => {
    expect(definitionOf(companyRegistration).States.Settle).toMatchObject({
      Parameters: {
        Payload: {
          "caseId.$": "$.caseId",
          asks: {
            "pre-approval": ["hazardous-chemicals-permit"],
            registration: ["enterprise-registration", "organization-code", "tax-registration"],
          },
        },
      },
    });
  });

  it("hands each ask its item, its case and its token", () => {
    const definition = definitionOf(companyRegistration);

    const [, ask] = statesOf(definition).find(([path]) => path.endsWith("Ask tax-registration")) ?? [];

    expect(ask).toMatchObject({
      Parameters: {
        Payload: { "caseId.$": "$.caseId", itemId: "tax-registration", "token.$": "$$.Task.Token" },
      },
    });
  });

  it("goes where it is told to begin or settle says: to any stage, to the licence, or to the end", () => {
    const { States } = definitionOf(companyRegistration);

    const choice = Object.values(States).find((state) => state.Type === "Choice");

    expect(choice).toMatchObject({
      Choices: [
        { Not: { IsPresent: true }, Next: stageState("pre-approval") },
        { StringEquals: "pre-approval", Next: stageState("pre-approval") },
        { StringEquals: "registration", Next: stageState("registration") },
        { StringEquals: "issue", Next: "Issue" },
      ],
      Default: "Ended",
    });
  });

  it("gives the same machine whenever it is asked", () => {
    expect(definitionOf(companyRegistration)).toEqual(definitionOf(companyRegistration));
  });

  it("compiles items that are waived, notified, delegated or merged", () => {
    const { catalog } = bengbuWorldWith({
      "organization-code": { status: { kind: "suspended", until: null } },
      "tax-registration": { status: { kind: "delegated", to: "quality-supervision" } },
    });

    expect(compile(companyRegistration, catalog, ON)).toHaveProperty("definition");
  });

  it("compiles as many items as are allowed, with ids as long as are allowed", () => {
    const ids = Array.from({ length: MAX_ITEMS_PER_PROCESS }, (_, index) =>
      `${index}`.padEnd(MAX_ID_CHARACTERS, "x"),
    );
    const synthetic = { stages: [ids] };
    const definition = definitionOf(syntheticProcess(synthetic), syntheticCatalog(synthetic));

    expect(aslValidator(structuredClone(definition), { checkArn: false, checkPaths: true }).errors).toEqual(
      [],
    );
  });
});

describe("compile: what does not compile, and why", () => {
  it.each([
    ["cancelled", { status: { kind: "cancelled" } }],
    ["frozen", { status: { kind: "frozen" } }],
    ["not-in-force", { validTo: "2026-11-23" }],
  ] as const)("an item that is %s", (why, row: Partial<Item>) => {
    expect(problemsOf({ stages: [["a"]], rows: { a: row } })).toEqual([
      `item "a" of process "synthetic" is ${why} on the power list on ${ON}; nothing outside the list has power`,
    ]);
  });

  it.each(["cancelled", "frozen"] as const)("an item merged into one that is %s", (kind) => {
    const rows = {
      a: { status: { kind: "merged", into: "b" } },
      b: { status: { kind } },
    } satisfies Synthetic["rows"];

    expect(problemsOf({ stages: [["a"]], rows })).toEqual([
      `item "a" of process "synthetic" is ${kind} on the power list on ${ON}; nothing outside the list has power`,
    ]);
  });

  it("an item an edition has cancelled, from the day the edition is in force", () => {
    const process = syntheticProcess({ stages: [["a"]] });
    const editions = makeEditions([
      syntheticCatalog({ stages: [["a"]], edition: { version: "old", validFrom: "2024-01-01" } }),
      syntheticCatalog({
        stages: [["a"]],
        edition: { version: "new", validFrom: ON },
        rows: { a: { status: { kind: "cancelled" } } },
      }),
    ]);
    const compiledOn = (on: string) => compile(process, editionOn(editions, on), on);

    expect(compiledOn("2026-11-23")).toHaveProperty("definition");
    expect(compiledOn(ON)).toHaveProperty("problems");
  });

  it("an item that owes outputs while its silence is consent, in every mode that owes some", () => {
    const silence = { kind: "deemed-consent", basis: "联合审批办法" } as const;
    const synthetic: Synthetic = {
      stages: [["a", "b"]],
      parts: { a: { yields: ["aNumber"] }, b: {} },
      rows: { a: { silence }, b: { silence } },
    };

    expect(problemsOf(synthetic)).toEqual([
      'item "a" owes "aNumber" in mode "only", which presumed consent would not bring; let silence have another rule',
    ]);
  });

  it("an item that owes outputs and is merged into one whose silence is consent", () => {
    const synthetic: Synthetic = {
      stages: [["a"]],
      parts: { a: { yields: ["aNumber"] } },
      rows: {
        a: { status: { kind: "merged", into: "b" } },
        b: { silence: { kind: "deemed-consent", basis: "联合审批办法" } },
      },
    };

    expect(problemsOf(synthetic)).toEqual([expect.stringContaining('item "a" owes "aNumber"')]);
  });

  it.each(["none", "lead-decides"] as const)(
    "takes an item that owes outputs and whose silence rule is %s",
    (kind) => {
      const synthetic: Synthetic = {
        stages: [["a"]],
        parts: { a: { yields: ["aNumber"] } },
        rows: { a: { silence: { kind, basis: "联合审批办法" } } },
      };

      expect(problemsOf(synthetic)).toEqual([]);
    },
  );

  it("an item that the power list does not name", () => {
    const synthetic: Synthetic = { stages: [["a"]] };

    const compiled = compile(syntheticProcess({ stages: [["a", "z"]] }), syntheticCatalog(synthetic), ON);

    expect(compiled).toMatchObject({
      problems: [expect.stringContaining('item "z" of process "synthetic" is unknown')],
    });
  });

  it.each([
    ["an item that stands twice", { stages: [["a"], ["a"]] }, /item "a" stands twice/],
    [
      "an unknown mode",
      { stages: [["a"]], parts: { a: {} } },
      /part in the unknown mode "only"/,
      { modes: ["other"] },
    ],
    [
      "an unknown output",
      { stages: [["a"]], parts: { a: { yields: ["zzz"] } } },
      /output "zzz" of item "a" is not defined/,
    ],
    [
      "a need of an item that is not there",
      { stages: [["a"]], parts: { a: { needs: { z: ["aNumber"] } } } },
      /item "a" needs an output of "z", which is not in process "synthetic"/,
    ],
    [
      "a need of an unknown output",
      { stages: [["a", "b"]], parts: { a: { yields: ["zzz"] }, b: { needs: { a: ["zzz"] } } } },
      /output "zzz" of item "b" is not defined/,
    ],
    [
      "a need that nobody meets in the mode",
      { stages: [["a", "b"]], parts: { b: { needs: { a: ["aNumber"] } } } },
      /item "b" needs "aNumber" of "a", which does not yield it in mode "only"/,
    ],
    [
      "a need of what a later stage yields",
      { stages: [["a"], ["b"]], parts: { a: { needs: { b: ["bNumber"] } }, b: { yields: ["bNumber"] } } },
      /item "a" needs an output of "b", which is asked in a later stage/,
    ],
    [
      "items that wait for one another",
      {
        stages: [["a", "b", "c"]],
        parts: {
          a: { needs: { b: ["bNumber"] }, yields: ["aNumber"] },
          b: { needs: { a: ["aNumber"] }, yields: ["bNumber"] },
        },
      },
      /items a, b wait for one another in mode "only"/,
    ],
    [
      "an item that waits for itself",
      { stages: [["a"]], parts: { a: { needs: { a: ["aNumber"] }, yields: ["aNumber"] } } },
      /items a wait for one another/,
    ],
    ["a process without stages", { stages: [] }, /has no stage; name at least one/],
    ["a stage without items", { stages: [["a"], []] }, /stage "stage-2" has no items; name at least one/],
    [
      "a process with too many items",
      { stages: [Array.from({ length: MAX_ITEMS_PER_PROCESS + 1 }, (_, index) => `i${index}`)] },
      /has 17 items; 16 at most/,
    ],
    [
      "an id that is too long",
      { stages: [["a".repeat(MAX_ID_CHARACTERS + 1)]] },
      /is too long; 60 characters are allowed/,
    ],
    [
      "a lead that is no department",
      { stages: [["a"]] },
      /the lead department "nobody" is not in the catalogue/,
      { lead: "nobody" },
    ],
  ] as const)("%s", (_, synthetic: Synthetic, reason: RegExp, change: Partial<Process> = {}) => {
    const problems = problemsOf(synthetic, change);

    expect(problems.filter((problem) => reason.test(problem))).toHaveLength(1);
  });

  it.each(["issue", "ended"])("a stage called %s, which is an answer of the hub", (id) => {
    const process = syntheticProcess({ stages: [["a"]] });
    const stages = process.stages.map((stage) => ({ ...stage, id }));

    expect(problemsOf({ stages: [["a"]] }, { stages })).toEqual([
      `a stage may not be called "${id}"; the hub answers that word itself`,
    ]);
  });

  describe("an output that meets a pre-condition", () => {
    const proved = (synthetic: Omit<Synthetic, "besides">): string[] =>
      problemsOf({
        ...synthetic,
        besides: {
          inherits: { outputs: [{ item: "permit", name: "permitNumber", of: "works" }], materials: [] },
          preconditions: [
            {
              id: "permit",
              name: message("已取得许可", "the permit is there"),
              basis: "合成依据",
              by: [{ kind: "output", item: "permit", name: "permitNumber" }],
            },
          ],
        },
      }).filter((problem) => problem.includes("meets pre-condition"));
    const reads = { inherits: { permit: ["permitNumber"] } };

    it("has to be read by an item that is always asked, so that somebody is asked again once it is revoked", () => {
      const stages = [["a", "b"], ["permit"]];
      const permit = { yields: ["permitNumber"] };

      expect(proved({ stages, parts: { permit, a: reads } })).toEqual([]);
      expect(proved({ stages, parts: { permit } })).toHaveLength(1);
      expect(proved({ stages, parts: { permit, a: reads }, when: { a: "activity" } })).toHaveLength(1);
    });

    it("is not read by an item whose department is only told", () => {
      const parts = { permit: { yields: ["permitNumber"] }, a: reads };
      const rows = { a: { status: { kind: "transformed", to: "dept-a" } as const } };
      const stages = [["a", "b"], ["permit"]];

      expect(proved({ stages, parts, rows })).toHaveLength(1);
    });
  });

  it("two stages under one id", () => {
    const synthetic: Synthetic = { stages: [["a"], ["b"]] };
    const stages = syntheticProcess(synthetic).stages.map((stage) => ({ ...stage, id: "same" }));

    expect(problemsOf(synthetic, { stages })).toEqual([
      'stage "same" stands twice in process "synthetic"; an id is given once',
    ]);
  });

  it("an item that waits for an activity no list ever named", () => {
    const listed = syntheticCatalog({ stages: [["a"]] });

    const compiled = compile(syntheticProcess({ stages: [["a"]], when: { a: "alchemy" } }), listed, ON);

    expect(compiled).toEqual({
      problems: ['item "a" waits for "alchemy", which the pre-approval list never names'],
    });
  });

  it("tells everything that is wrong at once", () => {
    const problems = problemsOf(
      { stages: [["a", "a"], []], rows: { a: { status: { kind: "frozen" } } } },
      { lead: "nobody" },
    );

    expect(problems.length).toBeGreaterThanOrEqual(4);
  });

  it("accepts a limit of zero, which is not the absence of one", () => {
    expect(problemsOf({ stages: [["a"]], limits: { promised: workingDays(0), statutory: null } })).toEqual(
      [],
    );
  });
});

describe("substitute", () => {
  it("puts a value in place of every placeholder", () => {
    const text = JSON.stringify(substitute(definitionOf(companyRegistration), ARNS));

    expect(text).not.toContain("${");
    expect(text).toContain("arn:aws:states:::lambda:invoke.waitForTaskToken");
    expect(text).toContain(ARNS.IssueFunctionArn);
  });

  it("stops at a placeholder without a value, and names it", () => {
    const { IssueFunctionArn: _, ...rest } = ARNS;

    expect(() => substitute(definitionOf(companyRegistration), rest)).toThrow(/\$\{IssueFunctionArn\}/);
  });

  it("leaves the definition it was given alone, and takes any text as a value", () => {
    const definition = definitionOf(companyRegistration);
    const before = structuredClone(definition);

    const odd = substitute(definition, { ...ARNS, IssueFunctionArn: 'a "quoted" \\ text' });

    expect(definition).toEqual(before);
    expect(odd.States.Issue).toMatchObject({ Parameters: { FunctionName: 'a "quoted" \\ text' } });
  });
});

/** The definition with one state's timeout taken out. */
const without = (definition: StateMachineDefinition, name: string): StateMachineDefinition => {
  const copy = structuredClone(definition);
  for (const [path, state] of statesOf(copy)) if (path.endsWith(`/${name}`)) delete state.TimeoutSeconds;
  return copy;
};
