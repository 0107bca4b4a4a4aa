import type { FeesTried } from "../../../schemas/fee-view.ts";
import { message } from "../../../schemas/message.ts";
import { feeSheet } from "../../case/fees/fee-sheet.ts";
import { feeTrail, type TrailStep } from "../../case/fees/fee-trail.ts";
import { owedFacts } from "../../case/fees/owed-facts.ts";
import type { CaseState } from "../../case/state.ts";
import type { World } from "../../case/world.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import { feeTableOn } from "../../catalog/fees/fee-editions.ts";
import type { FeeTable } from "../../catalog/fees/fee-table.ts";
import type { Form, Process } from "../../processes/process.ts";
import { sheetViewOf } from "./sheet-view.ts";

/** The case a trial is about: there is none yet. No payment can name its sheet. */
const TRIAL = "dry-run";

const stepView = (table: FeeTable, step: TrailStep): FeesTried["trail"][number] => {
  const { feeCode, cause, outcome } = step;
  const titles = new Map(table.rules.map(({ ruleId, title }) => [ruleId, title]));
  const rules = outcome === "charged" ? step.charge.rules : [];
  return {
    feeCode,
    name: table.definitions.find(({ code }) => code === feeCode)?.name ?? message(feeCode, feeCode),
    cause,
    outcome,
    rules: rules.map(({ ruleId, outcome: weighed }) => ({
      ruleId,
      title: titles.get(ruleId) ?? message(ruleId, ruleId),
      outcome: weighed,
    })),
  };
};

/**
 * What a filing would owe by the table in force on a day, and which rule chose what; `null` for a process without fees,
 * and on a day without a table. What its project was charged already, where that is known, is owed no more. The real sheet goes by the day of acceptance.
 */
export const tryFees = (
  { fees: editions = [], catalog }: Pick<World, "fees" | "catalog">,
  { feeFacts }: Pick<Process, "feeFacts">,
  form: Form,
  on: IsoDate,
  project: CaseState["project"] = null,
): FeesTried | null => {
  const table = feeTableOn(editions, on);
  if (feeFacts === undefined || table === undefined) return null;
  const facts = owedFacts(feeFacts(form, TRIAL), project, table);
  const sheet = feeSheet(facts, table, on);
  return {
    sheet: sheetViewOf(sheet, (id) => catalog.departments.get(id)?.name ?? null),
    trail: feeTrail(facts, table, on).map((step) => stepView(table, step)),
  };
};
