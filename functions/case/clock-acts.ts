import type { Approver, Procedure } from "../../schemas/answers.ts";
import type { CaseEvent } from "../../schemas/events.ts";
import { type Limit, limitOf } from "../../schemas/limit.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";

/** When something counts: its Asia/Shanghai date, and the instant it was written. */
export interface Moment {
  on: IsoDate;
  at: string;
}

/** One act that moves a clock. The ledger of a clock is these, in order; nothing else decides its due dates. */
export type ClockAct = Moment &
  (
    | { act: "received"; isAcceptance?: true }
    | { act: "asked"; round: number }
    | { act: "notified"; number: number; stopsStatutory?: true }
    | { act: "notice-lifted" }
    | { act: "resubmitted"; revision: number }
    | { act: "accepted"; isDeemed: boolean }
    | { act: "wished"; stopsStatutory?: true }
    | {
        act: "suspended";
        procedure: Procedure;
        stopsClock: boolean;
        plannedEnd: IsoDate | null;
        basis: string | null;
      }
    | { act: "resumed" }
    | { act: "forwarded"; to: string }
    | { act: "extended"; by: Limit; approver: Approver }
    | { act: "decided"; outcome: string }
    | { act: "stood-down" }
    | { act: "begun-afresh" }
    | { act: "delivered" }
    | { act: "billed"; isOwed: boolean; isAgain?: true }
    | { act: "paid"; isSettled: boolean }
    | { act: "reopened" }
    | { act: "shortened"; promised: Limit | null }
  );

/** A stretch in which a clock stood still; `to` is null while it lasts. `statutory` says whether the law's clock stopped too. */
export interface Pause {
  from: IsoDate;
  to: IsoDate | null;
  statutory: boolean;
  fromAt?: string;
  toAt?: string;
}

const lawRests = ({ stopsStatutory }: { stopsStatutory?: boolean | undefined }): { stopsStatutory?: true } =>
  stopsStatutory ? { stopsStatutory } : {};

/** The act an event is on an item's clock, or `null`. `at` is when the hub wrote the event. */
export const itemActOf = (event: CaseEvent, at: string): ClockAct | null => {
  switch (event.type) {
    case "ItemAsked":
      return { act: "asked", on: event.on, at, round: event.round };
    case "ItemAccepted":
      return { act: "accepted", on: event.acceptedOn, at, isDeemed: event.deemed };
    case "CorrectionWished":
      return { act: "wished", on: shanghaiDate(at), at, ...lawRests(event) };
    case "ItemSuspended": {
      const { on, procedure, stopsClock, plannedEnd = null, basis = null } = event;
      return { act: "suspended", on, at, procedure, stopsClock, plannedEnd, basis };
    }
    case "ItemResumed":
      return { act: "resumed", on: event.on, at };
    case "ItemForwarded":
      return { act: "forwarded", on: event.on, at, to: event.to };
    case "ItemExtended":
      return { act: "extended", on: event.on, at, by: event.by, approver: event.approver };
    case "ItemApproved":
      return { act: "decided", on: shanghaiDate(at), at, outcome: "approved" };
    case "ItemRejected":
      return { act: "decided", on: shanghaiDate(at), at, outcome: "rejected" };
    case "ItemDeemedConsent":
      return { act: "decided", on: event.on, at, outcome: "deemed" };
    case "ItemFellSilent":
      return { act: "decided", on: event.on, at, outcome: "silent" };
    case "LeadRuled":
      return event.ruling === "suspend"
        ? { act: "wished", on: event.on, at, ...lawRests(event) }
        : { act: "decided", on: event.on, at, outcome: event.ruling === "approve" ? "overruled" : "refused" };
    case "ItemStoodDown":
      return { act: "stood-down", on: shanghaiDate(at), at };
    default:
      return null;
  }
};

