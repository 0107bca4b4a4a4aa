import type { ConstructionForm } from "../../../schemas/forms/construction/sections.ts";
import { message } from "../../../schemas/message.ts";
import type { Form, Outputs, Process, ProjectOfForm } from "../process.ts";

/** What every construction form holds; a form gets here only after its schema let it through. */
export const constructionFormOf = (form: Form): ConstructionForm => form as unknown as ConstructionForm;

const projectOf = (form: Form): ProjectOfForm => {
  const { project, works } = constructionFormOf(form);
  return { code: project.code, name: project.name, works: works.map(({ id }) => id) };
};

/**
 * One case of a phase for each of the works at a time: two of them would ask every department twice and could end
 * differently. The ids of the works are sorted, so that their order means nothing.
 */
const reservationsOf = (processId: string, form: Form): string[] => {
  const { code, works } = projectOf(form);
  return works.toSorted().map((each) => `phase:${processId}:${code}:${each}`);
};

/** Numbers a form names that somebody else gave: what a department yields is a number of its own. */
const numbersOf = (value: unknown): string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    typeof each === "string" && key.endsWith("Number") ? [each] : numbersOf(each),
  );
};

/** A department that answers with the number of another document has copied it; no two decisions share a number. */
const checkOutputs: Process["checkOutputs"] = (_, outputs: Outputs, form) => {
  const { project, works, contact, units, ...section } = form;
  const foreign = new Set(numbersOf(section));
  const given = Object.values(outputs).flatMap((each) => Object.entries(each));
  return given.flatMap(([path, value], at) => {
    const isForeign = foreign.has(String(value));
    const isRepeated = given.findIndex((each) => each[1] === value) !== at;
    if (!isForeign && !isRepeated) return [];
    return [
      {
        path,
        message: message(
          `编号“${String(value)}”是另一份文书的编号，请填写本部门所发文书的编号`,
          `"${String(value)}" is the number of another document; give the number of the department's own`,
        ),
      },
    ];
  });
};

type Common = Required<
  Pick<
    Process,
    | "projectOf"
    | "divisionOf"
    | "titleOf"
    | "payerOf"
    | "reservationsOf"
    | "isReservedWhileOpen"
    | "regulatedActivities"
    | "checkOutputs"
  >
>;

/** What the three construction processes read of a form in the same way. */
export const constructionCommon = (processId: string): Common => ({
  projectOf,
  divisionOf: (form) => constructionFormOf(form).project.division,
  titleOf: (form) => constructionFormOf(form).project.name,
  payerOf: (form) => constructionFormOf(form).units.builder.name,
  reservationsOf: (form) => reservationsOf(processId, form),
  isReservedWhileOpen: true,
  regulatedActivities: () => [],
  checkOutputs,
});
