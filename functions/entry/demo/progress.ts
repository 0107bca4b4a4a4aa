import type { CaseView } from "../../../schemas/http.ts";
import { padTo, type Screen, shortened } from "./terminal.ts";

type ItemView = CaseView["items"][number];
type MeetingView = CaseView["meetings"][number];

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
  forwarded: ["↑", "已上报", "yellow"],
  silent: ["?", "逾期未答", "red"],
  deemed: ["✓", "默认同意", "green"],
  overruled: ["✓", "经牵头裁定", "green"],
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

/** The longest name of an item. */
const ITEM_COLUMNS = 32;

const outputsText = (item: ItemView): string =>
  Object.entries(item.outputs)
    .filter(([name]) => name !== "registeredName")
    .map(([, value]) => String(value))
    .join(" ");

const itemLine = (screen: Screen, item: ItemView): string => {
  const department = padTo(shortened(item.departmentName.zh, DEPARTMENT_COLUMNS - 2), DEPARTMENT_COLUMNS);
  const name = padTo(shortened(item.name.zh, ITEM_COLUMNS - 2), ITEM_COLUMNS);
  return `${department}${name}${itemText(screen, item)}${outputsText(item)}`;
};

const meetingWords: Readonly<Record<MeetingView["status"], string>> = {
  proposed: "已约定",
  held: "已完成",
  "called-off": "已取消",
  superseded: "已改期",
};

const beijing = (instant: string): string =>
  new Date(instant).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false });

/** A visit: when and where, who said that they come, and whether it was held. */
const meetingLine = (screen: Screen, { startsAt, place, status, replies, absent }: MeetingView): string => {
  const came =
    status === "held"
      ? `缺席${absent.length}`
      : `已回复${replies.confirmed + replies.declined}，待回复${replies.awaited}`;
  return screen.paint("cyan", `◷ 联合查看 ${beijing(startsAt)}  ${place}  ${meetingWords[status]}  ${came}`);
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
  const met = view.meetings.filter(
    (meeting) =>
      before?.meetings.find(({ meetingId }) => meetingId === meeting.meetingId)?.status !== meeting.status,
  );
  return [
    ...met.map((meeting) => `${title}  ${meetingLine(screen, meeting)}`),
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
  ...view.meetings.map((meeting) => `   ${meetingLine(screen, meeting)}`),
  `   ${screen.paint("dim", shortened(view.waitingFor.zh, screen.columns - 4))}`,
  `   ${screen.paint("dim", shortened(view.waitingFor.en, screen.columns - 4))}`,
];
