import type { Command, CommandOf, Now } from "../../functions/case/commands.ts";
import { processOf, type World } from "../../functions/case/world.ts";
import { answers } from "./answers.ts";
import type { History } from "./case-history.ts";
import { answering, answerJoint, itemOf } from "./joint-review-acts.ts";
import { jointMaterials, withValues } from "./joint-review-forms.ts";
import { later } from "./moments.ts";

/** The request of a department for a visit of its own, which nothing but the joint one speaks against. */
export const visitWish = (
  { state }: Pick<History, "state">,
  itemId: string,
  now: Now = answering,
): Command => {
  const { revision } = state();
  const said = { revision, procedure: "site-visit", plannedWorkingDays: 3 } as const;
  return answerJoint(state(), itemId, answers.suspended(now, said));
};

/** What counts for each who did not come to a visit that was held: `{ "water-siting": "deemed-consent" }`. */
export const absencesOf = ({ state }: Pick<History, "state">): Record<string, string> =>
  Object.fromEntries(
    state()
      .meetings.flatMap(({ held }) => held?.absent ?? [])
      .map(({ item, consequence }) => [item, consequence]),
  );

/** The command by which a department wishes one field mended. */
export const wishOf = (
  { state }: Pick<History, "state">,
  itemId: string,
  path: string,
  now: Now,
): CommandOf<"AnswerItem"> => {
  const { revision } = itemOf(state(), itemId);
  const wishes = [{ path, message: "请补正" }];
  return answerJoint(state(), itemId, answers.correctionRequired(now, { revision, wishes }));
};

/** The next revision of a case: other values in its form, every material it then needs, and the sheets on fire anew. */
export const revisionOf = (
  { world, state }: { world: World } & Pick<History, "state">,
  changes: Readonly<Record<string, unknown>>,
): CommandOf<"CorrectCase"> => {
  const { form, revision } = state();
  const next = withValues(form, changes);
  const content = { "sheets-fire": `revision ${revision + 1}` };
  const materials = jointMaterials(processOf(world, state()), next, content);
  return { type: "CorrectCase", baseRevision: revision, form: next, materials };
};

/** The applicant takes the application back. */
export const withdraw: Command = { type: "WithdrawCase", reason: "项目缓建" };

/** When it does, in the tests of withdrawals. */
export const takenBack: Now = later(answering, { minutes: 30 });

/** The command by which the lead of a case's process rules on a withdrawal. */
export const rulingOf = (
  { world, state }: { world: World } & Pick<History, "state">,
  isGranted: boolean,
): CommandOf<"RuleOnWithdrawal"> => ({
  type: "RuleOnWithdrawal",
  department: processOf(world, state()).lead,
  isGranted,
  reasons: isGranted ? "同意撤件" : "已进入现场阶段",
});

/** Let the applicant withdraw, and the lead grant it where others have built on the case. */
export const withdrawn = (history: History): void => {
  history.perform(withdraw, takenBack);
  if (history.state().withdrawalRequest?.status === "submitted")
    history.perform(rulingOf(history, true), takenBack);
};

/** What departments and channels are told by the last events: `item.cancelled fire-siting`, `fees.refund-ordered`. */
export const told = (history: History): string[] =>
  history.effects().flatMap((effect) => {
    if (effect.kind !== "TellChannels" && effect.kind !== "Deliver") return [];
    const type = effect.type.split(".").slice(1).join(".");
    return [effect.kind === "Deliver" ? `${type} ${effect.itemId}` : type];
  });
