import { divisions } from "../codes/division.ts";
import { organizationForms, placeNames } from "./company-name-words.ts";
import {
  type NameFinding,
  type NameParts,
  type NameRule,
  nameArticle,
  refuseName,
  reviewName,
} from "./name-finding.ts";
import { industryPadding, similarIndustries } from "./similar-industries.ts";

const withoutLevel = (place: string): string =>
  place.length > 2 ? place.replace(/(?:省|市|县|区)$/, "") : place;

const places: ReadonlySet<string> = new Set([...placeNames, ...divisions.map(({ zh }) => withoutLevel(zh))]);
const industries: ReadonlySet<string> = new Set([...similarIndustries.flat(), ...industryPadding]);
const zone =
  /(?:国家|省)?级?(?:高新技术|经济技术|高新|经济|经|工业|产业|自由贸易|自贸|综合)*(?:产业)?(?:开发区|试验区|保税区|园区|新区|垦区|工业园|产业园|高新区|经开区)$/;

const divisionLevel = ({ division }: NameParts): NameFinding[] => {
  if (division === "")
    return reviewName(
      "division-missing",
      "division",
      [
        "名称不含行政区划，仅限跨省、自治区、直辖市经营的企业；否则请冠以所在地县级以上行政区划名称",
        "a name without a division is for companies working across provinces; otherwise begin it with the division where the company is",
      ],
      nameArticle("六"),
    );
  if (!/(?:镇|乡|街道|村|社区)$/.test(division) || places.has(division) || division === "景德镇") return [];
  return refuseName(
    "division-level",
    "division",
    [
      "行政区划应为县级以上地方行政区划，不能使用乡镇、街道或村名，请改用所在县（市、区）的名称",
      "the division must be a county or above, not a town, street or village; use the county's or city's name",
    ],
    nameArticle("七"),
  );
};

const districtWithCity = ({ division }: NameParts): NameFinding[] =>
  /^[^市]{1,3}区$/.test(division.replace(zone, ""))
    ? refuseName(
        "district-needs-city",
        "division",
        [
          `市辖区名称前应同时冠以所属设区的市，请改为“蚌埠市${division}”这样的写法`,
          `a city district's name must follow its city's; write it like "蚌埠市${division}"`,
        ],
        nameArticle("七"),
      )
    : [];

const zoneWithDivision = ({ division }: NameParts): NameFinding[] =>
  zone.test(division) && division.replace(zone, "").length < 2
    ? refuseName(
        "zone-needs-division",
        "division",
        [
          "开发区、垦区等区域名称应与行政区划名称连用，请在前面加上所在市、县的名称",
          "a development zone's name stands only together with a division; put the city's or county's name before it",
        ],
        nameArticle("七"),
      )
    : [];

const tradeNameLength = ({ tradeName }: NameParts): NameFinding[] =>
  [...tradeName].filter((character) => /\p{Script=Han}/u.test(character)).length < 2
    ? refuseName(
        "trade-name-length",
        "tradeName",
        [
          "字号应由两个以上汉字组成，请改用两个字以上的字号",
          "the 字号 needs two or more Chinese characters; choose a longer one",
        ],
        nameArticle("八"),
      )
    : [];

const tradeNameNotPlace = ({ tradeName }: NameParts): NameFinding[] => {
  if (!places.has(withoutLevel(tradeName))) return [];
  const text: [string, string] = [
    `“${tradeName}”是县级以上行政区划名称，除另有含义外不得作为字号，请更换字号或说明其含义`,
    `"${tradeName}" is the name of a division and no 字号 unless it has another meaning; change it or explain the meaning`,
  ];
  return places.has(tradeName)
    ? reviewName("trade-name-is-division", "tradeName", text, nameArticle("八"))
    : refuseName("trade-name-is-division", "tradeName", text, nameArticle("八"));
};

const tradeNameNotIndustry = ({ tradeName }: NameParts): NameFinding[] =>
  industries.has(tradeName)
    ? refuseName(
        "trade-name-is-industry",
        "tradeName",
        [
          `“${tradeName}”是行业或者经营特点用语，不得作为字号，请更换字号`,
          `"${tradeName}" names an industry and cannot be the 字号; choose another`,
        ],
        nameArticle("八"),
      )
    : [];

const industryPresent = ({ industry }: NameParts): NameFinding[] =>
  industry === ""
    ? reviewName(
        "industry-missing",
        "industry",
        [
          "名称不含行业或者经营特点，仅限跨行业综合经营的企业；否则请按主营业务标明行业",
          "a name without an industry is for companies working across industries; otherwise name the main business",
        ],
        nameArticle("六"),
      )
    : [];

const companyForms: readonly string[] = [...organizationForms.limited, ...organizationForms.shares];

const organizationForm = ({ organizationForm: form }: NameParts): NameFinding[] => {
  if (/(?:分公司|分厂|分店)$/.test(form))
    return refuseName(
      "branch-name",
      "organizationForm",
      [
        "分公司名称应冠以所从属公司的名称，不适用公司设立登记，请改办分公司设立登记",
        "a branch bears its parent's name; register it as a branch, not as a new company",
      ],
      nameArticle("十三"),
    );
  if (!companyForms.includes(form.replace("(", "（").replace(")", "）")))
    return refuseName(
      "organization-form",
      "organizationForm",
      [
        "公司名称应标明“有限责任公司”“有限公司”“股份有限公司”或者“股份公司”，请改正组织形式",
        "a company's name must end in 有限责任公司, 有限公司, 股份有限公司 or 股份公司; correct the organisation form",
      ],
      "公司法第七条",
    );
  if (!form.includes("集团")) return [];
  return reviewName(
    "group-form",
    "organizationForm",
    [
      "仅企业集团的控股企业可以在组织形式之前使用“集团”，请提交集团成员情况或删去“集团”",
      "only the holding company of a group may use 集团; show the group's members or drop the word",
    ],
    nameArticle("十四"),
  );
};

/** Rules about the four parts and how they fit together (企业名称登记管理规定第六条至第十条、第十三条、第十四条; 公司法第七条). */
export const nameStructureRules: readonly NameRule[] = [
  divisionLevel,
  districtWithCity,
  zoneWithDivision,
  tradeNameLength,
  tradeNameNotPlace,
  tradeNameNotIndustry,
  industryPresent,
  organizationForm,
];
