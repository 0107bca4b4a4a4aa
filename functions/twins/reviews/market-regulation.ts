import type { Wish } from "../../../schemas/answers.ts";
import { syntheticOrganizationCode } from "../../../schemas/codes/organization-code.ts";
import { composeRegistrationNumber } from "../../../schemas/codes/registration-number.ts";
import { composeUscc } from "../../../schemas/codes/uscc.ts";
import { fullName, isSimilarName } from "../../../schemas/forms/company-name.ts";
import type { NameParts } from "../../../schemas/forms/name-finding.ts";
import { bilingual } from "../../../schemas/message.ts";
import { registeredNames } from "../registered-names.ts";
import { outputsFor, type ReviewPolicy, type ReviewRequest, textAt, type Verdict, wish } from "../review.ts";

/** Codes set aside for unified codes: the end of the zone that no real organisation can have (GB 11714-1997). */
const unifiedCodes = { first: 50_001, last: 99_999 };

const nameOf = (fields: unknown): NameParts => ({
  division: textAt(fields, "name.division"),
  tradeName: textAt(fields, "name.tradeName"),
  industry: textAt(fields, "name.industry"),
  organizationForm: textAt(fields, "name.organizationForm"),
});

const NUMERAL = "[0-9０-９a-zA-Z一二三四五六七八九十百零〇]";
const houseNumber = new RegExp(`${NUMERAL}+(?:号|弄|组)`);
const roomNumber = new RegExp(`${NUMERAL}+(?:室|房|铺|户)|(?:楼|层|[幢栋座]|单元)[-—－]?[0-9A-Za-z]{3,}`);
const sharedBuilding = /楼|大厦|广场|[幢栋座]|单元|公寓|小区|中心/;

/** Whether mail would find the company: a house number, and in a shared building a room as well. */
const isFindable = (address: string): boolean =>
  roomNumber.test(address) || (houseNumber.test(address) && !sharedBuilding.test(address));

const conflict = (name: NameParts, other: NameParts): Verdict => ({
  kind: "rejected",
  reason: {
    code: "name-conflict",
    text: bilingual(
      `“${fullName(name)}”与本机关已登记的“${fullName(other)}”相同或者近似，请另选字号后重新申请`,
      `"${fullName(name)}" is the same as or similar to the registered "${fullName(other)}"; choose another trade name and apply anew`,
    ),
    basis: "企业名称登记管理规定第十七条",
  },
});

/**
 * Market regulation (公司设立登记): refuses a name that stands in the way of a registered one, asks where the company
 * is when the address has no house number, or no room in a shared building; otherwise registers.
 *
 * Outputs: `registeredName`; `uscc` or `registrationNumber`, as expected. @see 企业名称登记管理规定第十七条; GB 32100-2015; GS 15-2006
 */
export const reviewMarketRegulation: ReviewPolicy = ({ delivery, numbers }) => {
  const name = nameOf(delivery.fields);
  const other = registeredNames.find((each) => isSimilarName(name, each));
  if (other !== undefined) return conflict(name, other);
  const wishes = wishesOfRegistration(name, textAt(delivery.fields, "domicile.address"));
  if (wishes.length > 0) return { kind: "correction-required", wishes };
  const { division } = delivery;
  const opinion = bilingual(
    "材料齐全，符合法定形式，准予设立登记。",
    "complete and in legal form; registered",
  );
  const outputs = outputsFor(delivery, {
    registeredName: () => fullName(name),
    uscc: () => takeUscc(division, numbers),
    registrationNumber: () =>
      numbers.take(`registration-number:${division}`, { first: 1_001, last: 39_999_999 }, (sequence) =>
        composeRegistrationNumber({ authority: division, kind: "domestic", sequence }),
      ),
  });
  return { kind: "approved", outputs, opinion };
};

const takeUscc = (division: string, numbers: ReviewRequest["numbers"]): string =>
  numbers.take("unified-code", unifiedCodes, (sequence) => {
    const organizationCode = syntheticOrganizationCode(sequence);
    return composeUscc({ department: "9", category: "1", division, organizationCode });
  });

const wishesOfRegistration = (name: NameParts, address: string): Wish[] => [
  ...(name.tradeName === "" ? [wish("name.tradeName", "请填写字号", "fill in the trade name")] : []),
  ...(isFindable(address)
    ? []
    : [
        wish(
          "domicile.address",
          "住所未写明门牌号或者房间号，请补充到“号”“室”",
          "the address lacks its house or room number; add it",
        ),
      ]),
];
