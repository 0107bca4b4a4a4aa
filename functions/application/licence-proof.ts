import { createHash } from "node:crypto";
import type { LicenceRecord } from "../../schemas/licence.ts";
import type { JoinAnswer, LicenceJoin, LicenceProof, ProofMeeting } from "../../schemas/licence-proof.ts";
import { sumOf } from "../case/fees/amounts.ts";
import { standingPayments } from "../case/fees/standing-payments.ts";
import { unpaidFen } from "../case/fees/unpaid.ts";
import { canonical } from "../case/scope.ts";
import type { CaseState, ItemState } from "../case/state.ts";
import { masked } from "./mask-form.ts";

const isJoinAnswer = (status: ItemState["status"]): status is JoinAnswer =>
  status === "approved" || status === "deemed" || status === "overruled";

/** The most characters of somebody's own words that a record bears. */
const MOST_WORDS = 120;

/** Somebody's words as a signed record bears them: on one line, short, with identity numbers masked. */
const wordsOf = (text: string | null): string | null => {
  const words = masked((text ?? "").replaceAll(/\s+/g, " ").trim());
  const characters = [...words];
  if (characters.length === 0) return null;
  return characters.length > MOST_WORDS ? `${characters.slice(0, MOST_WORDS - 2).join("")}……` : words;
};

/** Who stands behind an item's answer: its department's person, or the lead's who ruled; nobody behind silence. */
const officerOf = ({ status, officer, consent }: ItemState): LicenceJoin["officer"] =>
  status === "approved" ? officer : (consent?.officer ?? null);

const joinOf = (item: ItemState, current: number): LicenceJoin[] => {
  const { id, plan, status, round, consent, decidedAt } = item;
  const revision = item.revision === 0 ? current : item.revision;
  const officer = officerOf(item);
  if (!isJoinAnswer(status) || decidedAt === null) return [];
  if (status === "approved" && officer === null) return [];
  const { department, stage } = plan;
  const basis = consent === null ? {} : { basis: consent.basis };
  return [{ item: id, department, stage, revision, round, answer: status, ...basis, decidedAt, officer }];
};

/**
 * The join a licence rests on: every item that is through by its department's word, by presumed consent or by the lead's
 * ruling. Items that are waived, notified or do not apply asked nobody and are none.
 */
export const joinsOf = ({ items, revision }: Pick<CaseState, "items" | "revision">): LicenceJoin[] =>
  Object.values(items).flatMap((item) => joinOf(item, revision));

/** The visits and meetings that were held, and which departments came; the lead, which held them, is among those. */
const meetingsOf = ({ meetings }: CaseState): ProofMeeting[] =>
  meetings.flatMap(({ meetingId, kind, lead, attended, held }) => {
    if (held === null) return [];
    const came = [...new Set([lead, ...attended.map(({ department }) => department)])];
    const outcome = wordsOf(held.outcome);
    const absent = [...new Set(held.absent.map(({ department }) => department))];
    return [
      {
        meetingId,
        kind,
        heldOn: held.on,
        attended: came,
        absent: absent.filter((department) => !came.includes(department)),
        ...(outcome === null ? {} : { outcome }),
      },
    ];
  });

/** What the fee sheet came to, and what was paid of it and is not to go back; the treasury's part of both apart. */
const feesOf = (state: CaseState): NonNullable<LicenceProof["fees"]> | null => {
  const { sheet } = state.fees;
  if (sheet === null) return null;
  const { sheetId, payableFen, reliefFen, treasury } = sheet;
  const paidFen = sumOf(standingPayments(state.fees).map(({ amountFen }) => amountFen));
  const treasuryFen = treasury.payableFen;
  return {
    sheetId,
    payableFen,
    reliefFen,
    paidFen,
    treasuryFen,
    treasuryPaidFen: treasuryFen - unpaidFen(state),
  };
};

/** The hash of a join: SHA-256 of its canonical JSON, lower-case hex. @see RFC 8785 */
export const joinsHashOf = (joins: readonly LicenceJoin[]): string =>
  createHash("sha256").update(canonical(joins)).digest("hex");

/** The join with the words of each department that agreed. */
const withWords = (joins: readonly LicenceJoin[], { items }: CaseState): LicenceJoin[] =>
  joins.map((join) => {
    const opinion = join.answer === "approved" ? wordsOf(items[join.item]?.opinion ?? null) : null;
    return opinion === null ? join : { ...join, opinion };
  });

/**
 * What the licence of a case rests on. `caseHash` is that of the last event of its log, lower-case hex. A joint opinion tells
 * what each department said; a business licence, which anybody may read as well, only that it agreed.
 */
export const proofOf = (
  state: CaseState,
  caseHash: string,
  kind: LicenceRecord["kind"] = "joint-opinion",
): LicenceProof => {
  const joins = kind === "joint-opinion" ? withWords(joinsOf(state), state) : joinsOf(state);
  const [meetings, fees] = [meetingsOf(state), feesOf(state)];
  return {
    joins,
    joinsHash: joinsHashOf(joins),
    caseHash,
    ...(meetings.length === 0 ? {} : { meetings }),
    ...(fees === null ? {} : { fees }),
  };
};

/**
 * Whether a record's joins are those its hash was made of; a reader must refuse a record of which this is false. Business
 * licences made before records bore the hash have none to differ.
 */
export const isJoinsHashRight = ({ kind, proof }: LicenceRecord): boolean =>
  proof.joinsHash === undefined ? kind === "business-licence" : proof.joinsHash === joinsHashOf(proof.joins);
