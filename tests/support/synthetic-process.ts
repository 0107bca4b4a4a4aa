import type { CommandOf, Now } from "../../functions/case/commands.ts";
import type { World } from "../../functions/case/world.ts";
import { bengbuCalendar } from "../../functions/catalog/calendar/bengbu.ts";
import type { IsoDate } from "../../functions/catalog/calendar/shanghai.ts";
import type { WorkingCalendar } from "../../functions/catalog/calendar/working-calendar.ts";
import { type Catalog, type Item, type Limits, makeCatalog } from "../../functions/catalog/catalog.ts";
import { bengbuProfile, type CentreProfile } from "../../functions/catalog/profile.ts";
import type { Condition, Part, Process, VisitRule } from "../../functions/processes/process.ts";
import type { Answer } from "../../schemas/answers.ts";
import { workingDays } from "../../schemas/limit.ts";
import { message } from "../../schemas/message.ts";
import { answers, codesOf, type Said } from "./answers.ts";
import type { History } from "./case-history.ts";

/** A made-up process: stages of item ids. Every item `x` belongs to department `dept-x` and reads `shared` and `fields.x`. */
export interface Synthetic {
  stages: readonly (readonly string[])[];
  /** Parts in the only mode, by item. @default - items neither need nor yield anything */
  parts?: Readonly<Record<string, Part>>;
  /** Items that take part only if the form's `activities` holds this activity, by item. */
  when?: Readonly<Record<string, string>>;
  /** @default "end-at-once" */
  policy?: Process["onRejection"];
  /** @default 1 */
  version?: number;
  /** What differs in rows of the power list, by item. */
  rows?: Readonly<Record<string, Partial<Item>>>;
  /** Which edition of the power list this is. @default "synthetic", in force since 2001-01-01 */
  edition?: { version: string; validFrom: IsoDate };
  /** @default 5 promised and 20 statutory working days */
  limits?: Limits;
  /** The promise for the whole case. @default that of its items */
  promised?: Limits["promised"];
  /** Materials a filing needs, by code; one that is needed `when` the form names an activity, only then. @default none */
  required?: Readonly<Record<string, { isTolerable?: boolean; when?: string }>>;
  /** Facts of the form by which items take part, by item. */
  facts?: Readonly<Record<string, Extract<Condition, { kind: "facts" }>["anyOf"]>>;
  /** Visits with which stages begin, by their place from 0. @default none */
  visits?: Readonly<Record<number, VisitRule>>;
  /** What the process says besides. @default nothing */
  besides?: Partial<
    Pick<
      Process,
      | "acceptsOnFiling"
      | "rectification"
      | "preconditions"
      | "inherits"
      | "projectOf"
      | "feeFacts"
      | "licenceFace"
    >
  >;
  /** @default the Bengbu calendar */
  calendar?: WorkingCalendar;
  /** @default the profile of the Bengbu centre */
  profile?: CentreProfile;
  /** What the fees of a case follow from; `finance` then takes payments. @default the process has no fees */
  feeFacts?: Process["feeFacts"];
  /** The editions of the fee table. @default none */
  fees?: World["fees"];
}

const activitiesOf = (form: Readonly<Record<string, unknown>>): string[] =>
  Array.isArray(form.activities) ? form.activities.map(String) : [];

const requiredFor = ({ required = {} }: Synthetic, form: Readonly<Record<string, unknown>>) =>
  Object.entries(required)
    .filter(([, { when }]) => when === undefined || activitiesOf(form).includes(when))
    .map(([code, { isTolerable = false }]) => ({
      code,
      name: message(code, code),
      why: message("合成依据", "made up"),
      isTolerable,
    }));

const factsOf = ({ facts }: Synthetic, item: string): { when?: Condition } => {
  const anyOf = facts?.[item];
  return anyOf === undefined
    ? {}
    : {
        when: {
          kind: "facts",
          name: message(`${item}的条件`, `what calls for ${item}`),
          anyOf,
          basis: "合成依据",
        },
      };
};

