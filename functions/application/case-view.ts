import type { CaseView } from "../../schemas/http.ts";
import { message } from "../../schemas/message.ts";
import type { CaseState, ItemState } from "../case/state.ts";
import { waitingOnOf } from "./case-head.ts";
import type { Hub } from "./hub.ts";
import { licenceAddresses } from "./licence-addresses.ts";
import { licenceVersion } from "./licence-status.ts";
import { masked } from "./mask-form.ts";
import { waitingFor } from "./waiting-for.ts";

const itemView = ({ world }: Hub, state: CaseState, item: ItemState): CaseView["items"][number] => ({
  itemId: item.id,
  name: world.catalog.items.get(item.plan.runs)?.name ?? message(item.id, item.id),
  department: item.plan.department,
  departmentName:
    world.catalog.departments.get(item.plan.department)?.name ??
    message(item.plan.department, item.plan.department),
  stage: item.plan.stage,
  status: item.status,
  why: item.plan.why,
  round: item.round,
  revision: item.revision,
  askedOn: item.askedOn,
  replyBy: item.replyBy,
  acceptedOn: item.acceptedOn,
  limits: item.limits,
  due: item.due,
  decidedAt: item.decidedAt,
  opinion: masked(item.opinion),
  outputs: { ...state.outputs[item.id] },
  wishes: item.wishes.map((wish) => masked({ ...wish })),
  overdue: item.overdue,
});

const licenceView = async (hub: Hub, { licence }: CaseState): Promise<CaseView["licence"]> => {
  const version = licence === null ? null : licenceVersion(licence);
  if (version === null) return null;
  const { record, status } = version;
  const { licenceId, version: number } = record;
  const { url, pdf, verify } = await licenceAddresses(hub, record);
  return { licenceId, version: number, status, url, pdf, verify };
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
  closedAt: state.closedAt,
  items: Object.values(state.items).map((item) => itemView(hub, state, item)),
  notice:
    state.notice === null
      ? null
      : { ...state.notice, wishes: state.notice.wishes.map((wish) => masked({ ...wish })) },
  refusal: state.refusal.map((reason) => masked({ ...reason })),
  withdrawal: masked(state.withdrawal),
  licence: await licenceView(hub, state),
  form: withForm ? masked({ ...state.form }) : null,
  materials: withForm ? state.materials.map((each) => ({ ...each })) : null,
});
