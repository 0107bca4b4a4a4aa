import { type Message, message } from "../../schemas/message.ts";
import { dayOrNull } from "../case/last-days.ts";
import type { CaseState, Meeting } from "../case/state.ts";
import { type VisitDuty, visitDutyOf } from "../case/visit-duty.ts";
import type { World } from "../case/world.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { meetingNames } from "./meetings/meeting-names.ts";

const nameOf = ({ catalog }: World, department: string): Message =>
  catalog.departments.get(department)?.name ?? message(department, department);

/** Departments that were invited and have not said whether they come; the lead need not. */
const silentOf = (world: World, { invited, replies, lead }: Meeting): Message[] =>
  [...new Set(invited.map(({ department }) => department))]
    .filter((department) => department !== lead)
    .filter((department) => replies.every((reply) => reply.department !== department))
    .map((department) => nameOf(world, department));

const onHolding = (world: World, { lead }: VisitDuty, meeting: Meeting): Message => {
  const { zh, en } = nameOf(world, lead);
  const [name, on] = [meetingNames[meeting.kind], shanghaiDate(meeting.startsAt)];
  const silent = silentOf(world, meeting);
  const awaited =
    silent.length === 0
      ? message("", "")
      : message(
          `;尚未回复的有${silent.map((each) => each.zh).join("、")}`,
          `; not replied yet: ${silent.map((each) => each.en).join(", ")}`,
        );
  return message(
    `正在等待牵头部门${zh}组织${name.zh}(${on})${awaited.zh}`,
    `waiting for the lead, ${en}, to hold the ${name.en} on ${on}${awaited.en}`,
  );
};

const onProposal = (world: World, { lead, last }: VisitDuty): Message => {
  const { zh, en } = nameOf(world, lead);
  const day = dayOrNull(last);
  const by = day === null ? message("", "") : message(`(${day}前)`, ` (by ${day})`);
  return message(
    `正在等待牵头部门${zh}确定联合踏勘或验收的时间${by.zh}`,
    `waiting for the lead, ${en}, to propose a time for the joint visit${by.en}`,
  );
};

/** What a case waits for whose stage begins with a visit that was not held; `null` where no visit is awaited. */
export const waitingForVisit = (world: World, state: CaseState): Message | null => {
  const duty = visitDutyOf(world, state);
  if (duty === null) return null;
  return duty.meeting === null ? onProposal(world, duty) : onHolding(world, duty, duty.meeting);
};
