import type { CaseView } from "../../../schemas/http.ts";
import { padTo, type Screen, shortened } from "./terminal.ts";

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

const itemLine = (screen: Screen, item: ItemView): string => {
  const department = padTo(shortened(item.departmentName.zh, DEPARTMENT_COLUMNS - 2), DEPARTMENT_COLUMNS);
  return `${department}${padTo(item.name.zh, 24)}${itemText(screen, item)}${outputsText(item)}`;
};

/** What changed of a case since it was last seen, a line each, for output that is not redrawn. */
export const changeLines = (
  screen: Screen,
  title: string,
  before: CaseView | null,
  view: CaseView,
): string[] => {
  const moved = view.items.filter((item) => {
    const old = before?.items.find(({ itemId }) => itemId === item.itemId);
    return item.status !== "not-applicable" && (old?.status !== item.status || old.round !== item.round);
  });
  return [
    ...moved.map((item) => `${title}  ${itemLine(screen, item)}`),
    ...(before?.status === view.status ? [] : [`${title}  ${view.caseId}  ${view.waitingFor.zh}`]),
  ];
};

/** One case as a block of lines: its sentence in both languages, then each department with where it stands and what it gave. */
export const caseBlock = (screen: Screen, title: string, view: CaseView): string[] => [
  `${screen.paint("bold", title)}  ${view.caseId}  ${view.title}`,
  ...view.items
    .filter((item) => item.status !== "not-applicable")
    .map((item) => `   ${itemLine(screen, item)}`),
  `   ${screen.paint("dim", shortened(view.waitingFor.zh, screen.columns - 4))}`,
  `   ${screen.paint("dim", shortened(view.waitingFor.en, screen.columns - 4))}`,
];
