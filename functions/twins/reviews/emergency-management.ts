import { addYears } from "../../../schemas/forms/iso-date.ts";
import { bilingual } from "../../../schemas/message.ts";
import { outputsFor, type ReviewPolicy, textAt, type Verdict } from "../review.ts";

/** Three years, ending the day before. @see 危险化学品经营许可证管理办法第十八条 */
const permitEnd = (on: string): string => {
  const end = new Date(`${addYears(on, 3)}T00:00:00Z`);
  end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
};

/** Experts look at it first; how long they take is told in writing. @see 行政许可法第四十五条 */
const expertReview: Verdict = {
  kind: "suspended",
  procedure: "expert-review",
  reason: bilingual(
    "经营范围涉及剧毒化学品，须组织专家评审",
    "the business covers highly toxic chemicals; experts review it",
  ),
  plannedWorkingDays: 10,
};

/**
 * Emergency management (危险化学品经营许可): has experts review a trade in highly toxic chemicals (剧毒), then approves
 * on conditions, for three years.
 *
 * Outputs: `permitNumber` (皖蚌危化经字〔2026〕1001号) and `permitValidUntil`. @see 危险化学品安全管理条例第三十三条至第三十五条
 */
export const reviewEmergencyManagement: ReviewPolicy = ({ delivery, procedures, numbers, on }) => {
  const isToxic = textAt(delivery.fields, "business.scope").includes("剧毒");
  if (isToxic && !procedures.includes("expert-review")) return expertReview;
  const year = on.slice(0, 4);
  const outputs = outputsFor(delivery, {
    permitNumber: () =>
      numbers.take(`permit:${year}`, { first: 1_001, last: 9_999 }, (n) => `皖蚌危化经字〔${year}〕${n}号`),
    permitValidUntil: () => permitEnd(on),
  });
  return {
    kind: "approved",
    outputs,
    opinion: bilingual(
      "同意，条件：一、不得储存构成重大危险源的危险化学品；二、从业人员经培训合格后上岗；三、按年度报送安全评价。",
      "approved on conditions: no storage amounting to a major hazard, trained staff, a safety assessment each year",
    ),
  };
};
