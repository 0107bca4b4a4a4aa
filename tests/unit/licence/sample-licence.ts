import type { LicencePdfInput } from "../../../functions/application/licence-pdf-input.ts";
import { type BusinessLicence, licenceRecord } from "../../../schemas/licence.ts";

const join = (item: string) => ({
  item,
  department: `${item}-department`,
  revision: 1,
  decidedAt: "2015-10-08T02:00:00Z",
  officer: { name: "李明" },
});

/** A one-code licence before parsing; codes and persons are synthetic. */
export const oneCode = {
  licenceId: "7ZQ4M0T9X2KC5V8RHN3JW6PBAD",
  version: 1,
  caseId: "3403002015100801000179",
  kind: "business-licence",
  mode: "one-code",
  holder: {
    name: "蚌埠珠城商贸有限公司",
    companyType: { code: "1130", label: "有限责任公司（自然人投资或控股）" },
    domicile: "安徽省蚌埠市蚌山区东海大道5183号珠城大厦1单元1203室",
    legalRepresentative: "张淮河",
    registeredCapital: { amountFen: 100_000_000, currency: "CNY" },
    establishedOn: "2015-10-08",
    term: { from: "2015-10-08", until: null as string | null },
    businessScope: "日用百货、五金交电的批发、零售；仓储服务（不含危险化学品）。",
  },
  codes: { uscc: "91340300PDY00001XC" } as Record<string, string>,
  issuer: { name: "蚌埠市工商行政管理局", code: "11340300PDY000124X" },
  issuedOn: "2015-10-08",
  duplicateCopies: 2,
  proof: { joins: [join("registration"), join("tax")], caseHash: "a".repeat(64) },
};

/** The three numbers of one company, which agree with one another. */
export const threeNumbers = {
  registrationNumber: "340300000000019",
  organizationCode: "PDY00001X",
  taxNumber: "340300PDY00001X",
};

/** Parse a business licence; throws when it is none. */
export const businessLicenceOf = (candidate: unknown): BusinessLicence => {
  const record = licenceRecord.parse(candidate);
  if (record.kind !== "business-licence") throw new Error(`a ${record.kind} is no business licence`);
  return record;
};

/** A record with some of its holder's particulars changed. */
export const recordOf = (holder: Partial<typeof oneCode.holder> = {}): BusinessLicence =>
  businessLicenceOf({ ...oneCode, holder: { ...oneCode.holder, ...holder } });

/** What {@link recordOf} gives, ready to draw, on a machine without a font for rare characters. */
export const pdfInput = (holder: Partial<typeof oneCode.holder> = {}): LicencePdfInput => ({
  record: recordOf(holder),
  status: { kind: "valid" },
  verifyUrl: "https://lianban.example.cn/verify/7ZQ4M0T9X2KC5V8RHN3JW6PBAD?v=1&m=K7QX2M9D4T8A",
  mac: "K7QX-2M9D-4T8A",
  sha256OfRecord: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  fallbackFont: null,
});
