import type { CaseView } from "../../../schemas/http.ts";
import { padTo, type Screen } from "./terminal.ts";

type ItemView = CaseView["items"][number];

/** How each status is shown: a mark, the Chinese word, and a colour for terminals; the mark and word carry the meaning. */
const shown: Readonly<
  Record<
    string,
    readonly [mark: string, zh: string, colour: "gray" | "yellow" | "cyan" | "green" | "red" | "magenta"]
  >
> = {
  waiting: ["·", "未到", "gray"],
  asked: ["→", "已征询", "cyan"],
  accepted: ["…", "已受理", "yellow"],
  suspended: ["‖", "特别程序", "magenta"],
  correcting: ["!", "需补正", "magenta"],
  approved: ["✓", "同意", "green"],
  rejected: ["✗", "不同意", "red"],
  "stood-down": ["–", "已撤回征询", "gray"],
  waived: ["–", "暂免", "gray"],
  notified: ["i", "已抄告", "gray"],
  "not-applicable": ["–", "不涉及", "gray"],
};

const itemText = (screen: Screen, item: ItemView): string => {
  const [mark, word, colour] = shown[item.status] ?? ["?", item.status, "gray"];
  const round = item.round > 1 ? ` 第${item.round}次` : "";
  return screen.paint(colour, padTo(`${mark} ${word}${round}`, 16));
};

/** The longest department name is shortened to this many columns. */
const DEPARTMENT_COLUMNS = 28;

const outputsText = (item: ItemView): string =>
  Object.entries(item.outputs)
    .filter(([name]) => name !== "registeredName")
    .map(([, value]) => String(value))
    .join(" ");

const shorten = (name: string): string => (name.length > 13 ? `${name.slice(0, 12)}…` : name);

/** One case as a block of lines: its sentence, then each department with where it stands and what it gave. */
export const caseBlock = (screen: Screen, title: string, view: CaseView): string[] => [
  `${screen.paint("bold", title)}  ${view.caseId}  ${view.title}`,
  ...view.items
    .filter((item) => item.status !== "not-applicable")
    .map(
      (item) =>
        `   ${padTo(shorten(item.departmentName.zh), DEPARTMENT_COLUMNS)}${padTo(item.name.zh, 24)}${itemText(screen, item)}${outputsText(item)}`,
    ),
  `   ${screen.paint("dim", `${view.waitingFor.zh} / ${view.waitingFor.en}`)}`,
];
