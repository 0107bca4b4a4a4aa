import { describe, expect, it } from "vitest";
import { participants } from "../../../functions/processes/construction/participants.ts";
import type { Form } from "../../../functions/processes/process.ts";
import {
  projectClasses,
  shelterObstacles,
  type Trigger,
  triggers,
} from "../../../schemas/forms/construction/choices.ts";
import type { ConstructionSample } from "../../fixtures/construction/forms.ts";
import { askedBy, constructionProcesses, itemsOf, processNamed, sampleCase } from "./construction-setting.ts";

type ProjectClass = keyof typeof projectClasses;
type Called = readonly string[];

/** Those that take part in every project. */
const core: Called = [
  "site-selection",
  "land-pre-review",
  "environmental-siting",
  "drawing-review",
  "planning-drawings",
  "fire-design",
  "completion-documents",
  "archive-acceptance",
  "planning-verification",
  "land-verification",
  "fire-acceptance",
  "shelter-acceptance",
  "completion-acceptance",
];

const byClass: Readonly<Record<ProjectClass, Called>> = {
  residential: [
    "construction-conditions",
    "shelter-siting",
    "shelter-design",
    "drainage-review",
    "green-design",
    "archive-guidance",
    "green-acceptance",
  ],
  commercial: [
    "construction-conditions",
    "shelter-siting",
    "shelter-design",
    "drainage-review",
    "green-design",
    "archive-guidance",
    "green-acceptance",
  ],
  public: [
    "shelter-siting",
    "shelter-design",
    "drainage-review",
    "green-design",
    "archive-guidance",
    "green-acceptance",
  ],
  municipal: ["drainage-review", "archive-guidance"],
  industrial: [],
};

const byTrigger: Readonly<Record<Trigger, Called>> = {
  "special-fire-works": ["fire-siting"],
  "explosive-site": ["fire-siting", "lightning-siting", "lightning-design", "lightning-acceptance"],
  "lightning-special": ["lightning-siting", "lightning-design", "lightning-acceptance"],
  "weather-observation": ["lightning-siting"],
  "environmental-report": ["environmental-impact", "environmental-completion"],
  "environmental-form": ["environmental-impact-form", "environmental-completion"],
  "river-zone": ["water-siting", "drainage-review", "water-acceptance"],
  "trees-or-green": ["green-siting", "green-design", "green-acceptance"],
  "underground-pipelines": ["pipeline-records"],
};

const byFact: readonly (readonly [path: string, value: unknown, called: Called])[] = [
  ["inErosionArea", true, ["water-siting", "soil-conservation-plan", "water-acceptance"]],
  ["landSupply", "grant", ["land-conditions"]],
  ["landSupply", "lease", []],
  ...Object.keys(shelterObstacles).map(
    (obstacle) => ["shelterObstacle", obstacle, ["shelter-relocation-permit", "shelter-design"]] as const,
  ),
];

/** A form of which nothing is special but what a test says. The table looks at the project alone. */
const formOf = (project: Record<string, unknown>): Form => ({
  project: { landSupply: "allocation", inErosionArea: false, triggers: [], ...project },
});

const classes = Object.keys(projectClasses) as ProjectClass[];
const everyTrigger = Object.keys(triggers) as Trigger[];
const cases = classes.flatMap((projectClass) => [
  { projectClass, what: "nothing else", project: {}, called: [] as Called },
  ...everyTrigger.map((trigger) => ({
    projectClass,
    what: trigger as string,
    project: { triggers: [trigger] },
    called: byTrigger[trigger],
  })),
  ...byFact.map(([path, value, called]) => ({
    projectClass,
    what: `${path} ${String(value)}`,
    project: { [path]: value },
    called,
  })),
]);

describe("participants", () => {
  it.each(cases)("of a $projectClass project with $what", ({ projectClass, project, called }) => {
    const form = formOf({ class: projectClass, ...project });
    const expected = new Set([...core, ...byClass[projectClass], ...called]);

    for (const process of constructionProcesses)
      expect(new Set(askedBy(process, form).items), process.id).toEqual(
        new Set(itemsOf(process).filter((item) => expected.has(item))),
      );
  });

  it.each([
    ["offices", { use: "office", nature: "new", shelterBuiltSquareDecimetres: 0 }, true],
    ["temporary offices", { use: "office", nature: "temporary", shelterBuiltSquareDecimetres: 0 }, false],
    ["halls alone", { use: "production", nature: "new", shelterBuiltSquareDecimetres: 0 }, false],
    ["a hall with a shelter", { use: "production", nature: "new", shelterBuiltSquareDecimetres: 1 }, true],
  ])("of a factory with %s: civil air defence where a shelter is due or built", (_, row, expected) => {
    const hall = { use: "storage", nature: "temporary", shelterBuiltSquareDecimetres: 0 };
    const form = { ...formOf({ class: "industrial" }), works: [hall, row] };

    expect(askedBy(processNamed("drawing-review"), form).items.includes("shelter-design")).toBe(expected);
  });

  it("add up over several triggers", () => {
    const form = formOf({ class: "municipal", triggers: ["river-zone", "weather-observation"] });

    expect(askedBy(sampleCase("survey").process, form).items).toEqual([
      "site-selection",
      "land-pre-review",
      "environmental-siting",
      "lightning-siting",
      "water-siting",
    ]);
  });

  it("say in both languages whom a row is about, and by which rule", () => {
    for (const { item, name, basis } of participants.values()) {
      expect(name.zh, item).toMatch(/\p{Script=Han}/u);
      expect(name.en, item).toMatch(/^[a-z]/i);
      expect(basis, item).toMatch(/第.+条|规则/);
    }
  });

  it("are rows of items that run, each in one process", () => {
    const running = constructionProcesses.flatMap(itemsOf);

    expect([...participants.keys()].filter((item) => !running.includes(item))).toEqual([]);
    expect(new Set(running).size).toBe(running.length);
  });
});

const TEN = [
  "planning",
  "land",
  "housing-construction",
  "fire-rescue",
  "civil-air-defence",
  "meteorology",
  "ecology-environment",
  "water-resources",
  "landscaping",
  "archives",
].toSorted();

describe("participants of the samples", () => {
  it.each(["survey", "drawing-review", "drawing-review-rectified", "acceptance"] as ConstructionSample[])(
    "are ten departments in %s",
    (name) => {
      const { process, form } = sampleCase(name);

      expect(askedBy(process, form).departments.toSorted()).toEqual(TEN);
    },
  );

  it("are seven in the industrial sample, for the environmental report among others", () => {
    const { process, form } = sampleCase("industrial");
    const { items, departments } = askedBy(process, form);

    expect(departments.toSorted()).toEqual(
      TEN.filter((id) => !["water-resources", "landscaping", "archives"].includes(id)),
    );
    expect(items).toContain("environmental-impact");
  });
});