/** The act an event is on the clock of the whole case, besides what its items do and what its fees do; or `null`. */
export const caseActOf = (event: CaseEvent, at: string): ClockAct | null => {
  switch (event.type) {
    case "CaseFiled":
      return {
        act: "received",
        on: event.receivedOn ?? shanghaiDate(at),
        at,
        ...(event.acceptedOn === undefined ? {} : { isAcceptance: true }),
      };
    case "CorrectionNoticeIssued":
      return { act: "notified", on: event.on, at, number: event.number, ...lawRests(event) };
    case "CorrectionNoticeLifted":
      return { act: "notice-lifted", on: event.on, at };
    case "RevisionSubmitted":
      return { act: "resubmitted", on: event.on, at, revision: event.revision };
    case "CaseExtended":
      return { act: "extended", on: event.on, at, by: event.by, approver: event.approver };
    case "LicenceIssued":
      return { act: "decided", on: shanghaiDate(at), at, outcome: "issued" };
    case "CaseRefused":
      return { act: "decided", on: shanghaiDate(at), at, outcome: "refused" };
    case "CaseWithdrawn":
      return { act: "decided", on: shanghaiDate(at), at, outcome: "withdrawn" };
    case "CaseReturned":
      return { act: "decided", on: event.on, at, outcome: "returned" };
    case "LicenceDelivered":
      return { act: "delivered", on: event.on, at };
    case "GreenChannelGranted":
      return { act: "shortened", on: event.on, at, promised: limitOf(event.limits.promised) };
    default:
      return null;
  }
};

/** Pauses of which none lasts any longer: an act ended the one that did. */
export const closed = (pauses: readonly Pause[], { on, at }: Moment): Pause[] =>
  pauses.map((pause) => (pause.to === null ? { ...pause, to: on, toAt: at } : pause));

/** Pauses of which one lasts: the one that did, or one that an act begins. */
export const opened = (pauses: readonly Pause[], { on, at }: Moment, statutory: boolean): Pause[] =>
  pauses.some(({ to }) => to === null)
    ? [...pauses]
    : [...pauses, { from: on, fromAt: at, to: null, statutory }];

/** From a decision until an item is asked again both clocks stand still; what stopped only the promise ends there. */
const restingAfter = (pauses: readonly Pause[], moment: Moment): Pause[] =>
  pauses.some(({ to, statutory }) => to === null && statutory)
    ? [...pauses]
    : opened(closed(pauses, moment), moment, true);

/**
 * The stretches in which an item's clock stood still, from its acts alone: special procedures that are allowed to stop
 * it, corrections (the promise only, unless its process has the law's clock rest as well), and from a decision until the item is asked again. Before acceptance there is
 * nothing to stop.
 */
export const pausesOf = (acts: readonly ClockAct[]): readonly Pause[] => {
  let pauses: Pause[] = [];
  let isAccepted = false;
  for (const act of acts) {
    if (act.act === "begun-afresh") [pauses, isAccepted] = [[], false];
    if (act.act === "accepted") isAccepted = true;
    if (!isAccepted) continue;
    if (act.act === "wished") pauses = opened(pauses, act, act.stopsStatutory ?? false);
    if (act.act === "suspended" && act.stopsClock) pauses = opened(pauses, act, true);
    if (act.act === "resumed" || act.act === "resubmitted" || act.act === "asked")
      pauses = closed(pauses, act);
    if (act.act === "decided") pauses = restingAfter(pauses, act);
  }
  return pauses;
};

/**
 * The stretches of an item's special procedures alone: what also stops the clock of the whole case. A procedure that was
 * held stays one when its item is not needed any more.
 */
export const procedurePausesOf = (acts: readonly ClockAct[]): readonly Pause[] => {
  let pauses: Pause[] = [];
  for (const act of acts) {
    if (act.act === "suspended" && act.stopsClock) pauses = opened(pauses, act, true);
    if (act.act === "resumed" || act.act === "decided" || act.act === "asked" || act.act === "stood-down")
      pauses = closed(pauses, act);
  }
  return pauses;
};

/**
 * The stretch in which a department had not accepted its item yet: the law gives it that time, so the promise of the
 * case does not run against those who have accepted theirs.
 */
export const acceptancePausesOf = (acts: readonly ClockAct[]): readonly Pause[] => {
  let pauses: Pause[] = [];
  let isAccepted = false;
  for (const act of acts) {
    if (act.act === "begun-afresh") isAccepted = false;
    if (act.act === "accepted") isAccepted = true;
    if (act.act === "begun-afresh" || act.act === "stood-down" || act.act === "accepted")
      pauses = closed(pauses, act);
    if (act.act === "asked" && !isAccepted) pauses = opened(pauses, act, false);
  }
  return pauses;
};

/** The stretches in which a case waited for its applicant: they stop its promise, and the law's clock where its process says so. */
export const waitingPausesOf = (acts: readonly ClockAct[]): readonly Pause[] => {
  let pauses: Pause[] = [];
  for (const act of acts) {
    if (act.act === "notified") pauses = opened(pauses, act, act.stopsStatutory ?? false);
    if (act.act === "resubmitted" || act.act === "notice-lifted" || act.act === "decided")
      pauses = closed(pauses, act);
  }
  return pauses;
};
