import type { AnswerDocument, Officer, Procedure, Wish } from "../../schemas/answers.ts";
import type {
  Absence,
  Channel,
  Delegation,
  Due,
  EventOf,
  GreenChannel,
  InheritedOutput,
  PlannedItem,
} from "../../schemas/events.ts";
import type { FeePayment, FeeRefund, PaymentNotice } from "../../schemas/fee-payment.ts";
import type { FeeSheet } from "../../schemas/fees.ts";
import type { LicenceRecord } from "../../schemas/licence.ts";
import type { Limit } from "../../schemas/limit.ts";
import type { Material } from "../../schemas/materials.ts";
import type { BreachKind, CardLevel, Responsible } from "../../schemas/registers.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Limits } from "../catalog/catalog.ts";
import type { Form } from "../processes/process.ts";
import type { ClockAct } from "./clock-acts.ts";

/**
 * Where one item stands.
 *
 * `not-applicable`, `waived` and `notified` never ask anybody; `waiting` has not been asked yet (its stage or an
 * input is not there); `asked` and `accepted` are with the department, `forwarded` with the level above it;
 * `correcting` wishes a correction; `suspended` is in a special procedure; `silent` was not answered in time and waits
 * for the lead; the rest are its ends: `deemed` is consent presumed from silence, `overruled` an objection the lead did
 * not follow.
 */
export type ItemStatus =
  | "not-applicable"
  | "waived"
  | "notified"
  | "waiting"
  | "asked"
  | "accepted"
  | "suspended"
  | "forwarded"
  | "correcting"
  | "silent"
  | "approved"
  | "deemed"
  | "overruled"
  | "rejected"
  | "stood-down";

/** Why a department refused its item: its own code for the machine, its text for the person, its legal basis. */
type Rejection = EventOf<"ItemRejected">["reason"];

/** The limit an alarm is about. */
export type ItemLimit = "promised" | "statutory";

/** A special procedure that lasts: which, since when, and by when it is to end as planned. */
export interface Suspension {
  procedure: Procedure;
  since: IsoDate;
  plannedEnd: IsoDate | null;
  /** The length the department planned, from which the end is computed once its year is known. */
  plannedWorkingDays: number | null;
  stopsClock: boolean;
}

/**
 * What was last decided about an item, and what its clock said then: it stays when the item is asked again, until
 * something else is decided.
 */
export interface DecisionMade
  extends Pick<ItemState, "acceptedOn" | "limits" | "extension" | "due" | "acts" | "round"> {
  outcome: "approved" | "rejected" | "deemed";
  at: string;
  /** The promise had run out by then. */
  isOverdue: boolean;
}

/** What a department must undo after the case ended without a licence. */
export interface Voiding {
  askedOn: IsoDate;
  dueOn: IsoDate | null;
  doneOn: IsoDate | null;
}

/**
 * One item of one case. `wishes` are what a department wants mended and the applicant has not answered yet;
 * `fingerprints` holds what its scope looked like at each revision it was shown;
 * `shownAgainAt` is when what was shown at the present revision was replaced by something newer, or empty.
 */
export interface ItemState {
  id: string;
  plan: PlannedItem;
  limits: Limits;
  status: ItemStatus;
  round: number;
  revision: number;
  fingerprint: string;
  fingerprints: Readonly<Record<number, string>>;
  shownAgainAt: string;
  askedOn: IsoDate | null;
  replyBy: IsoDate | null;
  acceptedOn: IsoDate | null;
  due: Due;
  /** Everything that ever moved this item's clock, in order. */
  acts: readonly ClockAct[];
  extension: { by: Limit; on: IsoDate } | null;
  suspension: Suspension | null;
  lastAnswerAt: string;
  /** The person of the department who has it in hand (认领). */
  claimedBy: { id: string; name: string } | null;
  officer: Officer | null;
  wishes: readonly Wish[];
  /** Whether those were made by the ruling of a lead that lets the applicant answer an objection. */
  wishedByLead: boolean;
  documents: readonly AnswerDocument[];
  opinion: string | null;
  rejection: Rejection | null;
  /** By what rule consent is presumed, or why the lead went on without it and who ruled so; `null` of an own answer. */
  consent: { basis: string; officer: Officer | null } | null;
  decidedAt: string | null;
  decision: DecisionMade | null;
  /** The limits for which a warning was given, and those that ran out. */
  warnings: readonly ItemLimit[];
  /** The due date each warning was about: one that moved is warned of again. */
  warnedFor: Readonly<Partial<Record<ItemLimit, IsoDate>>>;
  overruns: readonly ItemLimit[];
  overdue: boolean;
  /** What a silent department was told: at most once each. */
  reminders: readonly ("remind" | "escalate")[];
  /** The lead was called to rule on this item in its present round. */
  leadCalled: boolean;
  /** The last call of the lead, and the day it ended: by its ruling, or by a late answer. */
  ruling: { calledOn: IsoDate; endedOn: IsoDate | null } | null;
  voiding: Voiding | null;
  check: { kept: boolean; on: IsoDate } | null;
}

