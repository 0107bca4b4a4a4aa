import type { ItemGuide } from "../../../schemas/item-guide.ts";
import { message } from "../../../schemas/message.ts";
import { centreBasics, centreExtension, freeService } from "./centre.ts";
import { registrationMaterials } from "./registration-materials.ts";

/**
 * The guide of 税务登记(两证合一). The basic code is a sample: its department and main item are 99 and 993.
 * @see 税收征收管理法; 税收征收管理法实施细则
 */
export const taxRegistration: ItemGuide = {
  itemId: "tax-registration",
  basic: {
    ...centreBasics,
    basicCode: "340799993000",
    statutoryNote: message(
      "税务机关应当于收到申报的当日办理登记（税收征收管理法第十五条）",
      "the tax authority registers on the day the declaration arrives (税收征收管理法第十五条)",
    ),
    appliesTo: message(
      "从事生产、经营的纳税人；应当自领取营业执照之日起三十日内申报（税收征收管理法第十五条）",
      "taxpayers in business, who declare within thirty days of their licence (税收征收管理法第十五条)",
    ),
    conditions: [
      message(
        "向生产、经营地或者纳税义务发生地的主管税务机关申报，如实填写税务登记内容（税收征收管理法实施细则第十二条）",
        "a true declaration to the tax authority of the place of business (税收征收管理法实施细则第十二条)",
      ),
    ],
    flow: [
      {
        name: message("接收共享信息", "the shared information arrives"),
        post: null,
        person: null,
        limit: null,
        before: message(
          "一照三号方式下，组织机构代码已产生",
          "with three numbers: the organisation code exists",
        ),
        after: null,
      },
      {
        name: message("登记并确定主管税务机关", "registration, and the tax authority in charge"),
        post: message("窗口首席代表", "chief representative at the counter"),
        person: null,
        limit: null,
        before: null,
        after: message("登记信息载于营业执照", "what was registered stands on the licence"),
      },
    ],
    serves: ["enterprise"],
  },
  extension: {
    ...centreExtension,
    otherDepartments: ["market-regulation", "quality-supervision"],
    result: {
      type: "other",
      name: message(
        "税务登记信息（主管税务机关、税务登记号）",
        "tax registration: the authority in charge, the tax number",
      ),
      sample: null,
    },
  },
  materials: registrationMaterials("tax"),
  charge: freeService,
  questions: [
    {
      question: message(
        "领了营业执照还要再去办税务登记证吗？",
        "Is there still a certificate of tax registration to apply for?",
      ),
      answer: message(
        "不用。三证合一后，营业执照载明登记信息，不再单独核发税务登记证（国办发〔2015〕50号）。",
        "No. Since the three certificates became one, the licence stands for it (国办发〔2015〕50号).",
      ),
    },
  ],
};
