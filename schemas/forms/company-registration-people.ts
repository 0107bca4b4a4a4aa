import * as z from "zod";
import { isUscc } from "../codes/uscc.ts";
import { bilingual, message } from "../message.ts";
import {
  agentPowers,
  appointments,
  contributionMethods,
  officerRoles,
  representativePositions,
  signatureMethods,
} from "./company-registration-choices.ts";
import { fieldLabel as label } from "./company-registration-fields.ts";
import {
  choiceField,
  codeField,
  dateField,
  fenField,
  kindIssue,
  phoneField,
  rows,
  section,
  textField,
} from "./form-field.ts";
import { type IdentityLabels, personSection } from "./identity.ts";

const identityLabels = (
  of: "legalRepresentative" | "officers[]" | "liaison" | "financeOfficer" | "agent",
): IdentityLabels => ({
  name: label(`${of}.name`),
  idType: label(`${of}.idType`),
  idNumber: label(`${of}.idNumber`),
});

const percentage = z
  .number({
    error: () =>
      bilingual(
        "出资比例应为数字，请改正，例如 33.33",
        "the share in the capital must be a number; correct it, e.g. 33.33",
      ),
  })
  .gt(0, bilingual("出资比例应大于0，请改正", "the share in the capital must be over 0; correct it"))
  .max(100, bilingual("出资比例不能超过100，请改正", "the share in the capital is at most 100; correct it"));

const contribution = {
  nationality: codeField(label("shareholders[].nationality"), (value) => /^[A-Z]{3}$/.test(value), "CHN"),
  subscribedFen: fenField(label("shareholders[].subscribedFen")),
  methods: rows(
    label("shareholders[].methods"),
    choiceField(label("shareholders[].methods"), contributionMethods),
    { min: 1, max: 6 },
  ),
  dueDate: dateField(label("shareholders[].dueDate")),
  percentage: percentage.optional(),
};

const shareholderLabels = {
  name: label("shareholders[].name"),
  idType: label("shareholders[].idType"),
  idNumber: label("shareholders[].idNumber"),
};

const naturalPerson = personSection(label("shareholders"), shareholderLabels, {
  kind: z.literal("person"),
  ...contribution,
});

const organization = section(label("shareholders"), {
  kind: z.literal("organization"),
  name: textField(label("shareholders[].name"), 120),
  uscc: codeField(label("shareholders[].uscc"), isUscc, "91340300PDY00001XC"),
  ...contribution,
});

/**
 * A shareholder or promoter (股东、发起人), a natural person or an organisation.
 *
 * `nationality` is an ISO 3166 alpha-3 code (GB/T 2659), `subscribedFen` integer fen, `percentage` of the registered
 * capital. Limit: an organisation without a unified social credit code (a foreign one) cannot be entered.
 */
export const shareholder = z.discriminatedUnion("kind", [naturalPerson, organization], {
  error: kindIssue(label("shareholders"), "person, organization"),
});

/** The legal representative (法定代表人). `signature` is absent when the paper application bears it. */
export const legalRepresentative = personSection(
  message("法定代表人", "legal representative"),
  identityLabels("legalRepresentative"),
  {
    phone: phoneField(label("legalRepresentative.phone")),
    position: choiceField(label("legalRepresentative.position"), representativePositions),
    appointedBy: choiceField(label("legalRepresentative.appointedBy"), appointments),
    signature: section(message("法定代表人签署", "signature of the legal representative"), {
      method: choiceField(label("legalRepresentative.signature.method"), signatureMethods),
      signedOn: dateField(label("legalRepresentative.signature.signedOn")),
    }).optional(),
  },
);

/** One role of one director, supervisor or manager; who holds two roles stands in two rows. */
export const officer = personSection(label("officers"), identityLabels("officers[]"), {
  role: choiceField(label("officers[].role"), officerRoles),
  appointedBy: choiceField(label("officers[].appointedBy"), appointments),
});

/** The liaison with the registration authority (联络员). */
export const liaison = personSection(message("联络员", "liaison"), identityLabels("liaison"), {
  phone: phoneField(label("liaison.phone")),
});

/** The finance officer (财务负责人), whom the tax authority asks. */
export const financeOfficer = personSection(
  message("财务负责人", "finance officer"),
  identityLabels("financeOfficer"),
  {
    phone: phoneField(label("financeOfficer.phone")),
  },
);

/** The person who handles tax matters (办税人). */
export const taxHandler = section(message("办税人", "tax handler"), {
  name: textField(label("taxHandler.name"), 80),
  phone: phoneField(label("taxHandler.phone")),
});

/** The appointed representative or common agent (指定代表、共同委托代理人), what they may do and how long. */
export const agent = personSection(message("代理人", "agent"), identityLabels("agent"), {
  authority: rows(label("agent.authority"), choiceField(label("agent.authority"), agentPowers), {
    min: 1,
    max: 4,
  }),
  validFrom: dateField(label("agent.validFrom")),
  validTo: dateField(label("agent.validTo")),
});
