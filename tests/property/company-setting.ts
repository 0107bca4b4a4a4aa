import fc from "fast-check";
import type { CommandOf } from "../../functions/case/commands.ts";
import type { World } from "../../functions/case/world.ts";
import { companyRegistration } from "../../functions/processes/company-registration.ts";
import { workingDays } from "../../schemas/limit.ts";
import { message } from "../../schemas/message.ts";
import {
  type SampleName,
  sampleForm,
  sampleNames,
  withValue,
} from "../fixtures/company-registration/forms.ts";
import { type BengbuItem, codesOf, outputsOf } from "../support/answers.ts";
import { filingMoment } from "../support/moments.ts";
import { material, materialsFor, sampleFiling } from "../support/sample-filing.ts";
import { bengbuWorld, bengbuWorldWith } from "../support/test-world.ts";
import type { Setting } from "./case-settings.ts";

const companyChanges: readonly ((form: unknown, value: number) => unknown)[] = [
  (form, value) => withValue(form, "domicile.address", `安徽省蚌埠市蚌山区工农路${value + 1}号`),
  (form, value) => withValue(form, "taxProfile.employees", value + 1),
  (form, value) => withValue(form, "qualityProfile.employees", value + 1),
  (form, value) => withValue(form, "contact.mobile", `1380000000${value}`),
  (form, value) => withValue(form, "financeOfficer.phone", `1380000001${value}`),
  (form, value) =>
    withValue(form, "business.regulatedActivities", value % 2 === 0 ? ["hazardous-chemicals"] : []),
];

/** What tells one of these settings from another. */
interface CompanyShape {
  sample: SampleName;
  mode: string;
  isPatient: boolean;
  isPromiser: boolean;
}

/** The same standard at a centre where the lead decides, and where some silence has a rule. */
const patientWorld: World = {
  ...bengbuWorldWith({
    "tax-registration": { silence: { kind: "lead-decides", basis: "合成规则" } },
    "hazardous-chemicals-permit": { silence: { kind: "lead-decides", basis: "合成规则" } },
    "organization-code": {
      commitment: {
        conditions: [message("条件", "a condition")],
        checkWithin: workingDays(3),
        basis: "合成规则",
      },
    },
  }),
  processes: new Map([
    ["company-registration", { ...companyRegistration, onRejection: "lead-decides" as const }],
  ]),
};

/** Materials of a filing that may be promised and handed in later. */
const tolerable = (form: unknown): string[] => {
  const parsed = companyRegistration.parseForm(form);
  if ("issues" in parsed) return [];
  const needed = companyRegistration.requiredMaterials(parsed.form, filingMoment.on);
  return needed.flatMap(({ code, isTolerable }) => (isTolerable ? [code] : []));
};

/** Where the centre is patient, a station files, and the applicant signs what may be signed. */
const filingOf = ({ sample, mode, isPatient, isPromiser }: CompanyShape): CommandOf<"FileCase"> => {
  const filing = sampleFiling({ form: sampleForm(sample), mode });
  const codes = isPromiser ? tolerable(filing.form) : [];
  return {
    ...filing,
    ...(codes.length === 0
      ? {}
      : {
          materials: filing.materials.filter(({ code }) => !codes.includes(code)),
          promise: { codes, signedBy: "张淮河" },
        }),
    ...(isPatient
      ? {
          channel: "station",
          filedBy: "station-1",
          delegation: {
            agent: "station-1",
            scope: ["file", "withdraw"],
            until: "2027-11-24",
            mandate: null,
          },
          commitments: [{ item: "organization-code", signedBy: "张淮河" }],
        }
      : {}),
  };
};

/** Joint company registration: every sample, both modes, two ways to run a centre. */
export const companySetting: fc.Arbitrary<Setting> = fc
  .record({
    sample: fc.constantFrom(...sampleNames),
    mode: fc.constantFrom("one-code", "three-numbers"),
    isPatient: fc.boolean(),
    isPromiser: fc.boolean(),
  })
  .map((shape: CompanyShape) => ({
    [fc.toStringMethod]: () => JSON.stringify(shape),
    world: shape.isPatient ? patientWorld : bengbuWorld,
    filing: filingOf(shape),
    outputsFor: (state, itemId, n) => outputsOf(itemId as BengbuItem, state.mode, n + 1, state.title),
    numbersOf: ({ outputs }) => {
      const present = outputs["organization-code"]?.organizationCode;
      return Math.max(
        0,
        [1, 2, 3].findIndex((n) => codesOf(n).organizationCode === present),
      );
    },
    promised: (state) => {
      const present = (code: string) => state.materials.find((each) => each.code === code);
      return {
        form: state.form,
        materials: materialsFor(state.form).map((each) => present(each.code) ?? each),
      };
    },
    corrected: (state, choice, value) => {
      const change = companyChanges[choice];
      const form = change === undefined ? state.form : change(state.form, value);
      const owed = state.tolerance === null || state.tolerance.kept ? [] : state.tolerance.codes;
      const materials = materialsFor(form).flatMap((each) => {
        const present = state.materials.find(({ code }) => code === each.code);
        if (present === undefined && owed.includes(each.code)) return [];
        const isReplaced = change === undefined && each.code === "domicile-proof";
        return [isReplaced ? material(each.code, `content ${value}`) : (present ?? each)];
      });
      return { form, materials };
    },
  }));
