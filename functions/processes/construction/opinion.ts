import { buildingNatures, projectClasses, projectUses } from "../../../schemas/forms/construction/choices.ts";
import type { JointOpinion } from "../../../schemas/licence.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { constructionDepartments } from "../../catalog/construction/departments.ts";
import { constructionOutputs } from "../../catalog/construction/outputs.ts";
import type { LicenceFace, LicenceInput, Outputs } from "../process.ts";
import { constructionFormOf } from "./common.ts";
import { JOINT } from "./participants.ts";

/** One printed row of an opinion. */
export type OpinionFact = JointOpinion["facts"][number];

/** A printed row; nothing where there is nothing to print. */
export const fact = (label: Message, value: string | undefined): OpinionFact[] =>
  value === undefined || value === "" ? [] : [{ label, value }];

/** An area in square decimetres as a document states it, e.g. `12800.50平方米`. */
export const squareMetres = (squareDecimetres: number): string =>
  `${(squareDecimetres / 100).toFixed(2)}平方米`;

/** The numbers departments gave, in the order of the catalogue. */
const numberFacts = (outputs: Outputs): OpinionFact[] => {
  const given = Object.values(outputs).flatMap((each) => Object.entries(each));
  return constructionOutputs.flatMap(({ name, label }) =>
    given.filter(([output]) => output === name).flatMap(([, value]) => fact(label, String(value))),
  );
};

/** Where the project is and how large: what every opinion begins with. */
const projectFacts = ({ form }: LicenceInput): OpinionFact[] => {
  const { project, works } = constructionFormOf(form);
  const { boundaries, land } = project;
  const uses = [...new Set(works.map(({ use }) => projectUses[use].zh))];
  const natures = [...new Set(works.map(({ nature }) => buildingNatures[nature].zh))];
  const storeys = works.map((each) => each.storeys);
  return [
    ...fact(message("项目类别", "class"), projectClasses[project.class].zh),
    ...fact(message("工程地址", "address"), project.address),
    ...fact(
      message("用地四至", "boundaries"),
      `东：${boundaries.east}；南：${boundaries.south}；西：${boundaries.west}；北：${boundaries.north}`,
    ),
    ...fact(
      message("用地面积", "land"),
      squareMetres(land.reduce((sum, each) => sum + each.squareDecimetres, 0)),
    ),
    ...fact(
      message("总建筑面积", "floor area"),
      squareMetres(works.reduce((sum, each) => sum + each.floorSquareDecimetres, 0)),
    ),
    ...fact(message("单体数和用途", "works and uses"), `${works.length}个；${uses.join("、")}`),
    ...fact(message("建设性质", "nature"), natures.join("、")),
    ...fact(
      message("地上层数", "storeys above ground"),
      `${Math.min(...storeys)}至${Math.max(...storeys)}层`,
    ),
  ];
};

const issuerOf = (department: string): LicenceFace["issuer"] => {
  const row = constructionDepartments.find(({ id }) => id === department);
  if (row === undefined) throw new Error(`the catalogue has no department "${department}"; add its row`);
  return { name: row.name.zh, code: row.code };
};

/** What one process says on its opinion. */
export interface OpinionText {
  title: Message;
  lead: string;
  conclusion: Message;
  validUntil: string | null;
  facts: readonly OpinionFact[];
}

/** The face of a consolidated opinion (联合意见书): the project, the process's own rows, and the numbers given. */
export const opinionFace = (
  input: LicenceInput,
  { title, lead, conclusion, validUntil, facts }: OpinionText,
): LicenceFace => {
  const { project, works, units } = constructionFormOf(input.form);
  return {
    kind: "joint-opinion",
    mode: JOINT,
    title,
    project: {
      code: project.code,
      name: project.name,
      works: works.map(({ id, name }) => `${id} ${name}`),
    },
    holder: { name: units.builder.name },
    facts: [...projectFacts(input), ...facts, ...numberFacts(input.outputs)],
    conclusion,
    codes: {},
    issuer: issuerOf(lead),
    validUntil,
    duplicateCopies: 0,
  };
};
