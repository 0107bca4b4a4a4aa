import type { Message } from "../../schemas/message.ts";
import type { Finding, Precondition, RequiredMaterial } from "../processes/process.ts";
import type { PaymentFault } from "./fees/payment.ts";
import type { CaseStatus, ItemStatus } from "./state.ts";

/** A pre-condition that is not met, and what the applicant can do about it. */
export type UnmetPrecondition = Pick<Precondition, "id" | "name" | "basis" | "by"> & { remedy: Message };

/**
 * Why a command changes nothing. A closed union: every kind carries its evidence, and the HTTP layer must name a
 * problem type for each.
 */
export type Refusal =
  | { kind: "CaseUnknown"; caseId: string }
  | { kind: "CaseExists"; caseId: string }
  | { kind: "ProcessUnknown"; processId: string; known: string[] }
  | { kind: "ModeUnknown"; mode: string; known: string[] }
  | { kind: "FormInvalid"; issues: { path: string; message: Message }[] }
  | { kind: "FormRefused"; findings: Finding[] }
  | { kind: "MaterialsMissing"; missing: RequiredMaterial[] }
  | { kind: "ItemClosed"; itemId: string; why: string }
  | { kind: "ItemUnknown"; itemId: string; known: string[] }
  | { kind: "NotThisDepartment"; itemId: string; department: string }
  | { kind: "CaseClosed"; status: CaseStatus }
  | { kind: "CaseStillOpen"; status: CaseStatus }
  | { kind: "AlreadySettled"; itemId: string; stageId: string }
  | { kind: "NotAskedYet"; itemId: string }
  | { kind: "NotDecidable"; itemId: string; status: ItemStatus; answer: string }
  | { kind: "AnswerOutOfOrder"; itemId: string; time: string; lastAnswerAt: string }
  | { kind: "AnswerFromFuture"; itemId: string; time: string; now: string }
  | { kind: "RevisionUnknown"; itemId: string; revision: number; current: number }
  | { kind: "RevisionSuperseded"; itemId: string; revision: number; current: number }
  | { kind: "RevisionConflict"; expected: number; current: number }
  | { kind: "NothingChanged" }
  | { kind: "ClaimedAlready"; itemId: string; by: string }
  | { kind: "OutputsInvalid"; itemId: string; problems: { path: string; message: Message }[] }
  | { kind: "NotSettled"; status: CaseStatus }
  | { kind: "NoLicence"; status: CaseStatus }
  | { kind: "LicenceAlreadyRevoked"; licenceId: string }
  | { kind: "PlannedDurationMissing"; itemId: string; procedure: string }
  | {
      kind: "ExtensionRefused";
      why: "not-accepted" | "no-limit" | "once-only" | "too-late" | "other-unit" | "wrong-authority";
      needed: string;
    }
  | { kind: "NotLead"; itemId: string; department: string; lead: string }
  | { kind: "NothingToRule"; itemId: string; status: ItemStatus }
  | { kind: "CannotOverrule"; itemId: string; owed: readonly string[] }
  | { kind: "NothingToVoid"; itemId: string }
  | { kind: "NothingToCheck"; itemId: string; why: "no-commitment" | "not-issued" }
  | { kind: "PromiseRefused"; codes: string[]; tolerable: string[] }
  | { kind: "CommitmentRefused"; items: string[]; known: string[] }
  | { kind: "WithdrawalNotPending" }
  | { kind: "WithdrawalPending"; rulingBy: string | null }
  | { kind: "CardUnknown"; cardId: string; known: string[] }
  | { kind: "CardSettled"; cardId: string; status: string }
  | { kind: "NotYourCard"; cardId: string; department: string }
  | { kind: "DeliveredAlready"; on: string }
  | { kind: "NotTheOwner"; owner: string | null }
  | { kind: "DelegationMissing"; agent: string }
  | { kind: "DelegationEnded"; until: string; revoked: boolean }
  | { kind: "DelegationTooLong"; until: string; latest: string }
  | { kind: "DelegationTooNarrow"; act: string; scope: readonly string[] }
  | { kind: "RatedAlready"; occasion: string }
  | { kind: "RatingTooEarly"; occasion: string; item: Message | null; isAsked: boolean }
  | { kind: "RatingUnknown"; occasion: string }
  | { kind: "RatingAnswered"; occasion: string }
  | { kind: "PreconditionsUnmet"; unmet: UnmetPrecondition[] }
  | { kind: "ProjectOfAnother"; code: string }
  | { kind: "RoundsExhausted"; itemId: string; maxRounds: number }
  | { kind: "VisitMissed"; itemId: string; meetingId: string }
  | { kind: "VisitNotDue"; stageId: string; why: "not-reached" | "held" | "no-visit" }
  | { kind: "MeetingUnknown"; meetingId: string; known: string[] }
  | { kind: "MeetingOver"; meetingId: string; status: string }
  | {
      kind: "MeetingTimeWrong";
      why: "past" | "ends-before-it-begins" | "too-far" | "not-begun" | "ended";
      at: string;
    }
  | { kind: "NotInvited"; itemId: string; meetingId: string }
  | { kind: "NobodyInvited"; items: string[]; known: string[] }
  | { kind: "NotAPaymentChannel"; department: string }
  | { kind: "NoFeesDue"; status: CaseStatus }
  | { kind: "PaymentWrong"; fault: PaymentFault }
  | { kind: "RefundUnknown"; refundId: string; known: string[] }
  | { kind: "RefundsNotMade"; refundIds: string[] }
  | { kind: "ChargesKept"; project: string }
  | { kind: "Erased" }
  | { kind: "FeesUnpaid"; outstandingFen: number }
  | { kind: "GreenChannelAlready"; on: string }
  | { kind: "GreenChannelMissing"; code: string };

/** The names of all refusals. */
export type RefusalKind = Refusal["kind"];
