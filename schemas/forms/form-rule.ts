import type { z } from "zod";
import { bilingual } from "../message.ts";

/** Where a fault lies, and what to do about it in Chinese and English. */
export interface Fault {
  path: (string | number)[];
  zh: string;
  en: string;
}

/**
 * A rule over several fields of a form. It runs when everything in `needs` is well formed, whatever else is wrong,
 * so that one notice tells everything (行政许可法第三十二条第四项).
 *
 * `needs` are dotted paths; `*` stands for every row of a list (`shareholders.*.subscribedFen`).
 */
export interface FormRule<Form> {
  needs: readonly string[];
  faults: (form: Form) => Fault[];
}

interface Issue {
  code?: string | undefined;
  path?: PropertyKey[] | undefined;
}

/** An issue spoils a need when one path leads to or into the other. A field too many spoils nothing. */
const spoils = ({ code, path = [] }: Issue, need: readonly string[]): boolean =>
  code !== "unrecognized_keys" &&
  path.slice(0, need.length).every((key, at) => need[at] === "*" || need[at] === String(key));

/** Turn rules into one check for `superRefine(…, { when: () => true })`, which also runs over a form with faulty fields. */
export const checkAcross = <Form>(rules: readonly FormRule<Form>[]) => {
  const prepared = rules.map(({ needs, faults }) => ({
    needs: needs.map((need) => need.split(".")),
    faults,
  }));
  return (form: Form, context: z.RefinementCtx<Form>): void => {
    const issues: Issue[] = [...context.issues];
    for (const { needs, faults } of prepared) {
      if (issues.some((issue) => needs.some((need) => spoils(issue, need)))) continue;
      for (const { path, zh, en } of faults(form))
        context.addIssue({ code: "custom", path, message: bilingual(zh, en) });
    }
  };
};
