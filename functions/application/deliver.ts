import type { KeyObject } from "node:crypto";
import type {
  DeliveredMeeting,
  DeliveryData,
  DeliveryEvent,
  DeliveryType,
} from "../../schemas/deliveries.ts";
import type { Limit } from "../../schemas/limit.ts";
import type { Effect } from "../case/react.ts";
import { partOf, scopeView } from "../case/scope.ts";
import { type CaseState, type ItemState, isOpen } from "../case/state.ts";
import { processOf } from "../case/world.ts";
import type { Delivery } from "../ports/deliveries.ts";
import { documentUrl } from "./document-links.ts";
import { seal } from "./event-codec.ts";
import type { Hub } from "./hub.ts";

type Deliver = Extract<Effect, { kind: "Deliver" }>;

/** What a message about an ended case or item carries of its scope: nothing. */
const nothing = { fields: {}, materials: [], inputs: {} };

const becauseOf = (state: CaseState, type: DeliveryType, item: ItemState): string => {
  if (type === "lianban.case.closed") return state.status;
  if (type === "lianban.item.void") return state.status;
  if (type === "lianban.item.cancelled") return isOpen(state) ? "not-needed" : state.status;
  if (type === "lianban.item.ruling-wanted") return item.status;
  if (type === "lianban.item.reminded") return item.reminders.at(-1) ?? "remind";
  if (type === "lianban.meeting.proposed") return "invited";
  if (type === "lianban.meeting.held") return "absent";
  if (type === "lianban.meeting.called-off") return "called-off";
  return type === "lianban.item.updated" ? "scope-changed" : item.round === 1 ? "first" : "again";
};

const workingDaysOf = (limit: Limit | null): number | null =>
  limit?.unit === "working-day" ? limit.value : null;

/** A lead that is to rule reads what it rules on: the objection in its department's words, none for a silence. */
const objectionOf = ({ id, rejection }: ItemState, type: DeliveryType): DeliveryData["inputs"] =>
  type === "lianban.item.ruling-wanted" && rejection !== null ? { [id]: { ...rejection } } : {};

/** What a message about a meeting tells of it. */
const meetingOf = (
  { meetings }: CaseState,
  { meetingId, type, itemId }: Pick<Deliver, "meetingId" | "type" | "itemId">,
): DeliveredMeeting | undefined => {
  const meeting = meetings.find((each) => each.meetingId === meetingId);
  if (meeting === undefined) return undefined;
  const { meetingId: id, kind, number, startsAt, endsAt, place, agenda, calledOff, held } = meeting;
  const reason = type === "lianban.meeting.called-off" ? (calledOff?.reason ?? null) : null;
  const absence = held?.absent.find(({ item }) => item === itemId);
  const consequence = type === "lianban.meeting.held" ? (absence?.consequence ?? null) : null;
  return { id, kind, number, startsAt, endsAt, place, agenda, reason, consequence };
};

/** Messages that show a department its item: it is asked, shown a change, or invited to see the site. */
const showing: ReadonlySet<DeliveryType> = new Set<DeliveryType>([
  "lianban.item.asked",
  "lianban.item.updated",
  "lianban.meeting.proposed",
]);

const dataOf = async (
  hub: Hub,
  state: CaseState,
  item: ItemState,
  effect: Deliver,
): Promise<DeliveryData> => {
  const { type, department } = effect;
  const process = processOf(hub.world, state);
  const isAsk = type === "lianban.item.asked" || type === "lianban.item.updated";
  const meeting = meetingOf(state, effect);
  const view = showing.has(type)
    ? scopeView(hub.world, process, state, item)
    : { ...nothing, inputs: objectionOf(item, type) };
  const materials = await Promise.all(
    view.materials.map(async ({ code, name, sha256, mediaType, bytes, documentId }) => {
      const url = await documentUrl(hub, documentId, department);
      return { code, name, sha256, mediaType, bytes, url };
    }),
  );
  const inputs = Object.fromEntries(
    Object.entries(view.inputs).map(([from, outputs]) => [from, { ...outputs }]),
  );
  return {
    caseId: state.caseId,
    itemId: item.id,
    processId: state.processId,
    mode: state.mode,
    division: state.division,
    revision: item.round === 0 ? state.revision : item.revision,
    round: item.round,
    because: becauseOf(state, type, item),
    fields: view.fields,
    materials,
    inputs,
    expects: isAsk ? [...(partOf(process, item.id, state.mode).yields ?? [])] : [],
    limits: {
      promisedWorkingDays: workingDaysOf(item.limits.promised),
      statutoryWorkingDays: workingDaysOf(item.limits.statutory),
    },
    due: { replyBy: item.replyBy, promised: item.due.promised, statutory: item.due.statutory },
    ...(meeting === undefined ? {} : { meeting }),
    outcome: type === "lianban.case.closed" ? state.status : null,
    answerTo: `${hub.baseUrl}/v1/webhooks/${department}`,
  };
};

/** The address of a delivery's ciphertext; it cannot be opened as another one. */
export const deliveryContext = (deliveryId: string): string => `delivery/${deliveryId}`;

/**
 * Turn a Deliver effect into a message for the queue, or `null` for a department that works at its desk.
 *
 * The id follows from case, item, event and type, so a repeated effect is the same message.
 */
export const deliveryOf = async (
  hub: Hub,
  state: CaseState,
  key: KeyObject,
  effect: Deliver,
): Promise<Delivery | null> => {
  const item = state.items[effect.itemId];
  if (item === undefined || hub.directory.connection(effect.department)?.channel !== "system") return null;
  const id = `${effect.caseId}-${effect.itemId}-${effect.seq}-${effect.type.split(".").at(-1)}`;
  const at = hub.clock.now();
  const event: DeliveryEvent = {
    specversion: "1.0",
    id,
    source: `${hub.baseUrl}/v1/cases`,
    type: effect.type,
    subject: `${effect.caseId}/${effect.itemId}`,
    time: at,
    datacontenttype: "application/json",
    data: await dataOf(hub, state, item, effect),
  };
  const payload = seal(key, deliveryContext(id), JSON.stringify(event));
  const { caseId, itemId, department, type } = effect;
  return { id, caseId, itemId, department, type, payload, createdAt: at };
};