/**
 * Where the whole case stands. `settled` means every stage is through and the licence is being made; `returned` (退件)
 * that the applicant did not answer a notice, or keep a promise, in time.
 */
export type CaseStatus =
  | "reviewing"
  | "awaiting-applicant"
  | "settled"
  | "issued"
  | "refused"
  | "withdrawn"
  | "returned";

/** The statuses of a case that is not closed. */
export const openStatuses = [
  "reviewing",
  "awaiting-applicant",
  "settled",
] as const satisfies readonly CaseStatus[];

/** How a case may have ended. */
const endings = ["issued", "refused", "withdrawn", "returned"] as const satisfies readonly CaseStatus[];

/** How a case ended, or `null` while it is open. */
export const endingOf = ({ status }: Pick<CaseState, "status">): (typeof endings)[number] | null =>
  endings.find((ending) => ending === status) ?? null;

/** One correction notice (补正告知书): every department's wishes at once (一次性告知). */
export interface CorrectionNotice {
  number: number;
  revision: number;
  issuedAt: string;
  wishes: readonly { itemId: string; path: string; message: string }[];
  answerBy: IsoDate | null;
}

/** What a notice was about: which revision, and the paths of each item's wishes; `answered` once the applicant mended it. */
export interface PastNotice {
  revision: number;
  issuedAt: string;
  answered: boolean;
  paths: Readonly<Record<string, readonly string[]>>;
}

/** A breach with its record. `status` follows the appeal against its card. */
export interface Breach {
  recordId: string;
  breach: BreachKind;
  item: string | null;
  dueOn: IsoDate | null;
  on: IsoDate;
  responsible: Responsible;
}

/** A card (黄牌、红牌) and what became of it. */
export interface Card {
  cardId: string;
  level: CardLevel;
  breach: BreachKind;
  recordId: string;
  item: string | null;
  responsible: Responsible;
  on: IsoDate;
  status: "issued" | "appealed" | "upheld" | "revoked";
}

/** Material promised at filing (容缺受理) that is still owed; `kept` when all of it is in. */
export interface Tolerance {
  codes: readonly string[];
  signedBy: string;
  dueOn: IsoDate | null;
  kept: boolean;
}

/** A wish to withdraw, and what became of it: a small process of its own. */
export interface WithdrawalRequest {
  reason: string;
  on: IsoDate;
  rulingBy: IsoDate | null;
  status: "submitted" | "granted" | "refused" | "void";
  ruledOn: IsoDate | null;
}

/** The person at the centre who answers for a case (首问负责). */
export interface Owner {
  id: string;
  name: string;
  department: string | null;
}

/** One rating; a bad one is a task until it is answered. */
export interface Rating {
  occasion: EventOf<"CaseRated">["occasion"];
  item: string | null;
  level: number;
  on: IsoDate;
  taskDueOn: IsoDate | null;
  answeredOn: IsoDate | null;
}

/** The licence of an issued case: the record that stands, its signature, and what became of it. */
export interface LicenceState {
  record: LicenceRecord;
  signature: string;
  earlier: readonly { record: LicenceRecord; signature: string; supersededAt: string }[];
  revoked: { at: string; reason: string; basis: string } | null;
}

/** An output taken over from an earlier case of the project; `revoked` once it stands no more. */
export interface Inherited extends InheritedOutput {
  revoked: { on: IsoDate; reason: string } | null;
}

/** A material taken over from an earlier case of the project; `revoked` once that stands no more. */
export type InheritedMaterial = NonNullable<EventOf<"CaseFiled">["inheritedMaterials"]>[number] &
  Pick<Inherited, "revoked">;

/** A department's reply to an invitation. */
export type Reply = Omit<EventOf<"MeetingReplied">, "type" | "meetingId">;
/** A department that came. */
export type Attended = Omit<EventOf<"MeetingAttended">, "type" | "meetingId">;

/** An invitation of one item's department: what it was shown last along with it, and when; `null` where no log tells. */
export interface Invitation {
  item: string;
  department: string;
  fingerprint: string | null;
  shownOn: IsoDate;
}

/** A visit or a meeting of a case, and what came of it. Replies and sign-ins hold the last word of each item. */
export interface Meeting extends Omit<EventOf<"MeetingProposed">, "type" | "on" | "invited" | "omitted"> {
  invited: readonly Invitation[];
  /** Items the lead left out on purpose. */
  omitted: readonly string[];
  proposedOn: IsoDate;
  status: "proposed" | "held" | "called-off" | "superseded";
  replies: readonly Reply[];
  attended: readonly Attended[];
  held: {
    on: IsoDate;
    minutes: string;
    outcome: string;
    officer: Officer;
    evidence: readonly AnswerDocument[];
    absent: readonly Absence[];
  } | null;
  calledOff: { on: IsoDate; reason: string } | null;
}

