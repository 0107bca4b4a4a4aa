import type { FeeFacts } from "../../../schemas/fee-facts.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import type { FeeDefinition, FeeRule } from "../../catalog/fees/fee-rows.ts";
import { dividedUp } from "./amounts.ts";
import { holds } from "./condition.ts";
import type { Portion } from "./portions.ts";

/** The share of the standard that a rule leaves to pay: 0/1 is nothing, 20/100 a fifth. */
export interface Share {
  numerator: number;
  denominator: number;
}

/** What a rule leaves to pay. */
export const shareOf = ({ effect }: FeeRule): Share =>
  effect.kind === "exempt"
    ? { numerator: 0, denominator: 1 }
    : { numerator: effect.numerator, denominator: effect.denominator };

/** The department that collects on a day: the last that had begun. An institution collects its own price: `null`. */
const departmentOn = (definition: FeeDefinition, on: IsoDate): string | null =>
  definition.kind === "service"
    ? null
    : (definition.collectors.findLast(({ since }) => since <= on)?.department ?? null);

const isAbout = ({ fees }: FeeRule, definition: FeeDefinition): boolean => {
  switch (fees.kind) {
    case "codes":
      return fees.codes.includes(definition.code);
    case "kinds":
      return fees.kinds.includes(definition.kind);
    case "preconditions":
      return definition.kind === "service" && definition.isPrecondition;
  }
};

/** The rules about a fee, whomever they favour. */
export const rulesAbout = (rules: readonly FeeRule[], definition: FeeDefinition, on: IsoDate): FeeRule[] =>
  rules.filter(
    (rule) =>
      isAbout(rule, definition) &&
      (rule.collector === undefined || rule.collector === departmentOn(definition, on)),
  );

/** Whether a rule favours a part of a project. */
export const favours = (rule: FeeRule, facts: FeeFacts, portion: Portion): boolean =>
  holds(rule.scope, facts, portion);

/** Less to pay first. Of two that leave the same, the one whose id sorts first, so that their order means nothing. */
const compared = (one: FeeRule, other: FeeRule): number => {
  const a = shareOf(one);
  const b = shareOf(other);
  return a.numerator * b.denominator - b.numerator * a.denominator || (one.ruleId < other.ruleId ? -1 : 1);
};

/** The most favourable of some rules, which alone counts: reductions do not stack. */
export const mostFavourable = (rules: readonly FeeRule[]): FeeRule | null =>
  rules.toSorted(compared)[0] ?? null;

/** What a rule takes off a standard amount, in fen, rounded up: a cut of “at least 15 %” is never less than that. */
export const reductionFen = (standardFen: number, { numerator, denominator }: Share): number =>
  dividedUp([standardFen, denominator - numerator], denominator);
