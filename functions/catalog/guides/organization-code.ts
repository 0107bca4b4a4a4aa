import type { ItemGuide } from "../../../schemas/item-guide.ts";
import { message } from "../../../schemas/message.ts";
import { centreBasics, centreExtension, freeService } from "./centre.ts";

/**
 * The guide of 组织机构代码登记. The basic code is a sample: its department and main item are 99 and 992.
 * @see GB 11714-1997; 国办发〔2015〕50号
 */
export const organizationCode: ItemGuide = {
  itemId: "organization-code",
  basic: {
    ...centreBasics,
    basicCode: "340799992000",
    statutoryNote: null,
    appliesTo: message("申请设立的公司", "companies that are being founded"),
    conditions: [
      message(
        "公司设立登记已取得注册号或者统一社会信用代码",
        "the company has its registration number or unified code",
      ),
    ],
    flow: [
      {
        name: message("接收共享信息", "the shared information arrives"),
        post: null,
        person: null,
        limit: null,
        before: message("工商登记已产生注册号", "market regulation gave the registration number"),
        after: null,
      },
      {
        name: message("赋码", "the code is given"),
        post: message("窗口首席代表", "chief representative at the counter"),
        person: null,
        limit: null,
        before: null,
        after: message("组织机构代码送税务登记", "the code goes to tax registration"),
      },
    ],
    serves: ["enterprise"],
  },
  extension: {
    ...centreExtension,
    otherDepartments: ["market-regulation", "tax"],
    result: {
      type: "other",
      name: message("组织机构代码（载于营业执照）", "organisation code, on the business licence"),
      sample: null,
    },
  },
  materials: [],
  charge: freeService,
  questions: [
    {
      question: message(
        "还要单独交材料、领代码证吗？",
        "Is there anything to hand in or to collect separately?",
      ),
      answer: message(
        "不用。一张表里的信息由窗口共享，代码直接载于营业执照（国办发〔2015〕50号）。",
        "No. The information of the one form is shared, and the code stands on the licence (国办发〔2015〕50号).",
      ),
    },
  ],
};
