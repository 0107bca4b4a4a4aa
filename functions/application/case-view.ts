import type { CaseView } from "../../schemas/http.ts";
import { message } from "../../schemas/message.ts";
import { caseAcceptedOn, caseDueOf, caseLimitsOf } from "../case/case-clock.ts";
import { limitsOf } from "../case/clock.ts";
import {
  dayOrNull,
  lastDayOfAnswer,
  lastDayOfPromise,
  lastDayOfRatingTask,
  lastDayOfRuling,
  lastDayOfUndo,
} from "../case/last-days.ts";
import type { CaseState, ItemState } from "../case/state.ts";
import { catalogOf, type World } from "../case/world.ts";
import { waitingOnOf } from "./case-head.ts";
import { cardSummaryOf, ratingSummaryOf, suspensionViewOf } from "./case-view-parts.ts";
import { attachedViews } from "./document-links.ts";
import { materialViews } from "./document-state.ts";
import { feeSummaryOf } from "./fees/fee-summary.ts";
import type { Hub } from "./hub.ts";
import { licenceAddresses } from "./licence-addresses.ts";
import { licenceVersion } from "./licence-status.ts";
import { masked } from "./mask-form.ts";
import { meetingSummaryOf } from "./meetings/meeting-view.ts";
import { projectParts } from "./project/project-parts.ts";
import { waitingFor } from "./waiting-for.ts";

const itemView = async (
  hub: Hub,
  state: CaseState,
  item: ItemState,
  withForm: boolean,
): Promise<CaseView["items"][number]> => {
  const { world } = hub;
  const { items, departments } = catalogOf(world, state);
  const { department, runs, stage, why, committed = false } = item.plan;
  return {
    itemId: item.id,
    name: items.get(runs)?.name ?? message(item.id, item.id),
    department,
    departmentName: departments.get(department)?.name ?? message(department, department),
    stage,
    status: item.status,
    why,
    round: item.round,
    revision: item.revision,
    askedOn: item.askedOn,
    replyBy: item.replyBy,
    acceptedOn: item.acceptedOn,
    limits: limitsOf(item),
    due: item.due,
    extension: item.extension,
    suspension: suspensionViewOf(world, item.suspension),
    decidedAt: item.decidedAt,
    opinion: masked(item.opinion),
    outputs: { ...state.outputs[item.id] },
    documents: await attachedViews(hub, item.documents, withForm ? state.caseId : null),
    wishes: item.wishes.map((wish) => masked({ ...wish })),
    overdue: item.overdue,
    committed,
    voiding: item.voiding && { ...item.voiding, dueOn: dayOrNull(lastDayOfUndo(world, item.voiding)) },
  };
};

const licenceView = async (hub: Hub, { licence }: CaseState): Promise<CaseView["licence"]> => {
  const version = licence === null ? null : licenceVersion(licence);
  if (version === null) return null;
  const { record, status } = version;
  const { licenceId, version: number } = record;
  const { url, pdf, verify } = await licenceAddresses(hub, record);
  return { licenceId, version: number, status, url, pdf, verify };
};

const delegationView = ({ delegation }: CaseState): CaseView["delegation"] => {
  if (delegation === null) return null;
  const { agent, scope, until, revoked } = delegation;
  return { agent, scope: [...scope], until, revoked };
};

/** Who signed a promise is told only to those who see the application. */
const toleranceView = (world: World, state: CaseState, withForm: boolean): CaseView["tolerance"] => {
  if (state.tolerance === null) return null;
  const { codes, kept, signedBy } = state.tolerance;
  const dueOn = dayOrNull(lastDayOfPromise(world, state));
  return { codes: [...codes], dueOn, kept, signedBy: withForm ? signedBy : null };
};

const withdrawalView = (world: World, { withdrawalRequest }: CaseState): CaseView["withdrawalRequest"] => {
  if (withdrawalRequest === null) return null;
  const { reason, on, status } = withdrawalRequest;
  const rulingBy = dayOrNull(lastDayOfRuling(world, withdrawalRequest));
  return { reason: masked(reason), on, rulingBy, status };
};

const noticeView = (world: World, { notice, processId }: CaseState): CaseView["notice"] =>
  notice && {
    ...notice,
    answerBy: dayOrNull(lastDayOfAnswer(world, { processId }, notice)),
    wishes: notice.wishes.map((wish) => masked({ ...wish })),
  };

/** A case as somebody may see it; `withForm` only for its applicant. Identity numbers are masked either way. */
export const viewCase = async (
  hub: Hub,
  state: CaseState,
  { withForm }: { withForm: boolean },
): Promise<CaseView> => ({
  caseId: state.caseId,
  processId: state.processId,
  mode: state.mode,
  title: state.title,
  status: state.status,
  waitingOn: waitingOnOf(hub.world, state),
  waitingFor: waitingFor(hub.world, state),
  revision: state.revision,
  version: state.version,
  channel: state.channel,
  filedAt: state.filedAt,
  receivedOn: state.receivedOn,
  acceptedOn: caseAcceptedOn(state),
  closedAt: state.closedAt,
  deliveredOn: state.deliveredOn,
  limits: caseLimitsOf(state),
  due: caseDueOf(state, hub.world.calendar),
  extension: state.extension,
  owner: state.owner,
  delegation: delegationView(state),
  ...projectParts(hub, state),
  tolerance: toleranceView(hub.world, state, withForm),
  items: await Promise.all(Object.values(state.items).map((item) => itemView(hub, state, item, withForm))),
  meetings: state.meetings.map(meetingSummaryOf),
  notice: noticeView(hub.world, state),
  refusal: state.refusal.map((reason) => masked({ ...reason })),
  withdrawal: masked(state.withdrawal),
  withdrawalRequest: withdrawalView(hub.world, state),
  cards: Object.values(state.cards).map(cardSummaryOf),
  ratings: state.ratings.map((rating) =>
    ratingSummaryOf({ ...rating, taskDueOn: dayOrNull(lastDayOfRatingTask(hub.world, rating)) }),
  ),
  fees: feeSummaryOf(state),
  licence: await licenceView(hub, state),
  form: withForm ? masked({ ...state.form }) : null,
  materials: withForm ? await materialViews(hub, state.materials) : null,
});
