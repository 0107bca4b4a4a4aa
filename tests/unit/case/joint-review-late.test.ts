import { describe, expect, it } from "vitest";
import type { World } from "../../../functions/case/world.ts";
import { makeCatalog } from "../../../functions/catalog/catalog.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import {
  answerJoint,
  approvalOf,
  askedItems,
  licenceOfJoint,
  paymentOf,
} from "../../support/joint-review-acts.ts";
import { approveJoint, underReview } from "../../support/joint-review-cases.ts";
import { jointWorld } from "../../support/joint-review-forms.ts";
import { moment } from "../../support/moments.ts";
import { about, looked } from "../../support/timed-cases.ts";

const settle = { type: "SettleStage" } as const;

/** The days on which the watch looks: Wednesday after the filing to Wednesday of the week after next. */
const DAYS = Array.from({ length: 15 }, (_, at) => {
  const day = new Date(Date.parse("2026-11-25T00:00:00Z") + at * 86_400_000).toISOString().slice(0, 10);
  return moment(day, "08:30");
});

/** What befalls the late item alone, day by day, in short. */
const storyOf = (history: History, itemId: string, until = "2026-12-09"): string[] =>
  DAYS.filter(({ on }) => on <= until).flatMap((day) =>
    about(looked(history, day), itemId).map((event) => {
      const more = "level" in event ? ` ${event.level}` : "step" in event ? ` ${event.step}` : "";
      const limit = "limit" in event ? ` ${event.limit}` : "";
      return `${day.on.slice(5)} ${event.type}${more}${limit}`;
    }),
  );

/** Everybody answers on the day of the filing but one. */
const withOneLate = (
  sample: Parameters<typeof underReview>[0],
  itemId: string,
  world: World = jointWorld,
): History => {
  const history = underReview(sample, { world });
  approveJoint(
    history,
    askedItems(history.state()).filter((each) => each !== itemId),
  );
  return history;
};

/** The late item of each process that a rule of the city takes to consent; three working days are promised. */
const PRESUMED = [
  { sample: "survey", itemId: "water-siting" },
  { sample: "drawing-review", itemId: "drainage-review" },
  { sample: "acceptance", itemId: "green-acceptance" },
] as const;

/** Those no rule speaks for: safety, or a number that is owed. The law allows 20, 15 and 15 working days. */
const AWAITED = [
  { sample: "survey", itemId: "land-pre-review" },
  { sample: "drawing-review", itemId: "fire-design" },
  { sample: "acceptance", itemId: "fire-acceptance" },
] as const;

describe.each(PRESUMED)("$itemId of $sample is late, the rest in time", ({ sample, itemId }) => {
  it("is warned, reminded, carded and, two working days past its promise, taken to consent", () => {
    expect(storyOf(withOneLate(sample, itemId), itemId)).toEqual([
      "11-26 ItemWarned promised",
      "11-26 ItemReminded remind",
      "11-28 ItemOverdue promised",
      "11-28 ItemReminded escalate",
      "11-28 CardIssued yellow",
      "12-02 ItemDeemedConsent",
    ]);
  });

  it("leaves a case that is issued without its word", () => {
    const history = withOneLate(sample, itemId);
    expect(history.perform(settle, moment("2026-11-24", "17:00"))).toEqual([]);
    storyOf(history, itemId);
    history.perform(settle, moment("2026-12-09"));
    if (sample === "drawing-review")
      history.perform(paymentOf(history.state(), moment("2026-12-09")), moment("2026-12-09"));
    history.perform(licenceOfJoint(history.world, history.state()), moment("2026-12-09"));

    expect(history.state().status).toBe("issued");
    expect(history.item(itemId)).toMatchObject({ status: "deemed", consent: { officer: null } });
  });

  it("is heard as long as it is not taken to consent, and its card stays", () => {
    const history = withOneLate(sample, itemId);
    storyOf(history, itemId, "2026-12-01");
    const now = moment("2026-12-01", "16:00");
    history.perform(approvalOf(history.world, history.state(), itemId, now), now);

    expect(history.item(itemId)).toMatchObject({ status: "approved", overdue: true });
    expect(Object.values(history.state().cards).filter(({ item }) => item === itemId)).toMatchObject([
      { level: "yellow", status: "issued" },
    ]);
    expect(storyOf(history, itemId)).not.toContain("12-02 ItemDeemedConsent");
  });

  it("is not heard any more once it is taken to consent", () => {
    const history = withOneLate(sample, itemId);
    storyOf(history, itemId);
    const now = moment("2026-12-09", "16:00");
    const late = answerJoint(history.state(), itemId, answers.rejected(now));

    given(history).when(late, now).thenRefused("NotDecidable");
  });
});

describe.each(AWAITED)("$itemId of $sample is late, the rest in time", ({ sample, itemId }) => {
  it("is carded yellow and, three working days on, red; nobody consents in its place", () => {
    const history = withOneLate(sample, itemId);

    expect(storyOf(history, itemId)).toEqual([
      "11-26 ItemWarned promised",
      "11-28 ItemOverdue promised",
      "11-28 CardIssued yellow",
      "12-03 CardIssued red",
    ]);
    expect(history.item(itemId).status).toBe("accepted");
    expect(history.perform(settle, moment("2026-12-09"))).toEqual([]);
  });

  it("leaves the others neither reminded nor carded", () => {
    const history = withOneLate(sample, itemId);
    storyOf(history, itemId);
    const items = Object.values(history.state().cards).map(({ item }) => item);

    expect(new Set(items)).toEqual(new Set([itemId, null]));
  });
});

describe("a rule under which the lead decides on silence", () => {
  const silence = { kind: "lead-decides", basis: "市联合审查规则" } as const;
  const { catalog } = jointWorld;
  const rows = [...catalog.items.values()];
  const newer = makeCatalog({
    version: "lead-decides",
    validFrom: catalog.validFrom,
    departments: [...catalog.departments.values()],
    items: rows.map((row) => (row.id === "drainage-review" ? { ...row, silence } : row)),
    preApprovals: catalog.preApprovals,
    outputs: [...catalog.outputs.values()],
  });
  const world: World = { ...jointWorld, catalog: newer, editions: [newer] };
  const ruledAt = moment("2026-12-02", "10:00");

  const silent = (): History => {
    const history = withOneLate("drawing-review", "drainage-review", world);
    expect(storyOf(history, "drainage-review", "2026-12-02").slice(-2)).toEqual([
      "12-02 ItemFellSilent",
      "12-02 LeadCalled",
    ]);
    return history;
  };

  const ruling = (ruling: "approve" | "refuse") => ({
    ...{ type: "AnswerItem" as const, itemId: "drainage-review", department: "housing-construction" },
    answer: answers.ruled(ruledAt, { ruling }),
  });

  it("calls the lead, which goes on without the silent department", () => {
    const history = silent();
    history.perform(ruling("approve"), ruledAt);

    expect(history.item("drainage-review").status).toBe("overruled");
    expect(history.perform(settle, ruledAt)).toMatchObject([
      { type: "StageSettled" },
      { type: "FeeSheetIssued" },
    ]);
  });

  it("takes the late word of the department in place of the ruling", () => {
    const history = silent();
    history.perform(approvalOf(world, history.state(), "drainage-review", ruledAt), ruledAt);

    given(history).when(ruling("approve"), ruledAt).thenRefused("NothingToRule");
    expect(history.perform(settle, ruledAt)).toMatchObject([
      { type: "StageSettled" },
      { type: "FeeSheetIssued" },
    ]);
  });
});
