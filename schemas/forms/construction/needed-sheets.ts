import type { Discipline, Trigger } from "./choices.ts";
import type { ConstructionForm } from "./sections.ts";

type Facts = Pick<ConstructionForm, "project" | "works">;

const has = ({ project }: Facts, ...wanted: Trigger[]): boolean =>
  project.triggers.some((trigger) => wanted.includes(trigger));

const always = (): boolean => true;

const needed: Readonly<Record<Discipline, (form: Facts) => boolean>> = {
  architecture: always,
  structure: always,
  fire: always,
  civilAirDefence: ({ works }) => works.some((each) => each.shelterBuiltSquareDecimetres > 0),
  lightning: (form) => has(form, "explosive-site", "lightning-special"),
  landscape: (form) =>
    ["residential", "commercial", "public"].includes(form.project.class) || has(form, "trees-or-green"),
  drainage: (form) => form.project.class !== "industrial" || has(form, "river-zone"),
};

/** The disciplines whose sheets a project hands in for review: those a department that takes part reads. */
export const neededSheets = (form: Facts): Discipline[] =>
  (Object.keys(needed) as Discipline[]).filter((discipline) => needed[discipline](form));