/** Money that came in though nothing was owed for it, who reported it, and when it went back. */
export interface TurnedBack {
  notice: PaymentNotice;
  by?: string | undefined;
  why: EventOf<"PaymentTurnedBack">["why"];
  on: IsoDate;
  madeOn: IsoDate | null;
}

/** What a case owes and was paid. `payBy` is the last day the sheet told; `refunds` are ordered, one that was made says when. */
export interface Fees {
  sheet: FeeSheet | null;
  issuedOn: IsoDate | null;
  payBy: IsoDate | null;
  payments: readonly FeePayment[];
  turnedBack: readonly TurnedBack[];
  refunds: readonly { refund: FeeRefund; orderedOn: IsoDate; madeOn: IsoDate | null }[];
}

/** A case: the fold of its log. `version` is the number of events folded. */
export interface CaseState {
  version: number;
  caseId: string;
  processId: string;
  processVersion: number;
  /** The edition of the power list the case stands under for good. */
  catalogVersion: string;
  mode: string;
  division: string;
  channel: Channel;
  applicant: string;
  filedBy: string;
  title: string;
  filedAt: string;
  receivedOn: IsoDate | null;
  /** The day of acceptance where the filing was the acceptance; `null` where departments accept. */
  acceptedOn: IsoDate | null;
  status: CaseStatus;
  revision: number;
  form: Form;
  materials: readonly Material[];
  /** The values no other case may have while this one lives. */
  reservations: readonly string[];
  items: Readonly<Record<string, ItemState>>;
  outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  settledStages: readonly string[];
  /** When each stage was last settled. */
  settledOn: Readonly<Record<string, IsoDate>>;
  project: NonNullable<EventOf<"CaseFiled">["project"]> | null;
  inherited: readonly Inherited[];
  inheritedMaterials: readonly InheritedMaterial[];
  greenChannel: GreenChannel | null;
  meetings: readonly Meeting[];
  fees: Fees;
  notice: CorrectionNotice | null;
  noticeCount: number;
  /** The notices so far, oldest first. */
  notices: readonly PastNotice[];
  /** What each later revision changed, oldest first. */
  changes: readonly { revision: number; paths: readonly string[] }[];
  /** Whether more than one department is asked: then the limit of joint handling counts (行政许可法第四十二条第二款). */
  isJoint: boolean;
  /** The limits of the whole case, and everything that moved its clock besides its items. */
  limits: Limits;
  acts: readonly ClockAct[];
  extension: { by: Limit; on: IsoDate } | null;
  warnings: readonly EventOf<"CaseWarned">["limit"][];
  warnedFor: Readonly<Partial<Record<EventOf<"CaseWarned">["limit"], IsoDate>>>;
  /** When each warning was given, by its card id. */
  warnedOn: Readonly<Record<string, IsoDate>>;
  breaches: Readonly<Record<string, Breach>>;
  cards: Readonly<Record<string, Card>>;
  tolerance: Tolerance | null;
  keptOn: IsoDate | null;
  delegation: (Delegation & { revoked: boolean }) | null;
  owner: Owner | null;
  withdrawalRequest: WithdrawalRequest | null;
  ratings: readonly Rating[];
  deliveredOn: IsoDate | null;
  refusal: readonly { itemId: string; code: string; text: string }[];
  withdrawal: string | null;
  licence: LicenceState | null;
  closedAt: string | null;
  /** Its personal data was ordered out of use: the key goes once its last messages are out, and nothing new is kept. */
  isErased: boolean;
}

/** True until the case was issued, refused or withdrawn. */
export const isOpen = (state: CaseState): boolean =>
  state.status === "reviewing" || state.status === "awaiting-applicant" || state.status === "settled";

/** True while the item is with its department, or with the level above it. */
export const isReviewing = (item: ItemState): boolean =>
  item.status === "asked" ||
  item.status === "accepted" ||
  item.status === "suspended" ||
  item.status === "forwarded";

/** True while the item's clock may still move; after a decision the dates by which it was due stay as they were. */
export const isTimed = (item: ItemState): boolean => isReviewing(item) || item.status === "correcting";

/** True when somebody has consented for good or for lack of an answer: the item's part in the licence is there. */
export const isConsented = ({ status }: ItemState): boolean =>
  status === "approved" || status === "deemed" || status === "overruled";

/** True when the item needs nothing more from anybody for its stage to be settled. */
export const isThrough = (item: ItemState): boolean =>
  isConsented(item) ||
  item.status === "waived" ||
  item.status === "notified" ||
  item.status === "not-applicable";
