import { html } from "hono/html";
import { type Message, message } from "../../../schemas/message.ts";
import { meetingNames } from "../../application/meetings/meeting-names.ts";
import type { World } from "../../case/world.ts";
import { limitText } from "../../catalog/limit-text.ts";
import type { Condition, Process, ProcessItem, Stage } from "../../processes/process.ts";
import { resultName } from "../../processes/result-name.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { flowSteps, partIn } from "./flow-steps.ts";
import { departmentName, itemName, outputLabel } from "./guide-names.ts";
import { absenceText, ruleTexts, visitText } from "./guide-rule-texts.ts";
import { icon } from "./icon.ts";
import { guideTexts as texts } from "./messages.ts";

type Catalog = World["catalog"];

const joined = (labels: readonly Message[]): Message => ({
  zh: labels.map(({ zh }) => zh).join("、"),
  en: labels.map(({ en }) => en).join(", "),
});

/** When an item takes part, as its condition calls it, with the rule that says so. */
const conditionText = (catalog: Catalog, when: Condition): Message => {
  if (when.kind === "facts")
    return message(
      `${texts.onlyFor.zh}：${when.name.zh}（${when.basis}）`,
      `${texts.onlyFor.en}: ${when.name.en} (${when.basis})`,
    );
  const { zh, en } =
    catalog.preApprovals.find(({ activity }) => activity === when.activity)?.name ??
    message(when.activity, when.activity);
  return message(`${texts.onlyIf.zh}“${zh}”`, `${texts.onlyIf.en} “${en}”`);
};

const condition = (catalog: Catalog, { when }: ProcessItem): Html => {
  if (when === undefined) return html``;
  return html`<p class="flow-note flow-if">${icon("question")}
    <span>${bilingual(conditionText(catalog, when))}</span></p>`;
};

const handOffs = (catalog: Catalog, entry: ProcessItem, mode: string): Html[] => {
  const { needs = {}, yields = [] } = partIn(entry, mode);
  const notes = Object.entries(needs).map(([from, names]) => {
    const [what, whose] = [joined(names.map((name) => outputLabel(catalog, name))), itemName(catalog, from)];
    const text = message(`收到${whose.zh}的${what.zh}后开始`, `starts with the ${what.en} from ${whose.en}`);
    return html`<p class="flow-note">${icon("inbox")} <span>${bilingual(text)}</span></p>`;
  });
  if (yields.length === 0) return notes;
  const what = joined(yields.map((name) => outputLabel(catalog, name)));
  const text = message(`${texts.yields.zh}${what.zh}`, `${texts.yields.en} ${what.en}`);
  return [...notes, html`<p class="flow-note">${icon("seal")} <span>${bilingual(text)}</span></p>`];
};

const itemBox = (catalog: Catalog, entry: ProcessItem, mode: string): Html => {
  const row = catalog.items.get(entry.item);
  const promised = row?.limits.promised ?? null;
  return html`<li class="flow-item${entry.when === undefined ? "" : " flow-conditional"}">
    <p class="flow-name">${bilingual(itemName(catalog, entry.item))}</p>
    <p class="flow-department">${bilingual(departmentName(catalog, row?.department ?? ""))}</p>
    ${promised === null ? "" : html`<p class="flow-limit">${icon("clock")} <span>${texts.promised.zh} ${inline(limitText(promised))}</span></p>`}
    ${condition(catalog, entry)} ${handOffs(catalog, entry, mode)}
  </li>`;
};

/** The visit with which a stage begins, before anybody is asked. */
const visitBox = (catalog: Catalog, { lead, visit }: Stage): Html => {
  if (visit === undefined) return html``;
  const [within, proposeWithin] = [limitText(visit.within), limitText(visit.proposeWithin)];
  const what = visitText(meetingNames[visit.kind], departmentName(catalog, lead), { within, proposeWithin });
  return html`<div class="flow-visit">${icon("eye")}
    <div><p>${bilingual(what)}</p><p>${bilingual(absenceText(visit, limitText(visit.notice)))}</p></div></div>`;
};

const howItRuns = (catalog: Catalog, steps: readonly ProcessItem[][]): Html => {
  const [first = []] = steps;
  if (steps.length > 1) return html`<p class="flow-how">${bilingual(texts.chain)}</p>`;
  const departments = new Set(first.map(({ item }) => catalog.items.get(item)?.department)).size;
  const isAtMost = first.some(({ when }) => when !== undefined);
  return departments > 1
    ? html`<p class="flow-how">${bilingual(texts.parallel(departments, isAtMost))}</p>`
    : html``;
};

const stageBox = (catalog: Catalog, stage: Stage, index: number, mode: string): Html => {
  const steps = flowSteps(stage, mode);
  const number = texts.stage(index + 1);
  const lead = departmentName(catalog, stage.lead);
  return html`<li class="flow-stage">
    <div class="flow-stage-head">
      <h4>${bilingual(message(`${number.zh} ${stage.name.zh}`, `${number.en}: ${stage.name.en}`))}</h4>
      <p class="flow-lead">${bilingual(message(`${texts.leadDepartment.zh}：${lead.zh}`, `${texts.leadDepartment.en}: ${lead.en}`))}</p>
    </div>
    ${visitBox(catalog, stage)}
    ${howItRuns(catalog, steps)}
    <ol class="flow-steps ${steps.length > 1 ? "flow-chain" : "flow-parallel"}">
      ${steps.map((step) => html`<li class="flow-step"><ul class="flow-items">${step.map((entry) => itemBox(catalog, entry, mode))}</ul></li>`)}
    </ol>
  </li>`;
};

const billBox = ({ feeFacts }: Process): Html =>
  feeFacts === undefined
    ? html``
    : html`<li class="flow-end flow-bill">${icon("document")} <span>${bilingual(ruleTexts.bill)}</span></li>`;

/**
 * The steps of a process in one mode, drawn: stages from top to bottom, each after its visit, parallel items side by side,
 * chains with arrows; then the bill where there is one, and what the case ends in.
 */
export const renderFlow = ({ catalog }: World, process: Process, mode: string): Html => {
  const start = process.acceptsOnFiling ? ruleTexts.acceptedOnFiling : texts.apply;
  return html`<ol class="flow">
  <li class="flow-end">${icon("document")} <span>${bilingual(start)}</span></li>
  ${process.stages.map((stage, index) => stageBox(catalog, stage, index, mode))}
  ${billBox(process)}
  <li class="flow-end flow-done">${icon("check")} <span>${bilingual(texts.issue(resultName(process)))}</span></li>
</ol>`;
};
