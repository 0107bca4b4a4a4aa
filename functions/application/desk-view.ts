import type { DeskItemView } from "../../schemas/desk.ts";
import { message } from "../../schemas/message.ts";
import { limitsOf } from "../case/clock.ts";
import { dayOrNull, lastDayOfUndo } from "../case/last-days.ts";
import { leadOf } from "../case/rule-as-lead.ts";
import { partOf, scopeView } from "../case/scope.ts";
import { type CaseState, type ItemState, isOpen } from "../case/state.ts";
import { meetingsOf, wasShown } from "../case/visits.ts";
import { catalogOf, processOf, type World } from "../case/world.ts";
import { suspensionViewOf } from "./case-view-parts.ts";
import { attachedViews, documentUrl } from "./document-links.ts";
import { materialViews } from "./document-state.ts";
import type { Hub } from "./hub.ts";
import { masked } from "./mask-form.ts";
import { meetingViewOf } from "./meetings/meeting-view.ts";

/** As whom somebody looks at an item: as its department, or as the lead that rules on it. */
export type DeskStanding = "own" | "lead";

type Shown = Pick<DeskItemView, "fields" | "materials" | "inputs">;

const nothing: Shown = { fields: {}, materials: [], inputs: {} };

/**
 * Whether a department still has use for what its scope opens: from the invitation to a visit on, while it reviews or may
 * revise, and once the licence is out, to check what was signed. What was stood down, or ended without a licence, it reads no more.
 */
export const isScopeOpen = (state: CaseState, item: ItemState): boolean =>
  wasShown(state, item) && item.status !== "stood-down" && (isOpen(state) || state.status === "issued");

const shownTo = async (hub: Hub, state: CaseState, item: ItemState): Promise<Shown> => {
  const { fields, materials, inputs } = scopeView(hub.world, processOf(hub.world, state), state, item);
  return {
    fields,
    materials: await Promise.all(
      (await materialViews(hub, materials)).map(
        async ({ code, name, sha256, mediaType, bytes, documentId, file }) => ({
          ...{ code, name, sha256, mediaType, bytes, file },
          url: await documentUrl(hub, documentId, item.plan.department),
        }),
      ),
    ),
    inputs: Object.fromEntries(Object.entries(inputs).map(([from, outputs]) => [from, { ...outputs }])),
  };
};

/** Whether an objection, or a silence, waits for the lead's ruling. */
export const waitsForLead = (item: ItemState): boolean =>
  item.leadCalled && (item.status === "rejected" || item.status === "silent");

const clockOf = (world: World, item: ItemState) => ({
  askedOn: item.askedOn,
  replyBy: item.replyBy,
  acceptedOn: item.acceptedOn,
  decidedAt: item.decidedAt,
  limits: limitsOf(item),
  due: item.due,
  overdue: item.overdue,
  extension: item.extension,
  suspension: suspensionViewOf(world, item.suspension),
  voiding: item.voiding && { ...item.voiding, dueOn: dayOrNull(lastDayOfUndo(world, item.voiding)) },
});

/** What the department said. The lead reads the words it rules on, with identity numbers masked, and no more. */
const saidOf = (state: CaseState, item: ItemState, standing: DeskStanding) => {
  const { officer, opinion } = item;
  const { code = "", text = "", basis } = item.rejection ?? {};
  const rejection = item.rejection && { code, text, ...(basis === undefined ? {} : { basis }) };
  return standing === "own"
    ? {
        officer,
        opinion,
        rejection,
        wishes: item.wishes.map((wish) => ({ ...wish })),
        outputs: { ...state.outputs[item.id] },
      }
    : { officer, opinion: masked(opinion), rejection: masked(rejection), wishes: [], outputs: {} };
};

/** One item of a case as somebody sees it at a desk: its department what its scope opens, the lead what it rules on. */
export const viewAtDesk = async (
  hub: Hub,
  state: CaseState,
  item: ItemState,
  standing: DeskStanding,
): Promise<DeskItemView> => {
  const process = processOf(hub.world, state);
  const { id: itemId, plan } = item;
  const isOwn = standing === "own";
  const view = isOwn && isScopeOpen(state, item) ? await shownTo(hub, state, item) : nothing;
  return {
    caseId: state.caseId,
    itemId,
    name: catalogOf(hub.world, state).items.get(plan.runs)?.name ?? message(itemId, itemId),
    title: state.title,
    department: plan.department,
    lead: leadOf(process, item.plan.stage),
    processId: state.processId,
    mode: state.mode,
    division: state.division,
    caseStatus: state.status,
    status: item.status,
    revision: item.revision,
    round: item.round,
    ...clockOf(hub.world, item),
    committed: plan.committed ?? false,
    greenChannel: state.greenChannel,
    waitsForLead: waitsForLead(item),
    claimedBy: item.claimedBy,
    ...saidOf(state, item, standing),
    ...view,
    meetings: isOwn ? meetingsOf(state, item).map(meetingViewOf) : [],
    expects: isOwn ? [...(partOf(process, itemId, state.mode).yields ?? [])] : [],
    documents: isOwn ? await attachedViews(hub, item.documents, plan.department) : [],
  };
};
