import type { Limit } from "../../schemas/limit.ts";
import type { Process } from "../processes/process.ts";
import type { Refusal } from "./refusals.ts";
import type { CaseState, ItemState } from "./state.ts";
import type { World } from "./world.ts";

/** What a wish, or the notice of it, says of the law's clock; nothing where that runs on. */
export const stopsStatutory = ({ rectification }: Process): { stopsStatutory?: true } =>
  rectification?.stopsStatutory ? { stopsStatutory: true } : {};

/** How long an applicant has to answer a notice: as the process says, else as the centre does; `null` where neither does. */
export const answerLimit = ({ profile }: Pick<World, "profile">, { rectification }: Process): Limit | null =>
  rectification?.answerWithin ?? profile.correctionAnswer.limit;

/** Revisions the applicant mended since an item was asked first: what its department could have put into a notice. */
const roundsOf = ({ notices }: CaseState, { acts }: ItemState): number => {
  const first = acts.find(({ act }) => act === "asked")?.at ?? "";
  const mended = notices.filter(({ answered, issuedAt }) => answered && issuedAt >= first);
  return new Set(mended.map(({ revision }) => revision)).size;
};

/**
 * A department may ask for corrections so many times as its process allows (整改次数), and so may a lead that rules in its
 * place; what is still wrong then is rejected. A round is a revision that answered a notice: several notices of one
 * revision are one, a notice that was lifted is none, and a department that joined late has its own.
 */
export const refusalOfRound = (
  { rectification }: Process,
  state: CaseState,
  item: ItemState,
): Refusal | null => {
  if (rectification === undefined) return null;
  const { maxRounds } = rectification;
  return roundsOf(state, item) < maxRounds ? null : { kind: "RoundsExhausted", itemId: item.id, maxRounds };
};
