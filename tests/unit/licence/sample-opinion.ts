import type { LicencePdfInput } from "../../../functions/application/licence-pdf-input.ts";
import { joinsHashOf } from "../../../functions/application/licence-proof.ts";
import { type JointOpinion, licenceRecord } from "../../../schemas/licence.ts";
import type { LicenceJoin } from "../../../schemas/licence-proof.ts";
import { message } from "../../../schemas/message.ts";
import { pdfInput } from "./sample-licence.ts";

/** A join of the sample's stage, agreed to in the first round. */
export const joinBy = (
  department: string,
  name: string | null,
  said: Partial<LicenceJoin> = {},
): LicenceJoin => ({
  item: `${department}-acceptance`,
  department,
  stage: "acceptance",
  revision: 1,
  round: 1,
  answer: "approved",
  decidedAt: "2026-11-20T02:00:00Z",
  officer: name === null ? null : { name },
  ...said,
});

/** Every way an item may come through. */
export const sampleJoins: LicenceJoin[] = [
  joinBy("planning", "王淮"),
  joinBy("housing-construction", "李建设", { round: 2, revision: 2 }),
  joinBy("fire-rescue", "陈安"),
  joinBy("landscaping", null, { answer: "deemed", basis: "联合验收实施办法（示例）第九条" }),
  joinBy("archives", "周档", { answer: "overruled" }),
  joinBy("water-resources", null, { answer: "overruled" }),
];

const fact = (zh: string, en: string, value: string) => ({ label: message(zh, en), value });

/** A joint opinion before parsing; its names are made up, its codes stand in reserved zones. */
export const jointOpinion = {
  licenceId: "8ZQ4M0T9X2KC5V8RHN3JW6PBAD",
  version: 1,
  caseId: "3403002026112001000179",
  kind: "joint-opinion",
  mode: "industrial",
  title: message("联合验收意见书", "Consolidated opinion of the joint acceptance"),
  project: {
    code: "2101-340300-04-01-123456",
    name: "蚌埠珠城玻璃新材料产业园一期",
    works: ["1号厂房", "2号厂房", "综合楼"],
  },
  holder: { name: "蚌埠珠城新材料有限公司" },
  facts: [
    fact("工程地址", "Address", "安徽省蚌埠市禹会区燕山路东侧、纬四路北侧"),
    fact("建筑面积", "Floor area", "12800.00平方米"),
    fact("建设工程规划许可证号", "Planning permit", "建字第340300202600012号"),
    fact("存在问题", "Remaining issues", "室外绿化尚有少量补植，建设单位承诺于2027年3月31日前完成。"),
  ],
  conclusion: message(
    "经各部门联合验收，同意该工程通过竣工联合验收。",
    "The departments have inspected the works together and agree to their completion.",
  ),
  codes: {},
  issuer: { name: "蚌埠市住房和城乡建设局", code: "11340300PDY0001756" },
  issuedOn: "2026-11-26",
  validUntil: null as string | null,
  duplicateCopies: 2,
  proof: {
    joins: sampleJoins,
    joinsHash: joinsHashOf(sampleJoins),
    caseHash: "a".repeat(64),
  },
};

type Changes = Partial<Omit<typeof jointOpinion, "proof" | "project">> & {
  project?: typeof jointOpinion.project | null;
  proof?: Record<string, unknown>;
};

/** The sample with some of its parts changed, before parsing; the hash follows changed joins unless it is given. */
export const opinionWith = ({ proof = {}, ...changes }: Changes = {}) => {
  const joins = (proof.joins ?? sampleJoins) as LicenceJoin[];
  return {
    ...jointOpinion,
    ...changes,
    proof: { ...jointOpinion.proof, joinsHash: joinsHashOf(joins), ...proof },
  };
};

/** The sample with some of its parts changed. */
export const opinionOf = (changes: Changes = {}): JointOpinion => {
  const record = licenceRecord.parse(opinionWith(changes));
  if (record.kind !== "joint-opinion") throw new Error(`a ${record.kind} is no joint opinion`);
  return record;
};

/** What {@link opinionOf} gives, ready to draw. */
export const opinionInput = (changes: Changes = {}): LicencePdfInput => ({
  ...pdfInput(),
  record: opinionOf(changes),
});
