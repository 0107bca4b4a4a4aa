import type { Answer, AnswerDocument, Approver, Officer } from "../../schemas/answers.ts";
import type {
  Channel,
  ChargedBefore,
  Delegation,
  GreenChannel,
  InheritedOutput,
} from "../../schemas/events.ts";
import type { PaymentNotice } from "../../schemas/fee-payment.ts";
import type { LicenceRecord } from "../../schemas/licence.ts";
import type { Material } from "../../schemas/materials.ts";
import type { MeetingKind } from "../../schemas/meetings.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Owner, Rating } from "./state.ts";

/** When a command is decided: the instant, and its date in Asia/Shanghai. */
export interface Now {
  at: string;
  on: IsoDate;
}

/**
 * What earlier cases of a project have to give to the next: outputs and materials, each with where it is from and which
 * works that case was about. `isFirst`: the project has no case yet. `bearsProjectFees`: no other case pays what the project
 * pays once. `charged`: what issued cases were charged on.
 */
export interface ProjectPool {
  isFirst: boolean;
  outputs: readonly InheritedOutput[];
  materials: readonly { material: Material; caseId: string; on: IsoDate; works?: readonly string[] }[];
  /** @default true */
  bearsProjectFees?: boolean;
  /** @default nothing */
  charged?: readonly ChargedBefore[];
}

/** Everything that may be asked of a case. Commands are imperative; they change the world only through events. */
export type Command =
  | {
      type: "FileCase";
      caseId: string;
      processId: string;
      mode: string | null;
      form: unknown;
      materials: readonly Material[];
      channel: Channel;
      applicant: string;
      /** Who handed it in: the applicant, or a station or window acting for them. */
      filedBy?: string;
      /** Materials that are missing and promised in writing (容缺受理承诺书). */
      promise?: { codes: readonly string[]; signedBy: string };
      /** Items whose conditions the applicant signed instead of proving them (告知承诺). */
      commitments?: readonly { item: string; signedBy: string }[];
      /** What lets a station act for the applicant. */
      delegation?: Delegation;
      /** The person at the centre who was asked first (首问负责). */
      owner?: Owner;
      /** What the project of the form already has. @default nothing is taken over */
      pool?: ProjectPool;
      /** The green channel the project was granted. */
      greenChannel?: GreenChannel;
    }
  | {
      type: "AnswerItem";
      itemId: string;
      department: string;
      answer: Answer;
      /** Who answers at the desk. @default the department's system */
      person?: { id: string; isChief: boolean };
    }
  | {
      type: "ClaimItem";
      itemId: string;
      department: string;
      by: { id: string; name: string };
      /** Whether somebody who has it in hand is replaced. */
      takesOver: boolean;
    }
  | {
      type: "CorrectCase";
      baseRevision: number;
      form: unknown;
      materials: readonly Material[];
      by?: string;
      /** What the project has by now, where the correction brings in works. */
      pool?: ProjectPool;
    }
  | { type: "WithdrawCase"; reason: string; by?: string }
  | { type: "RuleOnWithdrawal"; department: string; isGranted: boolean; reasons: string }
  | { type: "ExtendCase"; approver: Approver; reason: string }
  | { type: "AppealCard"; cardId: string; department: string; grounds: string }
  | { type: "RuleOnCard"; cardId: string; isRevoked: boolean; reasons: string }
  | { type: "DeliverLicence"; how: "electronic" | "counter" | "post"; recipient: string | null; by?: string }
  | { type: "HandOver"; to: Owner; reason: string; by: string; mayTakeOver: boolean }
  | { type: "RevokeDelegation"; reason: string }
  | {
      type: "RateCase";
      occasion: Rating["occasion"];
      item: string | null;
      level: number;
      indicators: readonly string[];
      text: string | null;
    }
  | { type: "AnswerRating"; occasion: Rating["occasion"]; item: string | null; reply: string }
  | {
      type: "ProposeMeeting";
      department: string;
      kind: MeetingKind;
      startsAt: string;
      endsAt: string;
      place: string;
      agenda: string;
      /** The items invited. @default for a visit, every item of its stage that takes part */
      items?: readonly string[];
      officer: Officer | null;
    }
  | {
      type: "HoldMeeting";
      department: string;
      meetingId: string;
      minutes: string;
      outcome: string;
      evidence: readonly AnswerDocument[];
      officer: Officer;
    }
  | { type: "CallOffMeeting"; department: string; meetingId: string; reason: string }
  | { type: "PayFees"; department: string; notice: PaymentNotice }
  | { type: "ConfirmRefund"; department: string; refundId: string; refundedAt: string }
  | { type: "FlagRevoked"; source: string; reason: string }
  | { type: "BearProjectFees" }
  | { type: "GrantGreenChannel"; grant: GreenChannel }
  | { type: "ContinueCase" }
  | { type: "SettleStage" }
  | { type: "KeepTime" }
  | { type: "IssueLicence"; record: LicenceRecord; signature: string }
  | { type: "ReissueLicence"; reason: string; record: LicenceRecord; signature: string }
  | { type: "RevokeLicence"; reason: string; basis: string }
  | { type: "EraseCase"; reason: string };

/** One command by its name. */
export type CommandOf<T extends Command["type"]> = Extract<Command, { type: T }>;
