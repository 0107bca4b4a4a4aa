import { message } from "../../../schemas/message.ts";
import type { OutputDefinition } from "../catalog.ts";

/**
 * How departments number documents is their own matter (`选字第340300202600001号`, `蚌消审字〔2026〕第0012号`); a number is
 * one printed line of 4 to 60 characters with a digit in it.
 */
const isDocumentNumber = (value: unknown): boolean =>
  typeof value === "string" &&
  value.length >= 4 &&
  value.length <= 60 &&
  value.trim() === value &&
  /\d/.test(value) &&
  !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(value);

const documentNumber = (name: string, zh: string, en: string, example: string): OutputDefinition => ({
  name,
  label: message(zh, en),
  unique: true,
  accepts: isDocumentNumber,
  expected: message(
    `${zh}应为4至60个字符的一行文字，含数字，例如 ${example}`,
    `the ${en} is one line of 4 to 60 characters with a digit in it, e.g. ${example}`,
  ),
});

/** What departments add to a construction project: the numbers of their decisions, each given once. */
export const constructionOutputs: readonly OutputDefinition[] = [
  documentNumber(
    "siteSelectionNumber",
    "选址意见书编号",
    "number of the site opinion",
    "选字第340300202600001号",
  ),
  documentNumber(
    "landPreReviewNumber",
    "用地预审文号",
    "number of the land pre-review",
    "蚌自然资预审〔2026〕12号",
  ),
  documentNumber(
    "drawingReviewNumber",
    "图审备案编号",
    "number of the drawing review",
    "蚌图审〔2026〕0123号",
  ),
  documentNumber(
    "fireDesignNumber",
    "消防设计审查文号",
    "number of the fire design review",
    "蚌消审字〔2026〕第0012号",
  ),
  documentNumber(
    "shelterOpinionNumber",
    "人防审核意见编号",
    "number of the shelter opinion",
    "蚌人防审〔2026〕8号",
  ),
  documentNumber(
    "shelterRelocationNumber",
    "易地建设许可文号",
    "number of the permit to build the shelter elsewhere",
    "蚌人防易〔2026〕3号",
  ),
  documentNumber(
    "lightningDesignNumber",
    "防雷设计审核文号",
    "number of the lightning design review",
    "蚌雷审〔2026〕5号",
  ),
  documentNumber(
    "environmentalApprovalNumber",
    "环评批复文号",
    "number of the environmental approval",
    "蚌环审〔2026〕31号",
  ),
  documentNumber(
    "soilConservationNumber",
    "水土保持方案批复文号",
    "number of the soil conservation approval",
    "蚌水保〔2026〕9号",
  ),
  documentNumber(
    "planningVerificationNumber",
    "规划核实文号",
    "number of the planning verification",
    "蚌规核〔2026〕17号",
  ),
  documentNumber(
    "landVerificationNumber",
    "土地核验文号",
    "number of the land verification",
    "蚌土核〔2026〕17号",
  ),
  documentNumber(
    "fireAcceptanceNumber",
    "消防验收文号",
    "number of the fire acceptance",
    "蚌消验字〔2026〕第0007号",
  ),
  documentNumber(
    "shelterAcceptanceNumber",
    "人防验收文号",
    "number of the shelter acceptance",
    "蚌人防验〔2026〕4号",
  ),
  documentNumber(
    "lightningAcceptanceNumber",
    "防雷验收文号",
    "number of the lightning acceptance",
    "蚌雷验〔2026〕2号",
  ),
  documentNumber(
    "archiveAcceptanceNumber",
    "档案认可文号",
    "number of the archive acceptance",
    "蚌城档〔2026〕22号",
  ),
  documentNumber(
    "acceptanceFilingNumber",
    "竣工联合验收备案编号",
    "number of the completion filing",
    "蚌竣备〔2026〕0045号",
  ),
];
