import * as z from "zod";
import { organizationCodeSchema } from "./codes/organization-code.ts";
import { registrationNumberSchema } from "./codes/registration-number.ts";
import { organizationCodeOfTaxNumber, taxNumberSchema } from "./codes/tax-number.ts";
import { usccSchema } from "./codes/uscc.ts";
import { faceText } from "./face-text.ts";
import { jointOpinionFace } from "./joint-opinion.ts";
import { licenceProof } from "./licence-proof.ts";

/**
 * A licence's public identifier: 26 characters of Crockford base32 (130 bits), drawn at random so that nobody
 * can guess the next one, e.g. `7ZQ4M0T9X2KC5V8RHN3JW6PBAD`. It stays the same when the licence is reissued.
 */
export const licenceId = z
  .string()
  .regex(
    /^[0-9A-HJKMNP-TV-Z]{26}$/,
    "执照编号应为26位 Crockford base32 字符 / Not 26 characters of Crockford base32",
  );

/** Versions of one licence, from 1; every reissue (换发) adds one. */
const licenceVersion = z.int().min(1).max(10_000);

/**
 * The holder as printed: the registered particulars in the order of the licence face.
 *
 * `amountFen` counts hundredths of the currency's unit whatever the currency; `term.until` is null for 长期.
 * @see 市场主体登记管理条例第八条、第二十一条
 */
const licenceHolder = z.strictObject({
  name: faceText(120),
  companyType: z.strictObject({ code: z.string().regex(/^\d{4}$/), label: faceText(60) }),
  domicile: faceText(200),
  legalRepresentative: faceText(120),
  registeredCapital: z.strictObject({
    amountFen: z.int().min(0),
    currency: z.string().regex(/^[A-Z]{3}$/),
  }),
  establishedOn: z.iso.date(),
  term: z.strictObject({ from: z.iso.date(), until: z.iso.date().nullable() }),
  businessScope: faceText(4_000),
});
/** The holder of a licence, as printed. */
export type LicenceHolder = z.infer<typeof licenceHolder>;

/** The numbers on the face, without hyphens; which of them must be there is the record's `mode`. */
export const licenceCodes = z.strictObject({
  uscc: usccSchema.optional(),
  registrationNumber: registrationNumberSchema.optional(),
  organizationCode: z.string().length(9).pipe(organizationCodeSchema).optional(),
  taxNumber: taxNumberSchema.optional(),
});
/** See {@link licenceCodes}. */
export type LicenceCodes = z.infer<typeof licenceCodes>;

/** What every record bears about itself. */
const head = { licenceId, version: licenceVersion, caseId: faceText(64) } as const;

/** What every record bears about its issue. */
const issue = {
  issuer: z.strictObject({ name: faceText(60), code: z.string().min(1).max(64) }),
  issuedOn: z.iso.date(),
  duplicateCopies: z.int().min(0).max(99),
  proof: licenceProof,
} as const;

const businessRecord = z.strictObject({
  ...head,
  kind: z.literal("business-licence"),
  mode: z.enum(["one-code", "three-numbers"]),
  holder: licenceHolder,
  codes: licenceCodes,
  ...issue,
});

/** What is wrong with the record as a whole: where, and why. */
interface Fault {
  path: string[];
  message: string;
}

const fault = (path: string, message: string): Fault => ({ path: path.split("."), message });

const oneCodeFaults = ({ uscc, ...numbers }: LicenceCodes): Fault[] => {
  const faults = Object.keys(numbers).map((name) =>
    fault(`codes.${name}`, "一照一码只载明统一社会信用代码 / A one-code licence carries no other number"),
  );
  if (uscc === undefined)
    faults.push(fault("codes.uscc", "缺少统一社会信用代码 / A one-code licence carries its USCC"));
  else if (!uscc.startsWith("9"))
    faults.push(fault("codes.uscc", "登记管理部门代码应为9 / A business licence's code begins with 9"));
  return faults;
};

