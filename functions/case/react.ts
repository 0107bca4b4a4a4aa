import type { DeliveryType } from "../../schemas/deliveries.ts";
import type { RecordedEvent } from "../../schemas/events.ts";
import type { CaseState, ItemState } from "./state.ts";

/**
 * What must happen because an event was written. Each is carried out at least once and is idempotent: `seq` names
 * the event it came from.
 */
export type Effect =
  | { kind: "StartWorkflow"; caseId: string; processId: string }
  | { kind: "ResumeItem"; caseId: string; itemId: string }
  | { kind: "Deliver"; caseId: string; itemId: string; department: string; type: DeliveryType; seq: number }
  | { kind: "Erase"; caseId: string };

const deliver = (state: CaseState, itemId: string, type: DeliveryType, seq: number): Effect[] => {
  const item = state.items[itemId];
  if (item === undefined) return [];
  return [{ kind: "Deliver", caseId: state.caseId, itemId, department: item.plan.department, type, seq }];
};

const wasAsked = ({ round, status, plan }: ItemState): boolean =>
  round > 0 && plan.takesPart === "asked" && status !== "stood-down";

/** Everybody who was asked, and not told to stand down since, hears how the case ended. */
const tellClosed = (state: CaseState, seq: number): Effect[] =>
  Object.values(state.items)
    .filter(wasAsked)
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

/** The effects of one recorded event; `state` is the case after it. Pure. */
export const react = ({ event, seq }: RecordedEvent, state: CaseState): Effect[] => {
  const { caseId } = state;
  const effectTo = (department: string) => ({ kind: "Deliver" as const, caseId, department, seq });
  switch (event.type) {
    case "CaseFiled":
      return [{ kind: "StartWorkflow", caseId, processId: state.processId }];
    case "ItemAsked":
      return deliver(state, event.itemId, "lianban.item.asked", seq);
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
      return [{ kind: "StartWorkflow", caseId, processId: state.processId }];
    case "WithdrawalRuled":
      return event.isGranted ? [] : [{ kind: "StartWorkflow", caseId, processId: state.processId }];
    case "ItemStoodDown":
      return [
        ...deliver(state, event.itemId, "lianban.item.cancelled", seq),
        { kind: "ResumeItem", caseId, itemId: event.itemId },
      ];
    case "CaseRefused":
    case "CaseWithdrawn":
    case "CaseReturned":
      return [...tellClosed(state, seq), ...resumeAll(state)];
    case "RevisionSubmitted":
      return resumeUnasked(state);
    case "LicenceIssued":
      return [...tellClosed(state, seq), ...tellSupervisors(state, seq)];
    case "PersonalDataErased":
      return [{ kind: "Erase", caseId }];
    default:
      return [];
  }
};
