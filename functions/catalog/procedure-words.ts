import type { Procedure } from "../../schemas/answers.ts";
import { type Message, message } from "../../schemas/message.ts";

/** The procedures that may hold an item up, as a sentence names them. @see 行政许可法第四十五条 */
export const procedureWords: Readonly<Record<Procedure, Message>> = {
  hearing: message("听证", "a hearing"),
  tender: message("招标", "a tender"),
  auction: message("拍卖", "an auction"),
  inspection: message("检验", "an inspection"),
  testing: message("检测", "a test"),
  quarantine: message("检疫", "quarantine"),
  appraisal: message("鉴定", "an appraisal"),
  "expert-review": message("专家评审", "an expert review"),
  "site-visit": message("现场踏勘", "a site visit"),
  publicity: message("公示", "a public notice"),
  consultation: message("征求意见", "a consultation"),
};
