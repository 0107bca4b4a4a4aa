import type { DeliveryType } from "../../schemas/deliveries.ts";
import type { RecordedEvent } from "../../schemas/events.ts";
import { unpaidFen } from "./fees/unpaid.ts";
import { meetingMessages } from "./meeting-messages.ts";
import { type CaseState, type ItemState, isOpen } from "./state.ts";
import { isInvitable, wasInvited } from "./visits.ts";

/**
 * What must happen because an event was written. Each is carried out at least once and is idempotent: `seq` names
 * the event it came from.
 */
export type Effect =
  | { kind: "StartWorkflow"; caseId: string; processId: string }
  | { kind: "ResumeItem"; caseId: string; itemId: string }
  | {
      kind: "Deliver";
      caseId: string;
      itemId: string;
      department: string;
      type: DeliveryType;
      seq: number;
      /** The meeting the message is about, if it is about one. */
      meetingId?: string;
    }
  | { kind: "TellChannels"; caseId: string; type: "lianban.fees.issued"; sheetId: string; seq: number }
  | {
      kind: "TellChannels";
      caseId: string;
      type: "lianban.fees.refund-ordered";
      refundId: string;
      seq: number;
    }
  | { kind: "CheckProject"; caseId: string; project: string }
  | { kind: "FlagDependants"; caseId: string; project: string; reason: string }
  | { kind: "PassOnFees"; caseId: string; project: string }
  | { kind: "Erase"; caseId: string };

const deliver = (state: CaseState, itemId: string, type: DeliveryType, seq: number): Effect[] => {
  const item = state.items[itemId];
  if (item === undefined) return [];
  return [{ kind: "Deliver", caseId: state.caseId, itemId, department: item.plan.department, type, seq }];
};

const hasHadPart = (state: CaseState, item: ItemState): boolean =>
  (item.round > 0 || wasInvited(state, item)) && isInvitable(item) && item.status !== "stood-down";

/** Everybody who was asked or invited, and not told to stand down since, hears how the case ended. */
const tellClosed = (state: CaseState, seq: number): Effect[] =>
  Object.values(state.items)
    .filter((item) => hasHadPart(state, item))
    .flatMap((item) => deliver(state, item.id, "lianban.case.closed", seq));

/** With the licence begins after-the-fact supervision: those whose power became a notice hear of it (转变管理方式). */
const tellSupervisors = (state: CaseState, seq: number): Effect[] =>
  Object.values(state.items)
    .filter((item) => item.status === "notified")
    .flatMap((item) => deliver(state, item.id, "lianban.case.closed", seq));

/** Items that take no part hold up no branch, also when they waited for their turn before the correction. */
const resumeUnasked = (state: CaseState): Effect[] =>
  Object.values(state.items)
    .filter((item) => item.status === "not-applicable")
    .map((item) => ({ kind: "ResumeItem", caseId: state.caseId, itemId: item.id }));

/** A case that ends early resumes every open token, so that its machine simply completes. */
const resumeAll = (state: CaseState): Effect[] =>
  Object.keys(state.items).map((itemId) => ({ kind: "ResumeItem", caseId: state.caseId, itemId }));

/** The last of the treasury's part lets the licence be made; whoever pays an intermediary later starts nothing. */
const isReadyToIssue = (state: CaseState): boolean => state.status === "settled" && unpaidFen(state) === 0;

const startAgain = ({ caseId, processId }: CaseState): Effect => ({
  kind: "StartWorkflow",
  caseId,
  processId,
});

/** A filing may have missed what became of its project in the same moment: a source revoked, a green channel granted. */
const checkProject = ({ caseId, project }: CaseState): Effect[] =>
  project === null ? [] : [{ kind: "CheckProject", caseId, project: project.code }];

/** Later cases of the project may rest on what is revoked. */
const flagDependants = ({ caseId, project }: CaseState, reason: string): Effect[] =>
  project === null ? [] : [{ kind: "FlagDependants", caseId, project: project.code, reason }];

/** What a project pays once is owed still, where the case that bore it ends without a licence. */
const passOnFees = ({ caseId, project }: CaseState): Effect[] =>
  project?.bearsProjectFees === true ? [{ kind: "PassOnFees", caseId, project: project.code }] : [];

/** The effects of one recorded event; `state` is the case after it. Pure. */
export const react = ({ event, seq }: RecordedEvent, state: CaseState): Effect[] => {
  const { caseId } = state;
  const effectTo = (department: string) => ({ kind: "Deliver" as const, caseId, department, seq });
  switch (event.type) {
    case "CaseFiled":
      return [startAgain(state), ...checkProject(state)];
    case "ItemAsked":
      return event.because === "own-word" ? [] : deliver(state, event.itemId, "lianban.item.asked", seq);
    case "ItemUpdated":
      return deliver(state, event.itemId, "lianban.item.updated", seq);
    case "ItemApproved":
    case "ItemDeemedConsent":
      return [{ kind: "ResumeItem", caseId, itemId: event.itemId }];
    case "ItemReminded":
      return deliver(state, event.itemId, "lianban.item.reminded", seq);
    case "LeadCalled":
      return [{ ...effectTo(event.lead), itemId: event.itemId, type: "lianban.item.ruling-wanted" }];
    case "LeadRuled":
      return event.ruling === "approve" ? [{ kind: "ResumeItem", caseId, itemId: event.itemId }] : [];
    case "VoidAsked":
      return deliver(state, event.itemId, "lianban.item.void", seq);
    case "PromiseKept":
      return [startAgain(state)];
    case "WithdrawalRuled":
      return event.isGranted ? [] : [startAgain(state)];
    case "InheritedRevoked":
      return isOpen(state) ? [startAgain(state)] : [];
    case "FeeSheetIssued":
      return [
        { kind: "TellChannels", caseId, type: "lianban.fees.issued", sheetId: event.sheet.sheetId, seq },
      ];
    case "FeesPaid":
      return isReadyToIssue(state) ? [{ kind: "StartWorkflow", caseId, processId: state.processId }] : [];
    case "RefundOrdered": {
      const { refundId } = event.refund;
      return [{ kind: "TellChannels", caseId, type: "lianban.fees.refund-ordered", refundId, seq }];
    }
    case "ItemStoodDown":
      return [
        ...deliver(state, event.itemId, "lianban.item.cancelled", seq),
        { kind: "ResumeItem", caseId, itemId: event.itemId },
      ];
    case "CaseRefused":
    case "CaseWithdrawn":
    case "CaseReturned":
      return [...tellClosed(state, seq), ...resumeAll(state), ...passOnFees(state)];
    case "RevisionSubmitted":
      return resumeUnasked(state);
    case "LicenceIssued":
      return [...tellClosed(state, seq), ...tellSupervisors(state, seq)];
    case "LicenceRevoked":
      return flagDependants(state, event.reason);
    case "MeetingProposed":
    case "InvitationsRenewed":
    case "MeetingHeld":
    case "MeetingCalledOff":
      return meetingMessages(state, event).map((each) => ({ kind: "Deliver", caseId, seq, ...each }));
    case "PersonalDataErased":
      return [{ kind: "Erase", caseId }];
    default:
      return [];
  }
};
