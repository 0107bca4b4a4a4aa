import { type Message, message } from "../../schemas/message.ts";
import { replyByOf } from "../case/acceptance.ts";
import { dueNow } from "../case/clock.ts";
import { type CaseState, type ItemState, isReviewing } from "../case/state.ts";
import type { World } from "../case/world.ts";

const departmentName = (world: World, item: ItemState): Message =>
  world.catalog.departments.get(item.plan.department)?.name ??
  message(item.plan.department, item.plan.department);

const itemName = (world: World, item: ItemState): Message =>
  world.catalog.items.get(item.plan.runs)?.name ?? message(item.id, item.id);

/** The reply date counts only until the item is accepted; a clock that stands still has no date to name. */
const dueText = (world: World, item: ItemState): Message => {
  const isStopped =
    item.status === "suspended" && item.pauses.some(({ to, statutory }) => to === null && statutory);
  if (isStopped) return message("(特别程序期间不计时)", " (special procedure; the clock is stopped)");
  const { promised, statutory } = dueNow(item, world.calendar);
  const dueOn = promised ?? statutory ?? (item.acceptedOn === null ? replyByOf(world, item) : null);
  return dueOn === null ? message("", "") : message(`(${dueOn}前)`, ` (by ${dueOn})`);
};

const joined = (parts: readonly Message[]): Message => ({
  zh: parts.map((part) => part.zh).join("、"),
  en: parts.map((part) => part.en).join("; "),
});

const onDepartments = (world: World, items: readonly ItemState[]): Message => {
  const waits = items.filter(isReviewing).map((item) => {
    const [name, department, due] = [
      itemName(world, item),
      departmentName(world, item),
      dueText(world, item),
    ];
    return message(`${department.zh}的${name.zh}${due.zh}`, `${name.en} at ${department.en}${due.en}`);
  });
  const { zh, en } = joined(waits);
  return message(`正在等待${zh}`, `waiting for ${en}`);
};

/** One sentence that says what a case waits for, the same for applicant, clerk and supervisor. */
export const waitingFor = (world: World, state: CaseState): Message => {
  switch (state.status) {
    case "issued":
      return message("已办结,证照已核发", "done: the licence is issued");
    case "refused":
      return message("已办结,不予许可", "done: the application is refused");
    case "withdrawn":
      return message("申请人已撤回", "withdrawn by the applicant");
    case "settled":
      return message("各部门均已同意,正在制证", "every department approved; the licence is being made");
    case "awaiting-applicant": {
      const wishes = state.notice?.wishes.length ?? 0;
      return message(
        `请您按补正告知书补正${wishes}处`,
        `please correct ${wishes} point(s) named in the notice`,
      );
    }
    case "reviewing": {
      const items = Object.values(state.items);
      return items.some(isReviewing)
        ? onDepartments(world, items)
        : message("正在汇总各部门意见", "the departments' answers are being joined");
    }
  }
};
