import { type Message, message } from "../../../schemas/message.ts";
import type { CaseState, ItemState } from "../../case/state.ts";
import { catalogOf, processOf } from "../../case/world.ts";
import type { ProcessDisclosure } from "../../processes/process.ts";
import { resultName } from "../../processes/result-name.ts";
import type { Occasion } from "./occasion.ts";

type Named = Pick<Occasion, "world" | "state">;

const asWritten = (text: string): Message => message(text, text);

/** What people call a department. */
export const departmentName = ({ world, state }: Named, department: string): Message =>
  catalogOf(world, state).departments.get(department)?.name ?? asWritten(department);

/** An item of the case as the log knows it. Throws on one the case was not planned with, which no log holds. */
export const itemOf = (state: CaseState, itemId: string): ItemState => {
  const item = state.items[itemId];
  if (item === undefined)
    throw new Error(`case ${state.caseId} has no item "${itemId}"; its log is not whole`);
  return item;
};

/** What people call an item. */
export const itemName = ({ world, state }: Named, itemId: string): Message =>
  catalogOf(world, state).items.get(itemOf(state, itemId).plan.runs)?.name ?? asWritten(itemId);

/** The department that has an item. */
export const departmentOfItem = (named: Named, itemId: string): Message =>
  departmentName(named, itemOf(named.state, itemId).plan.department);

/** The department that leads the process (牵头部门). */
export const leadOf = (named: Named): Message =>
  departmentName(named, processOf(named.world, named.state).lead);

/** The department in whose name a letter about some items goes out: their own, or the lead's where there are several. */
export const issuerFor = (named: Named, itemIds: readonly string[]): Message => {
  const [only, ...others] = new Set(itemIds.map((id) => itemOf(named.state, id).plan.department));
  return only === undefined || others.length > 0 ? leadOf(named) : departmentName(named, only);
};

/** What the case ends in, as people call it. */
export const resultIn = ({ world, state }: Named): Message => resultName(processOf(world, state));

/** Who owes the fees of the case, by name; `null` where its process names nobody but the applicant. */
export const payerIn = ({ world, state }: Named): string | null =>
  processOf(world, state).payerOf?.(state.form) ?? null;

/** The application in words: what it is for, and the title people know the case by. */
export const applicationIn = ({ world, state }: Named): Message => {
  const { name } = processOf(world, state);
  return message(
    `“${name.zh}”申请（办件名称：${state.title}）`,
    `the application for ${name.en} ("${state.title}")`,
  );
};

/** Whether the licensing law rules on an item itself; for other powers it is the model that is followed. */
const isLicensing = ({ world, state }: Named, itemId: string): boolean => {
  const row = catalogOf(world, state).items.get(itemOf(state, itemId).plan.runs);
  return row === undefined || row.category === "approval";
};

/** How an article of 行政许可法 is cited for some items: 根据 where it rules, 参照 where all are another power. */
export const citedFor = (named: Named, itemIds: readonly string[]): Message =>
  itemIds.some((id) => isLicensing(named, id)) || itemIds.length === 0
    ? message("根据", "Under")
    : message("参照", "Following");

/** What people call a material. */
export const materialName = (
  { world, state }: Named,
  { code, name = code }: { code: string; name?: string },
): Message =>
  processOf(world, state).disclosure.materials.find((each) => each.code === code)?.name ?? asWritten(name);

/** A path of a form with its row numbers taken out, and the rows, from 1: `shareholders[].name` and `[2]`. */
const withoutRows = (path: string): { pattern: string; rows: number[] } => {
  const rows: number[] = [];
  const pattern = path.replace(/\.(\d+)(?=\.|$)|\[(\d+)\]/g, (_, dotted?: string, bracketed?: string) => {
    rows.push(Number(dotted ?? bracketed) + 1);
    return "[]";
  });
  return { pattern, rows };
};

const sectionName = (fields: ProcessDisclosure["fields"], section: string): Message | null => {
  const labels = fields
    .filter(({ path }) => path.startsWith(`${section}.`) && !path.includes("[]"))
    .map(({ label }) => label);
  if (labels.length === 0) return null;
  return message(labels.map(({ zh }) => zh).join("、"), labels.map(({ en }) => en).join(", "));
};

/**
 * What people call a place of the form or a material, as the process discloses it: 股东证件号码（第2项） for
 * `shareholders.1.idNumber`. A section is told by its fields; a path nobody knows stands as it is, so that nothing a
 * department wishes goes unnamed.
 */
export const placeName = (named: Named, path: string): Message => {
  if (path.startsWith("materials.")) return materialName(named, { code: path.slice("materials.".length) });
  if (path === "opinion") return message("部门意见所指内容", "what the department objects to");
  const { fields } = processOf(named.world, named.state).disclosure;
  const { pattern, rows } = withoutRows(path);
  const label =
    fields.find((field) => field.path === pattern || `${field.path}[]` === pattern)?.label ??
    sectionName(fields, pattern);
  if (label === null) return asWritten(path);
  return rows.length === 0
    ? label
    : message(`${label.zh}（第${rows.join("-")}项）`, `${label.en} (no. ${rows.join("-")})`);
};
