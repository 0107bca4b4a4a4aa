import { html } from "hono/html";
import { type Message, message } from "../../../schemas/message.ts";
import type { World } from "../../case/world.ts";
import { limitText } from "../../catalog/limit-text.ts";
import type { Condition, Process, ProcessItem, Stage } from "../../processes/process.ts";
import { bilingual, type Html, inline } from "./bilingual-text.ts";
import { flowSteps, partIn } from "./flow-steps.ts";
import { icon } from "./icon.ts";
import { modeNames, guideTexts as texts } from "./messages.ts";

type Catalog = World["catalog"];

/** What an item is called on the power list, or its id. */
export const itemName = ({ items }: Catalog, id: string): Message => items.get(id)?.name ?? message(id, id);

/** What a department is called, or its id. */
export const departmentName = ({ departments }: Catalog, id: string): Message =>
  departments.get(id)?.name ?? message(id, id);

/** What an output is called, or its name. */
export const outputLabel = ({ outputs }: Catalog, name: string): Message =>
  outputs.get(name)?.label ?? message(name, name);

/** What a mode is called, or its id. */
export const modeName = (mode: string): Message => modeNames[mode] ?? message(mode, mode);

const joined = (labels: readonly Message[]): Message => ({
  zh: labels.map(({ zh }) => zh).join("、"),
  en: labels.map(({ en }) => en).join(", "),
});

const conditionName = (catalog: Catalog, when: Condition): Message =>
  when.kind === "facts"
    ? when.name
    : (catalog.preApprovals.find(({ activity }) => activity === when.activity)?.name ??
      message(when.activity, when.activity));

const condition = (catalog: Catalog, { when }: ProcessItem): Html => {
  if (when === undefined) return html``;
  const { zh, en } = conditionName(catalog, when);
  return html`<p class="flow-note flow-if">${icon("question")}
    <span>${bilingual(message(`${texts.onlyIf.zh}“${zh}”`, `${texts.onlyIf.en} “${en}”`))}</span></p>`;
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

const howItRuns = (steps: readonly ProcessItem[][]): Html => {
  const [first = []] = steps;
  if (steps.length > 1) return html`<p class="flow-how">${bilingual(texts.chain)}</p>`;
  return first.length > 1 ? html`<p class="flow-how">${bilingual(texts.parallel(first.length))}</p>` : html``;
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
    ${howItRuns(steps)}
    <ol class="flow-steps ${steps.length > 1 ? "flow-chain" : "flow-parallel"}">
      ${steps.map((step) => html`<li class="flow-step"><ul class="flow-items">${step.map((entry) => itemBox(catalog, entry, mode))}</ul></li>`)}
    </ol>
  </li>`;
};

/** The steps of a process in one mode, drawn: stages from top to bottom, parallel items side by side, chains with arrows. */
export const renderFlow = ({ catalog }: World, process: Process, mode: string): Html => html`<ol class="flow">
  <li class="flow-end">${icon("document")} <span>${bilingual(texts.apply)}</span></li>
  ${process.stages.map((stage, index) => stageBox(catalog, stage, index, mode))}
  <li class="flow-end flow-done">${icon("check")} <span>${bilingual(texts.issue)}</span></li>
</ol>`;
