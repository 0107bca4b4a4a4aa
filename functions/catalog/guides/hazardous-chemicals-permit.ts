import type { ItemGuide } from "../../../schemas/item-guide.ts";
import { message } from "../../../schemas/message.ts";
import { centreBasics, centreExtension, freeLicence } from "./centre.ts";

/**
 * The guide of 危险化学品经营许可. The basic code is a sample: its department and main item are 99 and 994.
 * @see 危险化学品安全管理条例(2013)第三十三条至第三十六条
 */
export const hazardousChemicalsPermit: ItemGuide = {
  itemId: "hazardous-chemicals-permit",
  basic: {
    ...centreBasics,
    basicCode: "340199994000",
    statutoryNote: message(
      "自收到证明材料之日起30日内作出批准或者不予批准的决定（危险化学品安全管理条例第三十五条）",
      "a decision within 30 days of receiving the evidence (危险化学品安全管理条例第三十五条)",
    ),
    appliesTo: message(
      "从事剧毒化学品、易制爆危险化学品经营，或者有储存设施的危险化学品经营；其他的向所在地县级部门申请（危险化学品安全管理条例第三十五条）",
      "trade in highly toxic or explosive precursors, or with storage; other trade is the county's (危险化学品安全管理条例第三十五条)",
    ),
    conditions: [
      message(
        "有符合国家标准、行业标准的经营场所，储存危险化学品的，还应当有符合标准的储存设施",
        "premises, and storage where there is any, that meet the standards of the state and the trade",
      ),
      message("从业人员经过专业技术培训并经考核合格", "staff who are trained and passed the examination"),
      message("有健全的安全管理规章制度", "complete rules of safety management"),
      message("有专职安全管理人员", "full-time safety managers"),
      message(
        "有符合国家规定的危险化学品事故应急预案和必要的应急救援器材、设备",
        "a plan for accidents, with the equipment it needs",
      ),
      message(
        "法律、法规规定的其他条件（危险化学品安全管理条例第三十四条）",
        "what other laws require (危险化学品安全管理条例第三十四条)",
      ),
    ],
    flow: [
      {
        name: message("接收共享信息", "the shared information arrives"),
        post: null,
        person: null,
        limit: null,
        before: message(
          "经营范围含危险化学品经营，且没有许可证",
          "the business scope names the activity, and no permit is held",
        ),
        after: null,
      },
      {
        name: message("审查和现场核查", "review, and a visit to the premises"),
        post: message("窗口首席代表", "chief representative at the counter"),
        person: null,
        limit: null,
        before: null,
        after: null,
      },
      {
        name: message("决定", "decision"),
        post: null,
        person: null,
        limit: null,
        before: null,
        after: message(
          "批准后继续办理公司登记；不予批准的书面说明理由",
          "registration goes on; a refusal is in writing, with reasons",
        ),
      },
    ],
    serves: ["enterprise"],
  },
  extension: {
    ...centreExtension,
    otherDepartments: ["market-regulation"],
    result: {
      type: "certificate",
      name: message("危险化学品经营许可证", "hazardous chemicals trading permit"),
      sample: null,
    },
  },
  materials: [
    {
      code: "domicile-proof",
      name: message("经营场所证明（住所使用相关文件）", "proof of the premises"),
      type: "copy",
      format: "either",
      necessity: "required",
      form: null,
      example: null,
      source: "applicant",
      sourceNote: null,
      copies: null,
      paper: null,
      fillingNote: null,
      acceptedIf: null,
      basis: "危险化学品安全管理条例第三十四条、第三十五条",
      remark: message(
        "与公司设立登记共用，只交一次",
        "shared with the company's registration; handed in once",
      ),
    },
  ],
  charge: freeLicence,
  questions: [
    {
      question: message("什么情况下不需要取得许可？", "When is no permit needed?"),
      answer: message(
        "依法设立的危险化学品生产企业在其厂区范围内销售本企业产品的，港口经营人在港区内从事危险化学品仓储经营的，不需要（危险化学品安全管理条例第三十三条）。",
        "Producers who sell their own products on their premises, and port operators who store within the port (危险化学品安全管理条例第三十三条).",
      ),
    },
  ],
};