const threeNumberFaults = (codes: LicenceCodes): Fault[] => {
  const { uscc, taxNumber, organizationCode } = codes;
  const faults = (["registrationNumber", "organizationCode", "taxNumber"] as const)
    .filter((name) => codes[name] === undefined)
    .map((name) =>
      fault(`codes.${name}`, "一照三号应载明三个号码 / A three-numbers licence carries all three"),
    );
  if (uscc !== undefined)
    faults.push(
      fault("codes.uscc", "一照三号不载明统一社会信用代码 / A three-numbers licence carries no USCC"),
    );
  if (taxNumber && organizationCode && organizationCodeOfTaxNumber(taxNumber) !== organizationCode)
    faults.push(
      fault(
        "codes.taxNumber",
        "税务登记号与组织机构代码不符 / The tax number does not hold the organisation code",
      ),
    );
  return faults;
};

const dateFaults = ({
  holder: { establishedOn, term },
  issuedOn,
}: z.infer<typeof businessRecord>): Fault[] => {
  const faults: Fault[] = [];
  if (establishedOn > issuedOn)
    faults.push(fault("holder.establishedOn", "成立日期晚于签发日期 / Established after the day of issue"));
  if (term.until !== null && term.until < term.from)
    faults.push(fault("holder.term.until", "营业期限止于起始日之前 / The term ends before it begins"));
  return faults;
};

/**
 * A business licence (营业执照) as it is signed, kept and verified; the PDF is only a picture of it.
 *
 * Rules over several fields: `one-code` (一照一码) carries a USCC of the registration authority and nothing
 * else; `three-numbers` (一照三号) carries registration number, organisation code and tax number, and the tax
 * number holds the organisation code from its seventh character on; the holder is established no later than
 * the day of issue, which is the day of establishment for a new company.
 * @see 国办发〔2015〕50号; GB 32100-2015; 市场主体登记管理条例第二十一条
 */
const businessLicence = businessRecord.superRefine((licence, context) => {
  const codeFaults = licence.mode === "one-code" ? oneCodeFaults : threeNumberFaults;
  for (const found of [...codeFaults(licence.codes), ...dateFaults(licence)])
    context.addIssue({ code: "custom", ...found });
});
/** A business licence (营业执照): a {@link LicenceRecord} of that kind. */
export type BusinessLicence = z.infer<typeof businessLicence>;

/** A consolidated opinion: see {@link jointOpinionFace}. Its proof always bears the hash of its joins. */
const jointOpinion = z
  .strictObject({ ...head, ...jointOpinionFace, ...issue })
  .refine(({ proof }) => proof.joinsHash !== undefined, {
    path: ["proof", "joinsHash"],
    error: "联合意见书应载明联办证明摘要 / A joint opinion bears the hash of its joins",
  });
/** A consolidated opinion of a joint review (联合意见书): a {@link LicenceRecord} of that kind. */
export type JointOpinion = z.infer<typeof jointOpinion>;

/** What a case ends in, as it is signed, kept and verified: a business licence, or the opinion of a joint review. */
export const licenceRecord = z.discriminatedUnion("kind", [businessLicence, jointOpinion]);
/** See {@link licenceRecord}. */
export type LicenceRecord = z.infer<typeof licenceRecord>;

/**
 * Where one version of a licence stands today. `since` is a day in Asia/Shanghai; `superseded` (已换发) names
 * the version that took its place; it and `revoked` carry their reason. `expired` is past its `validUntil`.
 */
export const licenceStatus = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("valid") }),
  z.strictObject({
    kind: z.literal("superseded"),
    reason: faceText(200),
    since: z.iso.date(),
    supersededBy: z.strictObject({ licenceId, version: licenceVersion }),
  }),
  z.strictObject({ kind: z.literal("revoked"), reason: faceText(200), since: z.iso.date() }),
  z.strictObject({ kind: z.literal("expired"), since: z.iso.date() }),
]);
/** See {@link licenceStatus}. */
export type LicenceStatus = z.infer<typeof licenceStatus>;
