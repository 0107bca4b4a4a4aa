import type { Answer } from "../../schemas/answers.ts";
import type { Channel } from "../../schemas/events.ts";
import type { LicenceRecord } from "../../schemas/licence.ts";
import type { Material } from "../../schemas/materials.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";

/** When a command is decided: the instant, and its date in Asia/Shanghai. */
export interface Now {
  at: string;
  on: IsoDate;
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
    }
  | { type: "AnswerItem"; itemId: string; department: string; answer: Answer }
  | { type: "CorrectCase"; baseRevision: number; form: unknown; materials: readonly Material[] }
  | { type: "WithdrawCase"; reason: string }
  | { type: "ContinueCase" }
  | { type: "SettleStage" }
  | { type: "KeepTime" }
  | { type: "IssueLicence"; record: LicenceRecord; signature: string }
  | { type: "ReissueLicence"; reason: string; record: LicenceRecord; signature: string }
  | { type: "RevokeLicence"; reason: string; basis: string }
  | { type: "EraseCase"; reason: string };

/** One command by its name. */
export type CommandOf<T extends Command["type"]> = Extract<Command, { type: T }>;