/** The process of a {@link Synthetic}. Outputs are texts, named `<item>Number`. */
export const syntheticProcess = (synthetic: Synthetic): Process => ({
  id: "synthetic",
  version: synthetic.version ?? 1,
  line: "99",
  name: message("合成流程", "a made-up process"),
  lead: "dept-lead",
  modes: ["only"],
  onRejection: synthetic.policy ?? "end-at-once",
  ...(synthetic.promised === undefined ? {} : { promised: synthetic.promised }),
  ...(synthetic.feeFacts === undefined ? {} : { feeFacts: synthetic.feeFacts }),
  stages: synthetic.stages.map((items, index) => ({
    id: `stage-${index + 1}`,
    name: message(`第${index + 1}阶段`, `stage ${index + 1}`),
    lead: "dept-lead",
    ...(synthetic.visits?.[index] === undefined ? {} : { visit: synthetic.visits[index] }),
    items: items.map((item) => {
      const activity = synthetic.when?.[item];
      const part = synthetic.parts?.[item];
      return {
        item,
        ...(activity === undefined ? {} : { when: { kind: "regulated-activity" as const, activity } }),
        ...factsOf(synthetic, item),
        ...(part === undefined ? {} : { parts: { only: part } }),
      };
    }),
  })),
  parseForm: (input) => ({ form: input as Readonly<Record<string, unknown>> }),
  checkForm: () => [],
  requiredMaterials: (form) => requiredFor(synthetic, form),
  divisionOf: () => "340300",
  titleOf: () => "合成办件",
  reservationsOf: () => [],
  regulatedActivities: (form) => activitiesOf(form).map((activity) => ({ activity, hasPermit: false })),
  checkOutputs: () => [],
  licenceFace: () => ({
    kind: "business-licence",
    mode: "one-code",
    holder: {
      name: "合成公司",
      companyType: { code: "1130", label: "有限责任公司" },
      domicile: "安徽省蚌埠市",
      legalRepresentative: "张淮河",
      registeredCapital: { amountFen: 1, currency: "CNY" },
      establishedOn: "2026-11-26",
      term: { from: "2026-11-26", until: null },
      businessScope: "无",
    },
    codes: { uscc: codesOf(1).uscc },
    issuer: { name: "合成机关", code: "1" },
    duplicateCopies: 0,
  }),
  disclosure: { fields: [], materials: [] },
  ...synthetic.besides,
});

const usualLimits: Limits = { promised: workingDays(5), statutory: workingDays(20) };

const rowOf = ({ rows, limits = usualLimits }: Synthetic, id: string): Item => ({
  id,
  department: `dept-${id}`,
  name: message(id, id),
  category: "approval",
  status: { kind: "retained" },
  basis: "合成依据",
  scope: ["shared", `fields.${id}`],
  materials: [`material-${id}`],
  limits,
  validFrom: "2001-01-01",
  validTo: null,
  ...rows?.[id],
});

/** The power list of a {@link Synthetic}; items named only in `rows` are on it too. */
export const syntheticCatalog = (synthetic: Synthetic): Catalog => {
  const ids = [...new Set([...synthetic.stages.flat(), ...Object.keys(synthetic.rows ?? {})])];
  return makeCatalog({
    version: synthetic.edition?.version ?? "synthetic",
    validFrom: synthetic.edition?.validFrom ?? "2001-01-01",
    departments: [
      ...["lead", "other", ...ids].map((id) => ({ id: `dept-${id}`, name: message(id, id), code: id })),
      ...(synthetic.feeFacts === undefined
        ? []
        : [{ id: "finance", name: message("财政", "finance"), code: "finance", isPaymentChannel: true }]),
    ],
    items: ids.map((id) => rowOf(synthetic, id)),
    preApprovals: Object.entries(synthetic.when ?? {}).map(([item, activity]) => ({
      activity,
      name: message(activity, activity),
      item,
      validFrom: "2001-01-01",
      validTo: null,
      basis: "合成依据",
    })),
    outputs: ids.map((id) => ({
      name: `${id}Number`,
      label: message(id, id),
      unique: true,
      accepts: (value) => typeof value === "string",
      expected: message("应为文字", "a text is expected"),
    })),
  });
};

/** A world in which only a {@link Synthetic} runs. */
export const syntheticWorld = (synthetic: Synthetic): World => ({
  catalog: syntheticCatalog(synthetic),
  processes: new Map([["synthetic", syntheticProcess(synthetic)]]),
  calendar: synthetic.calendar ?? bengbuCalendar,
  profile: synthetic.profile ?? bengbuProfile,
  ...(synthetic.fees === undefined ? {} : { fees: synthetic.fees }),
});

/** A filing of the made-up process. */
export const syntheticFiling = (form: Readonly<Record<string, unknown>> = {}): CommandOf<"FileCase"> => ({
  type: "FileCase",
  caseId: "case-1",
  processId: "synthetic",
  mode: null,
  form,
  materials: [],
  channel: "window",
  applicant: "applicant-1",
});

/** The command that hands in an answer of the item's own department. */
export const answerSynthetic = (itemId: string, answer: Answer): CommandOf<"AnswerItem"> => ({
  type: "AnswerItem",
  itemId,
  department: `dept-${itemId}`,
  answer,
});

/** Let a made-up item be approved; `outputs` where it owes some. */
export const approveSynthetic = (
  history: History,
  itemId: string,
  now: Now,
  said: Said & { outputs?: Record<string, unknown> } = {},
): void => {
  const answer = answers.approved(now, { revision: history.state().revision, ...said });
  history.perform(answerSynthetic(itemId, answer), now);
};
