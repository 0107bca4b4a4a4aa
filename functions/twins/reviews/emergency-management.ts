import { addYears } from "../../../schemas/forms/iso-date.ts";
import { bilingual } from "../../../schemas/message.ts";
import { outputsFor, type ReviewPolicy } from "../review.ts";

/** Three years, ending the day before. @see 危险化学品经营许可证管理办法第十八条 */
const permitEnd = (on: string): string => {
  const end = new Date(`${addYears(on, 3)}T00:00:00Z`);
  end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
};

/**
 * Emergency management (危险化学品经营许可): approves on conditions, for three years.
 *
 * Outputs: `permitNumber` (皖蚌危化经字〔2026〕1001号) and `permitValidUntil`. @see 危险化学品安全管理条例第三十三条至第三十五条
 */
export const reviewEmergencyManagement: ReviewPolicy = ({ delivery, numbers, on }) => {
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
