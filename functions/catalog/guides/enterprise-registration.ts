import type { ItemGuide } from "../../../schemas/item-guide.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { message } from "../../../schemas/message.ts";
import { centreBasics, centreExtension, freeLicence } from "./centre.ts";
import { registrationMaterials } from "./registration-materials.ts";

const chief = message("窗口首席代表", "chief representative at the counter");

/**
 * The guide of 公司设立登记. The basic code is a sample: its department and main item are 99 and 991.
 * @see 公司法(2023); 市场主体登记管理条例; 市场主体登记管理条例实施细则
 */
export const enterpriseRegistration: ItemGuide = {
  itemId: "enterprise-registration",
  basic: {
    ...centreBasics,
    basicCode: "340199991000",
    statutoryNote: message(
      "申请材料齐全、符合法定形式的当场登记；不能当场登记的3个工作日内登记，情形复杂的经批准可再延长3个工作日（市场主体登记管理条例第十九条）",
      "on the spot when the materials are complete and in due form, otherwise within 3 working days, in complex cases 3 more (市场主体登记管理条例第十九条)",
    ),
    appliesTo: message(
      "在蚌埠市设立有限责任公司、股份有限公司",
      "founding a limited liability company or a company limited by shares in Bengbu",
    ),
    conditions: [
      message(
        "有符合规定的公司名称，并标明有限责任公司、有限公司或者股份有限公司、股份公司字样（公司法第六条、第七条）",
        "a company name as the rules have it, which says that the company is limited (公司法第六条、第七条)",
      ),
      message(
        "有限责任公司由1个以上50个以下股东出资设立；股份有限公司有1人以上200人以下为发起人，其中半数以上在境内有住所（公司法第四十二条、第九十二条）",
        "1 to 50 shareholders, or 1 to 200 promoters at least half of whom live in China (公司法第四十二条、第九十二条)",
      ),
      message(
        "有公司章程；有限责任公司章程由股东共同制定（公司法第四十五条）",
        "articles of association; those of a limited liability company are made by its shareholders together (公司法第四十五条)",
      ),
      message(
        "以主要办事机构所在地为住所，且只登记一个住所（公司法第八条、市场主体登记管理条例第十一条）",
        "one domicile, where the head office is (公司法第八条、市场主体登记管理条例第十一条)",
      ),
      message(
        "法定代表人没有不得担任法定代表人的情形（市场主体登记管理条例第十二条）",
        "a legal representative who is not barred from being one (市场主体登记管理条例第十二条)",
      ),
      message(
        "登记前依法须经批准的经营项目已取得批准（市场主体登记管理条例第十四条）",
        "approval of those activities that need it before registration (市场主体登记管理条例第十四条)",
      ),
    ],
    flow: [
      {
        name: message("申请", "application"),
        post: null,
        person: null,
        limit: null,
        before: message("填好一张表，备齐材料", "one form and the materials"),
        after: message("出具接收申请材料凭证", "a voucher for what was handed in"),
      },
      {
        name: message("形式审查", "formal review"),
        post: chief,
        person: null,
        limit: workingDays(3),
        before: message("材料不齐的，一次性告知补正", "what is missing is told in one notice"),
        after: message(
          "登记通知书或者不予登记通知书",
          "notice of registration, or of its refusal with reasons",
        ),
      },
      {
        name: message("制发营业执照", "issue of the licence"),
        post: chief,
        person: null,
        limit: null,
        before: message("准予登记", "the registration was granted"),
        after: message("签发日期为公司成立日期", "the company is founded on the date of issue"),
      },
    ],
    serves: ["natural-person", "enterprise", "institution", "social-organization", "other-organization"],
  },
  extension: {
    ...centreExtension,
    otherDepartments: ["quality-supervision", "tax"],
    result: { type: "certificate", name: message("营业执照", "business licence"), sample: null },
  },
  materials: registrationMaterials("market"),
  charge: freeLicence,
  questions: [
    {
      question: message(
        "经营范围里有登记前须经批准的项目怎么办？",
        "What if an activity needs approval before registration?",
      ),
      answer: message(
        "不必另跑一趟：表单里选上该项目，联办时先送审批部门，批准后继续登记。已有许可证的，把许可证一并提交。",
        "Name it in the form: the authority is asked first, within the same case. If you hold the permit already, hand it in.",
      ),
    },
    {
      question: message("不予登记可以怎么办？", "What if registration is refused?"),
      answer: message(
        "登记机关应当说明理由（市场主体登记管理条例第二十条）。可以自知道之日起六十日内申请行政复议（行政复议法第二十条），也可以依法提起行政诉讼。",
        "The authority gives its reasons (市场主体登记管理条例第二十条). You may ask for reconsideration within sixty days (行政复议法第二十条), or go to court.",
      ),
    },
  ],
};
