import { createHash } from "node:crypto";
import type { LicenceRecord } from "../../schemas/licence.ts";
import type { JoinAnswer, LicenceJoin, LicenceProof, ProofMeeting } from "../../schemas/licence-proof.ts";
import { canonical } from "../case/scope.ts";
import type { CaseState, ItemState } from "../case/state.ts";

const isJoinAnswer = (status: ItemState["status"]): status is JoinAnswer =>
  status === "approved" || status === "deemed" || status === "overruled";

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
    const absent = [...new Set(held.absent.map(({ department }) => department))];
    return [
      {
        meetingId,
        kind,
        heldOn: held.on,
        attended: came,
        absent: absent.filter((department) => !came.includes(department)),
      },
    ];
  });

/** What the fee sheet came to, and what was paid of it and not given back. */
const feesOf = ({
  fees: { sheet, payments, refunds },
}: CaseState): NonNullable<LicenceProof["fees"]> | null => {
  if (sheet === null) return null;
  const stands = payments.filter(
    ({ paymentId }) => !refunds.some(({ refund }) => refund.paymentId === paymentId),
  );
  const paidFen = stands.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return { sheetId: sheet.sheetId, payableFen: sheet.payableFen, reliefFen: sheet.reliefFen, paidFen };
};

/** The hash of a join: SHA-256 of its canonical JSON, lower-case hex. @see RFC 8785 */
export const joinsHashOf = (joins: readonly LicenceJoin[]): string =>
  createHash("sha256").update(canonical(joins)).digest("hex");

/** What the licence of a case rests on. `caseHash` is that of the last event of its log, lower-case hex. */
export const proofOf = (state: CaseState, caseHash: string): LicenceProof => {
  const joins = joinsOf(state);
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
