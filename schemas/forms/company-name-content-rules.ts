import { boastingWords, forbiddenWords, stateWords } from "./company-name-words.ts";
import { isGb2312Character } from "./gb2312-characters.ts";
import {
  type NameFinding,
  type NameParts,
  type NameRule,
  nameArticle,
  refuseName,
  reviewName,
  textParts,
} from "./name-finding.ts";

const withoutBrackets = (text: string): string => text.replace(/[（）()]/g, "");

const standardCharacters = (name: NameParts): NameFinding[] =>
  textParts.flatMap((part) => {
    const characters = [...withoutBrackets(name[part])];
    const foreign = characters.filter((character) => !/\p{Script=Han}/u.test(character)).join("");
    if (foreign !== "")
      return refuseName(
        "chinese-characters",
        part,
        [
          `名称应使用规范汉字，不得使用外文、字母、数字或符号“${foreign}”，请改为汉字`,
          `a name is written in standard Chinese characters; replace "${foreign}", which are foreign letters, digits or signs`,
        ],
        nameArticle("五"),
      );
    const unusual = characters.filter((character) => !isGb2312Character(character)).join("");
    if (unusual === "") return [];
    return reviewName(
      "standard-characters",
      part,
      [
        `“${unusual}”可能是繁体字、异体字或生僻字，请改用规范汉字或由窗口核对《通用规范汉字表》`,
        `"${unusual}" may be a traditional, variant or rare form; use the standard character or let the window check the national table`,
      ],
      nameArticle("五"),
    );
  });

const stateWord = (name: NameParts): NameFinding[] => {
  const head = textParts.find((part) => name[part] !== "");
  return textParts.flatMap((part) => {
    const word = stateWords.find((each) => name[part].includes(each));
    if (word === undefined) return [];
    if (part === head && name[part].startsWith(word))
      return refuseName(
        "state-word-at-head",
        part,
        [
          `名称冠以“${word}”须报国务院批准，请删去“${word}”或先取得批准`,
          `a name beginning with ${word} needs the State Council's approval; drop the word or obtain it first`,
        ],
        nameArticle("十二"),
      );
    return reviewName(
      "state-word-inside",
      part,
      [
        `名称中间的“${word}”应当是行业限定语，请说明用意或删去`,
        `${word} inside a name may only qualify the industry; explain its use or drop it`,
      ],
      nameArticle("十二"),
    );
  });
};

const forbidden = (name: NameParts): NameFinding[] =>
  textParts.flatMap((part) =>
    forbiddenWords.flatMap(({ rule, item, what, clear, ambiguous }) => {
      const plain =
        clear.find((word) => name[part].includes(word)) ?? ambiguous.find((word) => name[part] === word);
      const word = plain ?? ambiguous.find((each) => name[part].includes(each));
      if (word === undefined) return [];
      const say = plain === undefined ? reviewName : refuseName;
      return say(
        rule,
        part,
        [`名称中的“${word}”${what.zh}，请更换`, `"${word}" ${what.en}; choose other words`],
        `${nameArticle("十一")}${item}`,
      );
    }),
  );

const unitNumber = (name: NameParts): NameFinding[] =>
  textParts.flatMap((part) =>
    /[0-9０-９零〇一二三四五六七八九]{3,}部队/.test(name[part])
      ? refuseName(
          "party-or-organ",
          part,
          [
            "名称不得使用部队番号，请更换",
            "a name may not use the number of a military unit; choose other words",
          ],
          `${nameArticle("十一")}第三项`,
        )
      : [],
  );

const boasting = ({ tradeName }: NameParts): NameFinding[] => {
  const word = boastingWords.find((each) => tradeName.includes(each));
  if (word === undefined) return [];
  return refuseName(
    "misleading",
    "tradeName",
    [
      `字号中的“${word}”可能使公众受骗或者误解，请更换`,
      `"${word}" in the 字号 may mislead the public; choose other words`,
    ],
    `${nameArticle("十一")}第八项`,
  );
};

/** Rules about the characters and words of a name (企业名称登记管理规定第五条、第十一条、第十二条). */
export const nameContentRules: readonly NameRule[] = [
  standardCharacters,
  forbidden,
  unitNumber,
  boasting,
  stateWord,
];
