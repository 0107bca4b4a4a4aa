import { type Message, message } from "../../schemas/message.ts";
import { replyByOf } from "../case/acceptance.ts";
import { dueNow } from "../case/clock.ts";
import { yuanText } from "../case/fees/explain-line.ts";
import { lastDayToPay } from "../case/fees/last-day-to-pay.ts";
import { unpaidFen } from "../case/fees/unpaid.ts";
import { currentStage, maySettle } from "../case/follow-ups.ts";
import { dayOrNull } from "../case/last-days.ts";
import { leadOf } from "../case/rule-as-lead.ts";
import { type CaseState, type ItemState, isReviewing } from "../case/state.ts";
import { processOf, type World } from "../case/world.ts";
import { resultName } from "../processes/result-name.ts";
import { mendingWords } from "./mending-words.ts";
import { waitingForVisit } from "./waiting-for-visit.ts";

const departmentName = (world: World, item: ItemState): Message =>
  world.catalog.departments.get(item.plan.department)?.name ??
  message(item.plan.department, item.plan.department);

const itemName = (world: World, item: ItemState): Message =>
  world.catalog.items.get(item.plan.runs)?.name ?? message(item.id, item.id);

/** The reply date counts only until the item is accepted; a clock that stands still has no date to name. */
const dueText = (world: World, item: ItemState): Message => {
  if (item.suspension?.stopsClock)
    return message("(特别程序期间不计时)", " (special procedure; the clock is stopped)");
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

const nameOf = (world: World, department: string): Message =>
  world.catalog.departments.get(department)?.name ?? message(department, department);

const isThroughStatus = (status: ItemState["status"]): boolean =>
  status !== "rejected" && status !== "silent";

const isWithdrawing = ({ withdrawalRequest }: CaseState): boolean =>
  withdrawalRequest?.status === "submitted";

const onRuling = (world: World, state: CaseState): Message => {
  const { zh, en } = nameOf(world, processOf(world, state).lead);
  const by = state.withdrawalRequest?.rulingBy ?? null;
  const until = by === null ? message("", "") : message(`(${by}前)`, ` (by ${by})`);
  return message(
    `正在等待${zh}答复撤件申请${until.zh}`,
    `waiting for ${en} to rule on the withdrawal${until.en}`,
  );
};

const onLead = (world: World, state: CaseState, item: ItemState): Message => {
  const lead = nameOf(world, leadOf(processOf(world, state), item.plan.stage));
  const name = itemName(world, item);
  return item.status === "silent"
    ? message(
        `正在等待牵头部门${lead.zh}裁定:${name.zh}逾期未答`,
        `waiting for the lead, ${lead.en}, to rule: ${name.en} was not answered in time`,
      )
    : message(
        `正在等待牵头部门${lead.zh}裁定:${name.zh}有不同意见`,
        `waiting for the lead, ${lead.en}, to rule on the objection to ${name.en}`,
      );
};

const onPromise = ({ tolerance }: CaseState): Message => {
  const [count, by] = [tolerance?.codes.length ?? 0, tolerance?.dueOn ?? ""];
  return message(
    `各部门均已同意,请您补交承诺的${count}份材料(${by}前)`,
    `every department approved; please hand in the ${count} material(s) you promised, by ${by}`,
  );
};

/** Intermediaries are paid under their contracts: what the licence waits for is the treasury's part. */
const onPayment = (world: World, state: CaseState): Message => {
  const amount = yuanText(unpaidFen(state));
  const payBy = dayOrNull(lastDayToPay(world, state));
  const by = payBy === null ? message("", "") : message(`(${payBy}前)`, `, by ${payBy}`);
  return message(
    `各部门均已同意,请您按缴费通知单缴纳财政部分${amount}元${by.zh}`,
    `every department approved; please pay the treasury's part of the fee sheet, ¥${amount}${by.en}`,
  );
};

const onMaking = (world: World, state: CaseState): Message => {
  const { zh, en } = resultName(processOf(world, state));
  return message(`各部门均已同意,正在制作${zh}`, `every department approved; the ${en} is being made`);
};

/** The applicant corrects an application, or puts right what was reviewed, as the notice of the process asks. */
const onMending = (world: World, state: CaseState): Message => {
  const wishes = state.notice?.wishes.length ?? 0;
  const answerBy = state.notice?.answerBy ?? null;
  const by = answerBy === null ? message("", "") : message(`(${answerBy}前)`, ` by ${answerBy}`);
  const { notice, act } = mendingWords(processOf(world, state));
  return message(
    `请您按${notice.zh}${act.zh}${wishes}处${by.zh}`,
    `please mend ${wishes} point(s) named in the ${notice.en}${by.en}`,
  );
};

/** Every department is through, and only promised material holds the case up. */
const isOwed = (world: World, state: CaseState): boolean => {
  const process = processOf(world, state);
  const stage = currentStage(process, state);
  return stage !== null && !maySettle(process, state, stage);
};

/** One sentence that says what a case waits for, the same for applicant, clerk and supervisor. */
export const waitingFor = (world: World, state: CaseState): Message => {
  if (isWithdrawing(state)) return onRuling(world, state);
  switch (state.status) {
    case "issued": {
      const { zh, en } = resultName(processOf(world, state));
      return message(`已办结,${zh}已核发`, `done: the ${en} is issued`);
    }
    case "refused":
      return message("已办结,不予许可", "done: the application is refused");
    case "withdrawn":
      return message("申请人已撤回", "withdrawn by the applicant");
    case "returned": {
      const { act } = mendingWords(processOf(world, state));
      return message(
        `逾期未${act.zh}、未兑现容缺承诺或未缴费,已退件`,
        `handed back: a ${act.en}, promised material or a payment did not come in time`,
      );
    }
    case "settled":
      return unpaidFen(state) > 0 ? onPayment(world, state) : onMaking(world, state);
    case "awaiting-applicant":
      return onMending(world, state);
    case "reviewing": {
      const items = Object.values(state.items);
      const visit = waitingForVisit(world, state);
      if (items.some(isReviewing)) {
        const departments = onDepartments(world, items);
        return visit === null ? departments : joined([departments, visit]);
      }
      if (visit !== null) return visit;
      const disputed = items.find(({ leadCalled, status }) => leadCalled && !isThroughStatus(status));
      if (disputed !== undefined) return onLead(world, state, disputed);
      return isOwed(world, state)
        ? onPromise(state)
        : message("正在汇总各部门意见", "the departments' answers are being joined");
    }
  }
};
