import { bilingual } from "../../../schemas/message.ts";
import {
  outputsFor,
  type ReviewPolicy,
  type ReviewRequest,
  textAt,
  type Verdict,
  valueAt,
  wish,
} from "../review.ts";

/** How a department numbers a document: `【年】` is the year, `【号】` the next number of its series. */
const patterns: Readonly<Record<string, string>> = {
  siteSelectionNumber: "选字第340300【年】【号】号",
  landPreReviewNumber: "蚌自然资预审〔【年】〕【号】号",
  drawingReviewNumber: "蚌图审〔【年】〕【号】号",
  fireDesignNumber: "蚌消审字〔【年】〕第【号】号",
  shelterOpinionNumber: "蚌人防审〔【年】〕【号】号",
  shelterRelocationNumber: "蚌人防易〔【年】〕【号】号",
  lightningDesignNumber: "蚌雷审〔【年】〕【号】号",
  environmentalApprovalNumber: "蚌环审〔【年】〕【号】号",
  soilConservationNumber: "蚌水保〔【年】〕【号】号",
  planningVerificationNumber: "蚌规核〔【年】〕【号】号",
  landVerificationNumber: "蚌土核〔【年】〕【号】号",
  fireAcceptanceNumber: "蚌消验字〔【年】〕第【号】号",
  shelterAcceptanceNumber: "蚌人防验〔【年】〕【号】号",
  lightningAcceptanceNumber: "蚌雷验〔【年】〕【号】号",
  archiveAcceptanceNumber: "蚌城档〔【年】〕【号】号",
  acceptanceFilingNumber: "蚌竣备〔【年】〕【号】号",
};

const composed = (pattern: string, year: string, sequence: number): string =>
  pattern.replace("【年】", year).replace("【号】", String(sequence).padStart(4, "0"));

const numbered = ({ delivery, numbers, on }: ReviewRequest): Record<string, unknown> => {
  const year = on.slice(0, 4);
  return outputsFor(
    delivery,
    Object.fromEntries(
      Object.entries(patterns).map(([name, pattern]) => [
        name,
        () => numbers.take(`${name}:${year}`, { first: 1, last: 9_999 }, (n) => composed(pattern, year, n)),
      ]),
    ),
  );
};

/** What a designer's own remark on the sheets makes a department ask for, or refuse. */
interface RemarkRule {
  path: string;
  says: string;
  verdict: Verdict;
}

const narrowExits: Verdict = {
  kind: "correction-required",
  wishes: [
    wish(
      "drawings.sheets.fire",
      "1#楼标准层疏散楼梯净宽不足1.10米，请修改消防图纸后重新提交",
      "the stairs of building 1 are less than 1.10 m wide; revise the fire sheets",
    ),
  ],
};

const beyondPermit: Verdict = {
  kind: "rejected",
  reason: {
    code: "beyond-permit",
    text: bilingual(
      "施工图超出规划许可的建筑高度",
      "the drawings exceed the height the planning permit allows",
    ),
    basis: "城乡规划法第四十条",
  },
};

const openDefects: Verdict = {
  kind: "correction-required",
  wishes: [
    wish(
      "completion.acceptance.remaining",
      "消防控制室未投入使用，请整改完成后更新遗留问题说明",
      "the fire control room is not in use; finish it and say so",
    ),
  ],
};

const remarks: readonly RemarkRule[] = [
  { path: "drawings.sheets.fire.remarks", says: "疏散宽度不足", verdict: narrowExits },
  { path: "drawings.sheets.architecture.remarks", says: "超高", verdict: beyondPermit },
  { path: "completion.acceptance.remaining", says: "消防控制室未投用", verdict: openDefects },
];

/**
 * A department of the construction line: it objects to what the form itself admits (疏散宽度不足, 超高, 消防控制室未投用)
 * where its scope shows it, else approves with the numbers it owes. Fire alone reads the sheets of fire, and so on: the
 * scope decides who objects.
 */
export const reviewConstruction: ReviewPolicy = (request) => {
  const { fields } = request.delivery;
  const found = remarks.find(({ path, says }) => textAt(fields, path).includes(says));
  if (found !== undefined) return found.verdict;
  const buildings = valueAt(fields, "works");
  const count = Array.isArray(buildings) ? buildings.length : 0;
  const opinion =
    count > 0
      ? bilingual(`经审查${count}个单体，同意。`, `${count} works reviewed; agreed`)
      : bilingual("经审查，同意。", "reviewed; agreed");
  return { kind: "approved", outputs: numbered(request), opinion };
};
