import { compressionOf, type DayFigures, dayFigures } from "./limit-days.ts";
import { averageOf, percentOf } from "./ratios.ts";
import { type FeeFigures, feeFigures } from "./relief.ts";
import { type StepFigures, stepFigures } from "./steps.ts";
import type { Tally } from "./tally.ts";

/** How many of how many; `percent` is `null` of nothing. */
export interface Share {
  counted: number;
  met: number;
  percent: number | null;
}

/** The figures the centre quotes, of one department, item or month, or of all. Percent and averages have two decimals. */
export interface Figures {
  /** Decided items by outcome; `deemed` are those on which a silent department counts as agreeing (超时默许). */
  decisions: { decided: number; approved: number; rejected: number; deemed: number };
  /**
   * Working days of decided items: promised, allowed by law, and taken, pauses out. Taken ones are working days
   * whatever unit the limits have. Compression compares the same items only: those whose both figures are known.
   */
  days: {
    promised: DayFigures;
    statutory: DayFigures;
    actual: DayFigures;
    promisedCompressionPercent: number | null;
    actualCompressionPercent: number | null;
  };
  /** Steps (环节) of decided items by their guides; `average` is `null` where no guide tells. */
  steps: StepFigures;
  /** 即办件当场办结率: of the items promised at once, those decided on the day of acceptance. */
  onTheSpot: Share;
  /** 承诺件期限内兑现率: of the items with a promise of a day or more, in whatever unit, those decided within it. */
  onTime: Share;
  /** Cards that stand, by level, and those that were revoked. */
  cards: { warning: number; yellow: number; red: number; revoked: number };
  /** Accountability records by state. Only `revoked` ones no longer stand. */
  accountability: { open: number; appealed: number; upheld: number; revoked: number };
  /** Ratings: `average` of the five levels, `satisfied` those of 3 and more, `badAnsweredInTime` of those due or answered. */
  ratings: {
    counted: number;
    average: number | null;
    satisfied: Share;
    bad: number;
    badAnsweredInTime: Share;
  };
  /** Whole cases by end. `days` and `onTime` are those of cases that ended in a licence or a refusal. */
  closures: {
    closed: number;
    issued: number;
    refused: number;
    withdrawn: number;
    returned: number;
    days: DayFigures;
    onTime: Share;
  };
  /** Fee sheets by the day they were issued, and the relief rules gave by them (减免统计). */
  fees: FeeFigures;
}

const shareOf = ({ counted, met }: { counted: number; met: number }): Share => ({
  counted,
  met,
  percent: percentOf(met, counted),
});

/** What a tally comes to. Nothing is ever divided by zero: such a figure is `null`. */
export const figuresOf = (tally: Tally): Figures => {
  const { ratings } = tally;
  return {
    decisions: { ...tally.decisions },
    days: {
      promised: dayFigures(tally.promised),
      statutory: dayFigures(tally.statutory),
      actual: dayFigures(tally.actual),
      promisedCompressionPercent: compressionOf(tally.promisedAgainstStatutory),
      actualCompressionPercent: compressionOf(tally.actualAgainstStatutory),
    },
    steps: stepFigures(tally.steps),
    onTheSpot: shareOf(tally.onTheSpot),
    onTime: shareOf(tally.onTime),
    cards: { ...tally.cards },
    accountability: { ...tally.accountability },
    ratings: {
      counted: ratings.counted,
      average: averageOf(ratings.sum, ratings.counted),
      satisfied: shareOf({ counted: ratings.counted, met: ratings.satisfied }),
      bad: ratings.bad,
      badAnsweredInTime: shareOf(tally.badRatings),
    },
    closures: {
      ...tally.closures,
      days: dayFigures(tally.caseDays),
      onTime: shareOf(tally.casesOnTime),
    },
    fees: feeFigures(tally.fees),
  };
};
