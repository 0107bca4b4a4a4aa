import type { AnswerDocument, Officer, Wish } from "../../schemas/answers.ts";
import type { Channel, Due, EventOf, PlannedItem } from "../../schemas/events.ts";
import type { LicenceRecord } from "../../schemas/licence.ts";
import type { Material } from "../../schemas/materials.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Limits } from "../catalog/catalog.ts";
import type { Form } from "../processes/process.ts";

/**
 * Where one item stands.
 *
 * `not-applicable`, `waived` and `notified` never ask anybody; `waiting` has not been asked yet (its stage or an
 * input is not there); `asked` and `accepted` are with the department; `correcting` wishes a correction;
 * `suspended` is in a special procedure; the rest are its ends.
 */
export type ItemStatus =
  | "not-applicable"
  | "waived"
  | "notified"
  | "waiting"
  | "asked"
  | "accepted"
  | "suspended"
  | "correcting"
  | "approved"
  | "rejected"
  | "stood-down";

/** Why a department refused its item: its own code for the machine, its text for the person, its legal basis. */
type Rejection = EventOf<"ItemRejected">["reason"];

/**
 * A stretch in which a clock stood still: a special procedure, a correction, or from a decision until the item is
 * asked again. `to` is null while it lasts. `statutory` says whether the law's clock stopped too.
 */
export interface Pause {
  from: IsoDate;
  to: IsoDate | null;
  statutory: boolean;
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
  pauses: readonly Pause[];
  lastAnswerAt: string;
  officer: Officer | null;
  wishes: readonly Wish[];
  documents: readonly AnswerDocument[];
  opinion: string | null;
  rejection: Rejection | null;
  decidedAt: string | null;
  warned: boolean;
  overdue: boolean;
}

/** Where the whole case stands. `settled` means every stage is through and the licence is being made. */
export type CaseStatus = "reviewing" | "awaiting-applicant" | "settled" | "issued" | "refused" | "withdrawn";

/** The statuses of a case that is not closed. */
export const openStatuses = [
  "reviewing",
  "awaiting-applicant",
  "settled",
] as const satisfies readonly CaseStatus[];

/** One correction notice (补正告知书): every department's wishes at once (一次性告知). */
export interface CorrectionNotice {
  number: number;
  revision: number;
  issuedAt: string;
  wishes: readonly { itemId: string; path: string; message: string }[];
}

/** The licence of an issued case: the record that stands, its signature, and what became of it. */
export interface LicenceState {
  record: LicenceRecord;
  signature: string;
  earlier: readonly { record: LicenceRecord; signature: string; supersededAt: string }[];
  revoked: { at: string; reason: string; basis: string } | null;
}

/** A case: the fold of its log. `version` is the number of events folded. */
export interface CaseState {
  version: number;
  caseId: string;
  processId: string;
  processVersion: number;
  mode: string;
  division: string;
  channel: Channel;
  applicant: string;
  filedBy: string;
  title: string;
  filedAt: string;
  receivedOn: IsoDate | null;
  status: CaseStatus;
  revision: number;
  form: Form;
  materials: readonly Material[];
  reservation: string | null;
  items: Readonly<Record<string, ItemState>>;
  outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  settledStages: readonly string[];
  notice: CorrectionNotice | null;
  noticeCount: number;
  refusal: readonly { itemId: string; code: string; text: string }[];
  withdrawal: string | null;
  licence: LicenceState | null;
  closedAt: string | null;
}

/** True until the case was issued, refused or withdrawn. */
export const isOpen = (state: CaseState): boolean =>
  state.status === "reviewing" || state.status === "awaiting-applicant" || state.status === "settled";

/** True while the item is with its department. */
export const isReviewing = (item: ItemState): boolean =>
  item.status === "asked" || item.status === "accepted" || item.status === "suspended";

/** True when the item needs nothing more from anybody for its stage to be settled. */
export const isThrough = (item: ItemState): boolean =>
  item.status === "approved" ||
  item.status === "waived" ||
  item.status === "notified" ||
  item.status === "not-applicable";
