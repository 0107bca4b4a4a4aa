import type { Letter, LetterKind } from "../../../schemas/letter.ts";
import { evolve } from "../../case/evolve.ts";
import type { CaseState } from "../../case/state.ts";
import { shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import { masked } from "../mask-form.ts";
import { writeAcceptanceNotice } from "./acceptance-notice.ts";
import { writeCorrectionNotice } from "./correction-notice.ts";
import { writeDeliveryReceipt } from "./delivery-receipt.ts";
import { writeExtensionNotice } from "./extension-notice.ts";
import { writeFeeSheetNotice } from "./fee-sheet-notice.ts";
import { letterNumber } from "./letter-number.ts";
import type { LetterGround, LoggedEvent, Occasion, WriteLetter } from "./occasion.ts";
import { maskName } from "./person-name.ts";
import { writeReceipt } from "./receipt.ts";
import { writeRefundNotice } from "./refund-notice.ts";
import { writeRefusalDecision } from "./refusal-decision.ts";
import { writeReturnNotice } from "./return-notice.ts";
import { writeSpecialProcedureNotice } from "./special-procedure-notice.ts";
import { writeWithdrawalReceipt } from "./withdrawal-receipt.ts";

/** Who writes which kind, in the order in which they go out where one event calls for several. */
const writers: Readonly<Record<LetterKind, WriteLetter>> = {
  receipt: writeReceipt,
  acceptance: writeAcceptanceNotice,
  correction: writeCorrectionNotice,
  "special-procedure": writeSpecialProcedureNotice,
  extension: writeExtensionNotice,
  refusal: writeRefusalDecision,
  withdrawal: writeWithdrawalReceipt,
  return: writeReturnNotice,
  delivery: writeDeliveryReceipt,
  "fee-sheet": writeFeeSheetNotice,
  refund: writeRefundNotice,
};

const kinds = Object.entries(writers) as [LetterKind, WriteLetter][];

/** The applicant by name, where the log of the filing tells it; otherwise as the applicant of their case. */
const addresseeOf = ([filed]: readonly LoggedEvent[], { isOwn }: LetterGround, state: CaseState): string => {
  const name = filed?.actor.id === state.applicant ? filed.actor.name : undefined;
  if (name === undefined || name === "") return `${state.title}（申请人）`;
  return isOwn ? name : maskName(name);
};

/**
 * All official letters of a case, in the order of the events they rest on.
 *
 * Pure: the log, the catalogue edition of the case and the process decide every word, so a letter made again is the same
 * letter under the same number. Identity numbers are masked in all of them.
 *
 * @param log - the whole log of one case, from its first event
 */
export const lettersOf = (ground: LetterGround, log: readonly LoggedEvent[]): Letter[] => {
  const letters: Letter[] = [];
  const serials = new Map<LetterKind, number>();
  let before: CaseState | null = null;
  for (const recorded of log) {
    const state: CaseState = evolve(before, recorded);
    const occasion: Occasion = { ...ground, recorded, before, state };
    for (const [kind, write] of kinds) {
      const text = write(occasion);
      if (text === null) continue;
      const serial = (serials.get(kind) ?? 0) + 1;
      serials.set(kind, serial);
      letters.push({
        number: letterNumber(state.caseId, kind, serial),
        kind,
        title: text.title,
        addressee: text.addressee ?? addresseeOf(log, ground, state),
        caseId: state.caseId,
        caseTitle: state.title,
        paragraphs: masked(text.paragraphs),
        remedies: text.remedies,
        issuer: text.issuer,
        on: shanghaiDate(recorded.at),
        copyOf: recorded.hash,
      });
    }
    before = state;
  }
  return letters;
};
