import * as z from "zod";
import { faceMessage, faceText } from "./face-text.ts";

/**
 * A national project code (项目代码) in its shape only, e.g. `2101-340300-04-01-123456`: 24 characters. Its check digit is
 * not published, so nothing more can be told from it.
 * @see GB/T 40058-2021; 发改投资〔2020〕1439号
 */
const projectCode = z
  .string()
  .regex(
    /^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$/,
    "项目代码应为24位，形如2101-340300-04-01-123456 / Not a project code",
  );

/** One printed row: what it is about, and what is so, e.g. 建筑面积 and 12800.00平方米. */
const printedFact = z.strictObject({ label: faceMessage(120), value: faceText(2_000) });

/**
 * The face of a consolidated opinion of a joint review (联合踏勘、联合审查、联合验收意见书): `title` says which.
 *
 * `project` is `null` where the process knows no projects. `works` are the single works (单体、标段) it is about; `facts`
 * the printed rows in their order, 存在问题 among them; `holder` the builder (建设单位) of a project, else who applied. It
 * bears no codes but the project's. `mode` is that of the process.
 * `validUntil` is its last day, `null` for one that does not end.
 * @see 国办发〔2018〕33号
 */
export const jointOpinionFace = {
  kind: z.literal("joint-opinion"),
  mode: faceText(60),
  title: faceMessage(60),
  project: z
    .strictObject({
      code: projectCode,
      name: faceText(200),
      works: z.array(faceText(200)).max(200),
    })
    .nullable(),
  holder: z.strictObject({ name: faceText(120) }),
  facts: z.array(printedFact).max(40),
  conclusion: faceMessage(2_000),
  codes: z.strictObject({}),
  validUntil: z.iso.date().nullable(),
} as const;
