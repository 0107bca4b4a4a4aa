import type * as z from "zod";
import { answerData } from "../../schemas/answers.ts";
import { bilingual } from "../../schemas/message.ts";

/** What a lead department may make of an objection or of silence. */
export const { ruling } = answerData["lianban.item.ruled"].shape;
/** See {@link ruling}. */
export type Ruling = z.infer<typeof ruling>;

const reasons: Readonly<Record<Ruling, string>> = {
  approve: bilingual(
    "经主办部门研究，申请符合法定条件，继续办理；理由一并告知有关部门。",
    "the application meets the conditions of the law; it goes on, and the department is told these reasons",
  ),
  refuse: bilingual(
    "经主办部门研究，采纳部门意见，不予许可。",
    "the objection is followed and the application refused",
  ),
  suspend: bilingual(
    "请申请人按部门意见整改后恢复办理。",
    "the applicant is to mend what was objected to; then it goes on",
  ),
};

/** What a lead rules, with its reasons: as it is set, else it follows an objection of its own and lets the rest go on. */
export const ruleBy = (
  set: Ruling | undefined,
  { objectedItself }: { objectedItself: boolean },
): { ruling: Ruling; reasons: string } => {
  const chosen = set ?? (objectedItself ? "refuse" : "approve");
  return { ruling: chosen, reasons: reasons[chosen] };
};
