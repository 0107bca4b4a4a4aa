import type { Answer } from "../../schemas/answers.ts";
import type { Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import type { CaseState, ItemState } from "./state.ts";

type Voided = Extract<Answer, { type: "lianban.item.voided" }>;
type Checked = Extract<Answer, { type: "lianban.item.checked" }>;

const instantOf = (time: string): string => new Date(time).toISOString();

/** A department says that it has undone what it approved, after the case ended without a licence. Once is enough. */
export const acknowledgeVoid = (item: ItemState, { time, data }: Voided, now: Now): Decision => {
  if (item.voiding === null) return refuse({ kind: "NothingToVoid", itemId: item.id });
  if (item.voiding.doneOn !== null) return { events: [] };
  const { officer, note } = data;
  const said = { officer, on: now.on, answeredAt: instantOf(time), ...(note === undefined ? {} : { note }) };
  return { events: [{ type: "VoidAcknowledged", itemId: item.id, ...said }] };
};

/**
 * A department says what it found when it checked the conditions an applicant had signed (告知承诺). A promise found
 * broken is a ground to revoke the licence, which the hub leaves to the authority.
 * @see 行政许可法第六十九条
 */
export const checkCommitment = (
  state: CaseState,
  item: ItemState,
  { time, data }: Checked,
  now: Now,
): Decision => {
  if (item.plan.committed !== true)
    return refuse({ kind: "NothingToCheck", itemId: item.id, why: "no-commitment" });
  if (state.status !== "issued")
    return refuse({ kind: "NothingToCheck", itemId: item.id, why: "not-issued" });
  if (item.check !== null) return { events: [] };
  const { officer, kept, findings } = data;
  const said = { officer, kept, findings, on: now.on, answeredAt: instantOf(time) };
  return { events: [{ type: "CommitmentChecked", itemId: item.id, ...said }] };
};
