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

/**
 * A department may ask for corrections so many times as its process allows (整改次数); what is still wrong then it rejects.
 * A round is a revision that a notice was about: notices of the same revision, as when another wish joins, are one.
 */
export const refusalOfRound = (
  { rectification }: Process,
  state: CaseState,
  item: ItemState,
): Refusal | null => {
  if (rectification === undefined) return null;
  const earlier = new Set(
    state.notices.map(({ revision }) => revision).filter((each) => each < state.revision),
  );
  const { maxRounds } = rectification;
  return earlier.size < maxRounds ? null : { kind: "RoundsExhausted", itemId: item.id, maxRounds };
};
