import type { CommandOf } from "../../functions/case/commands.ts";
import type { CaseEvent } from "../../schemas/events.ts";
import { withValue } from "../fixtures/company-registration/forms.ts";
import { answerItem, answers, type BengbuItem } from "./answers.ts";
import { approve, filedHistory, type History } from "./case-history.ts";
import { filingMoment, later } from "./moments.ts";
import { materialsFor } from "./sample-filing.ts";

const now = later(filingMoment, { minutes: 30 });

/** The correction that changes a form's fields, with every material it then needs. */
export const correction = (
  history: History,
  changes: Readonly<Record<string, unknown>>,
): CommandOf<"CorrectCase"> => {
  const form = Object.entries(changes).reduce<unknown>(
    (each, [path, value]) => withValue(each, path, value),
    history.state().form,
  );
  return { type: "CorrectCase", baseRevision: history.state().revision, form, materials: materialsFor(form) };
};

/** Let a department wish one field mended, half an hour after filing. */
export const wish = (history: History, itemId: BengbuItem, path: string): CaseEvent[] =>
  history.perform(
    answerItem(itemId, answers.correctionRequired(now, { wishes: [{ path, message: "请补正" }] })),
    now,
  );

/** Market regulation wants the address mended; tax and quality have approved. */
export const awaitingAddress = (): History => {
  const history = filedHistory({ sample: "needs-correction" });
  approve(history, "tax-registration", now);
  approve(history, "organization-code", now);
  wish(history, "enterprise-registration", "domicile.address");
  return history;
};
