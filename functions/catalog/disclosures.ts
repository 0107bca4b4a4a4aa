import type { ItemGuide } from "../../schemas/item-guide.ts";
import { type Message, message } from "../../schemas/message.ts";
import { type GuideElement, guideElements } from "./guide-elements.ts";
import type { WholeGuide } from "./item-guide.ts";

/** One thing a guide must disclose. It is blank while none of its elements says anything. */
export interface Disclosure {
  id: string;
  label: Message;
  filledBy: readonly GuideElement[];
}

/**
 * The ten disclosures of approval items (审批事项十公开). Which ten is the centre's to say, so they are data: the labels
 * here are the usual ones.
 * @see 行政许可法第三十条
 */
export const tenDisclosures: readonly Disclosure[] = [
  { id: "name", label: message("项目名称", "Name of the item"), filledBy: ["name"] },
  { id: "basis", label: message("设定依据", "Legal basis"), filledBy: ["basis"] },
  { id: "conditions", label: message("申报条件", "Conditions"), filledBy: ["conditions"] },
  { id: "materials", label: message("申报材料", "Materials"), filledBy: ["materials"] },
  { id: "procedure", label: message("办理程序", "Procedure"), filledBy: ["flow"] },
  { id: "promise", label: message("承诺时限", "Promised time"), filledBy: ["promised"] },
  { id: "fee-basis", label: message("收费依据", "Basis of the fees"), filledBy: ["fee-basis"] },
  { id: "fee-standard", label: message("收费标准", "Rates of the fees"), filledBy: ["fee-standard"] },
  { id: "result", label: message("办理结果", "Result"), filledBy: ["result"] },
  {
    id: "supervision",
    label: message("监督投诉（承办人员）", "Complaints (and officers)"),
    filledBy: ["supervision", "officers"],
  },
];

/** The guides of a centre by item, and what each must disclose before it is published. */
export interface GuideBook {
  guides: ReadonlyMap<string, ItemGuide>;
  disclosures: readonly Disclosure[];
}

/** One disclosure as it is published. */
export interface SheetRow {
  id: string;
  label: Message;
  lines: readonly Message[];
}

/** A guide that may be published, with its sheet, or what keeps it from being published. */
export type Publication =
  | { published: true; sheet: readonly SheetRow[] }
  | { published: false; blank: readonly Message[] };

/** Publish a guide, or name every disclosure that is still blank: a guide is published whole or not at all. */
export const publication = (guide: WholeGuide, disclosures: readonly Disclosure[]): Publication => {
  const sheet = disclosures.map(({ id, label, filledBy }) => ({
    id,
    label,
    lines: filledBy.flatMap((element) => guideElements[element](guide)).filter(({ zh }) => zh.trim() !== ""),
  }));
  const blank = sheet.filter(({ lines }) => lines.length === 0).map(({ label }) => label);
  return blank.length === 0 ? { published: true, sheet } : { published: false, blank };
};
