import { html } from "hono/html";
import { type Message, message } from "../../../schemas/message.ts";
import { meetingNames } from "../../application/meetings/meeting-names.ts";
import type { World } from "../../case/world.ts";
import { limitText } from "../../catalog/limit-text.ts";
import type { Process, Proof, Stage } from "../../processes/process.ts";
import { resultName } from "../../processes/result-name.ts";
import { bilingual, type Html } from "./bilingual-text.ts";
import { departmentName, itemName, outputLabel } from "./guide-names.ts";
import {
  absenceText,
  acceptanceText,
  correctionText,
  feesText,
  inheritedText,
  noFees,
  rectificationText,
  rejectionTexts,
  ruleTexts as texts,
  visitText,
  wholeText,
} from "./guide-rule-texts.ts";
import { guideTexts } from "./messages.ts";
import { type Row, table } from "./table.ts";

/** What a material is called: by the process, else by whichever process lists it. */
const materialName = ({ processes }: World, process: Process, code: string): Message =>
  [process, ...processes.values()]
    .flatMap(({ disclosure }) => disclosure.materials)
    .find((each) => each.code === code)?.name ?? message(code, code);

const fieldName = ({ disclosure }: Process, path: string): Message =>
  disclosure.fields.find((each) => each.path === path)?.label ?? message(path, path);

const proofText = (world: World, process: Process, proof: Proof): Message => {
  switch (proof.kind) {
    case "output": {
      const { catalog } = world;
      const [output, item] = [outputLabel(catalog, proof.name), itemName(catalog, proof.item)];
      return message(
        `本项目“${item.zh}”已取得的${output.zh}（自动核对，不用提交）`,
        `the ${output.en} of "${item.en}" in this project, which the hub looks up itself`,
      );
    }
    case "material": {
      const { zh, en } = materialName(world, process, proof.code);
      return message(`提交：${zh}`, `hand in: ${en}`);
    }
    case "day": {
      const { zh, en } = fieldName(process, proof.path);
      return message(
        `表单中的“${zh}”不晚于申请当日`,
        `"${en}" in the form is no later than the day of filing`,
      );
    }
  }
};

/** What must be there before, how it is shown and by which rule. */
export const preconditionsTable = (world: World, process: Process): Html => {
  const rows = (process.preconditions ?? []).map(({ name, basis, by }): Row => {
    const ways = by.map((proof) => html`<li>${bilingual(proofText(world, process, proof))}</li>`);
    return [bilingual(name), html`<ul class="plain">${ways}</ul>`, basis];
  });
  return table(texts.preconditions, [texts.condition, texts.proof, guideTexts.basis], rows);
};

const cell = (...paragraphs: readonly Message[]): Html =>
  html`${paragraphs.map((each) => html`<p>${bilingual(each)}</p>`)}`;

const wholeRow = ({ profile }: World, { promised }: Process): Row => {
  const { joint, single } = profile;
  const limits = {
    promised: promised == null ? null : limitText(promised),
    joint: limitText(joint.limit),
    single: limitText(single.limit),
  };
  return [bilingual(texts.whole), cell(wholeText(limits, promised === undefined)), joint.basis];
};

const acceptanceRow = ({ catalog }: World, { lead, acceptsOnFiling = false }: Process): Row => [
  bilingual(texts.acceptance),
  cell(acceptanceText(departmentName(catalog, lead), acceptsOnFiling)),
  "行政许可法第三十二条",
];

const visitRow = ({ catalog }: World, { name, lead, visit }: Stage): Row[] => {
  if (visit === undefined) return [];
  const [within, proposeWithin] = [limitText(visit.within), limitText(visit.proposeWithin)];
  return [
    [
      bilingual(
        message(
          `${meetingNames[visit.kind].zh}（${name.zh}）`,
          `${meetingNames[visit.kind].en} (${name.en})`,
        ),
      ),
      cell(
        visitText(meetingNames[visit.kind], departmentName(catalog, lead), { within, proposeWithin }),
        absenceText(visit, limitText(visit.notice)),
      ),
      html`<p>${visit.basis}</p><p>${visit.absence.basis}</p>`,
    ],
  ];
};

const mendingRow = ({ profile }: World, { rectification }: Process): Row => {
  if (rectification !== undefined)
    return [
      bilingual(texts.rectification),
      cell(rectificationText(rectification, limitText(rectification.answerWithin))),
      rectification.basis,
    ];
  const { limit, basis } = profile.correctionAnswer;
  return [bilingual(texts.correction), cell(correctionText(limit === null ? null : limitText(limit))), basis];
};

const inheritedRow = (world: World, process: Process): Row[] => {
  if (process.inherits === undefined) return [];
  const { outputs, materials } = process.inherits;
  const names = [
    ...outputs.map(({ name }) => outputLabel(world.catalog, name)),
    ...materials.map(({ code }) => materialName(world, process, code)),
  ];
  const distinct = [...new Map(names.map((each) => [each.zh, each])).values()];
  const what = message(distinct.map(({ zh }) => zh).join("、"), distinct.map(({ en }) => en).join(", "));
  return [[bilingual(texts.inherited), cell(inheritedText(what)), "—"]];
};

const feesRow = (process: Process): Row =>
  process.feeFacts === undefined
    ? [bilingual(texts.fees), cell(noFees), "行政许可法第五十八条"]
    : [bilingual(texts.fees), cell(feesText(resultName(process))), "行政许可法第五十八条、第五十九条"];

/** How a case of the process is handled as a whole, row by row, each with its basis. */
export const rulesTable = (world: World, process: Process): Html => {
  const rows: Row[] = [
    wholeRow(world, process),
    acceptanceRow(world, process),
    ...inheritedRow(world, process),
    ...process.stages.flatMap((stage) => visitRow(world, stage)),
    mendingRow(world, process),
    [
      bilingual(texts.rejection),
      cell(rejectionTexts[process.onRejection]),
      "行政许可法第二十六条第二款、第三十八条",
    ],
    feesRow(process),
  ];
  return table(texts.rules, [texts.rule, texts.content, guideTexts.basis], rows, "rules-table");
};
