import type { FeeFacts } from "../../../schemas/fee-facts.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import { isInForce } from "../../catalog/catalog.ts";
import type { FeeDefinition, FeeRule } from "../../catalog/fees/fee-rows.ts";
import { type FeeTable, feeRulesOn } from "../../catalog/fees/fee-table.ts";
import { holds } from "./condition.ts";
import { type Measured, measured } from "./measure.ts";
import { type Portion, portionsOf } from "./portions.ts";
import { favours, mostFavourable, reductionFen, rulesAbout, shareOf } from "./relief-rule.ts";
import { shelterDuties } from "./shelter-area.ts";

/** What takes something off a charge: the rule that won, or a contract below what any rule gives. */
export type Relief =
  | { kind: "rule"; rule: FeeRule; amountFen: number }
  | { kind: "agreed"; agreedFen: number; amountFen: number };

/** One charge, before it becomes lines. */
export interface Charge extends Measured {
  definition: FeeDefinition;
  portion: Portion;
  relief: Relief | null;
  /** Rules about the fee that are in force, each with whether it won, favours less, or favours somebody else. */
  rules: { ruleId: string; outcome: "wins" | "less-favourable" | "out-of-scope" }[];
}

/**
 * Why a fee is on a sheet, or not: charged; not in force that day; not due for what is known of the project; nothing to
 * measure, as where no road is dug up or no contract made; or a service that is on no row of the table.
 */
export type TrailStep =
  | { feeCode: string; cause: string; outcome: "charged"; charge: Charge }
  | { feeCode: string; cause: string | null; outcome: "not-in-force" | "not-due" | "nothing-to-measure" }
  | { feeCode: string; cause: string; outcome: "not-on-the-table" };

const reliefOn = (
  standardFen: number,
  rule: FeeRule | null,
  agreedFen: number | null | undefined,
): Relief | null => {
  const byRule = rule === null ? 0 : reductionFen(standardFen, shareOf(rule));
  const byContract = standardFen - (agreedFen ?? standardFen);
  if (byContract > byRule)
    return { kind: "agreed", agreedFen: standardFen - byContract, amountFen: byContract };
  return rule === null || byRule === 0 ? null : { kind: "rule", rule, amountFen: byRule };
};

/**
 * Everything that was looked at to make a fee sheet, fee by fee, in the order of the table: a dry run that says which
 * rule chose each fee and its reduction.
 */
export const feeTrail = (facts: FeeFacts, table: FeeTable, on: IsoDate): TrailStep[] => {
  const duties = shelterDuties(facts, table);
  const rules = feeRulesOn(table, on);

  const charged = (definition: FeeDefinition, portion: Portion): TrailStep => {
    const step = { feeCode: definition.code, cause: portion.cause };
    if (!holds(definition.due, facts, portion)) return { ...step, outcome: "not-due" };
    const found = measured(definition.formula, facts, portion, duties);
    if (found === null) return { ...step, outcome: "nothing-to-measure" };
    const about = rulesAbout(rules, definition, on);
    const favourable = about.filter((rule) => favours(rule, facts, portion));
    const relief = reliefOn(found.standardFen, mostFavourable(favourable), portion.service?.agreedFen);
    const outcomeOf = (rule: FeeRule) => {
      if (relief?.kind === "rule" && relief.rule === rule) return "wins";
      return favourable.includes(rule) ? "less-favourable" : "out-of-scope";
    };
    const weighed = about.map((rule) => ({ ruleId: rule.ruleId, outcome: outcomeOf(rule) }) as const);
    return { ...step, outcome: "charged", charge: { ...found, definition, portion, relief, rules: weighed } };
  };

  const stepsOf = (definition: FeeDefinition): TrailStep[] => {
    const step = { feeCode: definition.code, cause: null };
    if (!isInForce(definition, on)) return [{ ...step, outcome: "not-in-force" }];
    const portions = portionsOf(definition, facts);
    return portions.length === 0
      ? [{ ...step, outcome: "nothing-to-measure" }]
      : portions.map((portion) => charged(definition, portion));
  };

  const known = new Set(table.definitions.filter(({ kind }) => kind === "service").map(({ code }) => code));
  return [
    ...table.definitions.flatMap(stepsOf),
    ...facts.services
      .filter(({ feeCode }) => !known.has(feeCode))
      .map(
        ({ feeCode, institution }): TrailStep => ({
          feeCode,
          cause: institution.code,
          outcome: "not-on-the-table",
        }),
      ),
  ];
};
