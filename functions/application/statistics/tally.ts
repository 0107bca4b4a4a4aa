import type { RegisterData, RegisterDataOf } from "../../../schemas/registers.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import { addDays, addLimit, compare, emptyComparison, emptyDaySum, workingDaysOf } from "./limit-days.ts";
import { countFees, emptyFees } from "./relief.ts";
import type { StepsOf } from "./steps.ts";

/** Ratings from this level up are satisfied ones (满意), those below are bad (差评). */
const SATISFIED_LEVEL = 3;

/** Nothing counted yet. */
export const emptyTally = () => ({
  decisions: { decided: 0, approved: 0, rejected: 0, deemed: 0 },
  promised: emptyDaySum(),
  statutory: emptyDaySum(),
  actual: emptyDaySum(),
  steps: emptyDaySum(),
  promisedAgainstStatutory: emptyComparison(),
  actualAgainstStatutory: emptyComparison(),
  onTheSpot: { counted: 0, met: 0 },
  onTime: { counted: 0, met: 0 },
  cards: { warning: 0, yellow: 0, red: 0, revoked: 0 },
  accountability: { open: 0, appealed: 0, upheld: 0, revoked: 0 },
  ratings: { counted: 0, sum: 0, satisfied: 0, bad: 0 },
  badRatings: { counted: 0, met: 0 },
  closures: { closed: 0, issued: 0, refused: 0, withdrawn: 0, returned: 0 },
  caseDays: emptyDaySum(),
  casesOnTime: { counted: 0, met: 0 },
  fees: emptyFees(),
});

/** What was counted so far; of a size that does not grow. */
export type Tally = ReturnType<typeof emptyTally>;

const share = (part: { counted: number; met: number }, met: boolean): void => {
  part.counted += 1;
  if (met) part.met += 1;
};

/**
 * A promise of zero is an item decided at once (即办件), any other an item with a promise (承诺件); an item without a
 * promise is neither.
 */
const countDecision = (tally: Tally, entry: RegisterDataOf<"decision">, stepsOf: StepsOf): void => {
  const { itemId, outcome, promised, statutory, actualDays, onTheSpot, onTime } = entry;
  tally.decisions.decided += 1;
  tally.decisions[outcome] += 1;
  addLimit(tally.promised, promised);
  addLimit(tally.statutory, statutory);
  addDays(tally.actual, actualDays);
  addDays(tally.steps, stepsOf(itemId));
  compare(tally.promisedAgainstStatutory, workingDaysOf(promised), statutory);
  compare(tally.actualAgainstStatutory, actualDays, statutory);
  if (promised?.value === 0) share(tally.onTheSpot, onTheSpot);
  else if (promised !== null) share(tally.onTime, onTime);
};

/** Days and punctuality are those of cases that ran to their end; a withdrawn or returned one says nothing of either. */
const countClosure = (tally: Tally, entry: RegisterDataOf<"closure">): void => {
  const { outcome, promised, actualDays, onTime } = entry;
  tally.closures.closed += 1;
  tally.closures[outcome] += 1;
  if (outcome !== "issued" && outcome !== "refused") return;
  addDays(tally.caseDays, actualDays);
  if (promised !== null) share(tally.casesOnTime, onTime);
};

const countCard = ({ cards }: Tally, { level, status }: RegisterDataOf<"card">): void => {
  cards[status === "revoked" ? "revoked" : level] += 1;
};

/** A bad rating is judged once it was answered or its day has passed; until then it is neither in time nor late. */
const countRating = (tally: Tally, entry: RegisterDataOf<"rating">, today: IsoDate): void => {
  const { level, taskDueOn, answeredOn } = entry;
  tally.ratings.counted += 1;
  tally.ratings.sum += level;
  if (level >= SATISFIED_LEVEL) {
    tally.ratings.satisfied += 1;
    return;
  }
  tally.ratings.bad += 1;
  if (taskDueOn !== null && (answeredOn !== null || taskDueOn < today))
    share(tally.badRatings, answeredOn !== null && answeredOn <= taskDueOn);
};

/** Count one entry. Duties and looks into cases are in no statistics. */
export const count = (tally: Tally, data: RegisterData, today: IsoDate, stepsOf: StepsOf): void => {
  switch (data.kind) {
    case "decision":
      countDecision(tally, data, stepsOf);
      break;
    case "closure":
      countClosure(tally, data);
      break;
    case "card":
      countCard(tally, data);
      break;
    case "accountability":
      tally.accountability[data.status] += 1;
      break;
    case "rating":
      countRating(tally, data, today);
      break;
    case "fees":
      countFees(tally.fees, data);
      break;
    case "duty":
    case "access":
      break;
  }
};
