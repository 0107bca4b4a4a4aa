import { describe, expect, it } from "vitest";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import {
  answering,
  answerJoint,
  askedItems,
  licenceOfJoint,
  paymentOf,
} from "../../support/joint-review-acts.ts";
import { approveJoint, countOf, underReview } from "../../support/joint-review-cases.ts";
import { triggersWithout } from "../../support/joint-review-forms.ts";
import { revisionOf, wishOf } from "../../support/joint-review-turns.ts";
import { later, moment } from "../../support/moments.ts";

const settle = { type: "SettleStage" } as const;

describe("the rounds of a rectification", () => {
  const rectify = (history: History, round: number, at = moment("2026-11-24", `1${4 + round}:00`)): void => {
    approveJoint(
      history,
      askedItems(history.state()).filter((each) => each !== "fire-design"),
      at,
    );
    history.perform(wishOf(history, "fire-design", "drawings.sheets.fire", at), at);
    const version = String(round + 1);
    const changes = {
      "drawings.setVersion": version,
      "drawings.sheets.fire": { version, count: 42 + round },
    };
    history.perform(revisionOf(history, changes), later(at, { minutes: 10 }));
  };

  it("re-ask the department whose sheets were revised, and nobody else", () => {
    const history = underReview("drawing-review");
    rectify(history, 1);

    expect(askedItems(history.state())).toEqual(["fire-design"]);
    expect(countOf(history, "CorrectionNoticeIssued")).toBe(1);
  });

  it("are two; a third wish is refused, and what is still wrong the department rejects", () => {
    const history = underReview("drawing-review");
    rectify(history, 1);
    rectify(history, 2);
    const now = moment("2026-11-24", "17:00");

    given(history)
      .when(wishOf(history, "fire-design", "drawings.sheets.fire", now), now)
      .thenRefused("RoundsExhausted");
    given(history)
      .when(answerJoint(history.state(), "fire-design", answers.rejected(now, { revision: 3 })), now)
      .thenEvents({ type: "ItemRejected" }, { type: "LeadCalled" });
  });

  it("leave a late joiner rounds of its own, and fire none", () => {
    const history = underReview("drawing-review", {
      changes: { "project.triggers": triggersWithout("drawing-review", "environmental-form") },
    });
    rectify(history, 1);
    const now = moment("2026-11-24", "16:30");
    history.perform(wishOf(history, "fire-design", "project.triggers", now), now);
    const { form } = history.state() as unknown as { form: { project: { triggers: string[] } } };
    const triggers = [...form.project.triggers, "environmental-form"];
    history.perform(revisionOf(history, { "project.triggers": triggers }), later(now, { minutes: 5 }));
    const then = later(now, { minutes: 10 });

    given(history)
      .when(wishOf(history, "fire-design", "project.triggers", then), then)
      .thenRefused("RoundsExhausted");
    given(history)
      .when(wishOf(history, "environmental-impact-form", "project.land", then), then)
      .thenEvents({ type: "CorrectionWished" });
  });

  it("end in one licence, with every department's latest round", () => {
    const history = underReview("drawing-review");
    rectify(history, 1);
    rectify(history, 2);
    approveJoint(history, undefined, moment("2026-11-24", "17:00"));
    const now = moment("2026-11-24", "17:10");
    history.perform(settle, now);
    history.perform(paymentOf(history.state(), now), now);
    const licence = licenceOfJoint(history.world, history.state());
    history.perform(licence, now);

    const joins = Object.fromEntries(
      licence.record.proof.joins.map(({ item, revision }) => [item, revision]),
    );
    expect(joins["fire-design"]).toBe(3);
    expect(joins["drawing-review"]).toBe(1);
    expect(countOf(history, "LicenceIssued")).toBe(1);
  });
});

/** How long the builder has in each process that says so: ten working days for drawings, three for works. */
const ANSWERS = [
  { sample: "drawing-review", wishing: "fire-design", path: "drawings.sheets.fire", answerBy: "2026-12-08" },
  { sample: "acceptance", wishing: "fire-acceptance", path: "completion.structure", answerBy: "2026-11-27" },
] as const;

describe.each(ANSWERS)(
  "a rectification of $sample that nobody answers",
  ({ sample, wishing, path, answerBy }) => {
    const noticed = (): History => {
      const history = underReview(sample);
      approveJoint(
        history,
        askedItems(history.state()).filter((each) => each !== wishing),
      );
      history.perform(wishOf(history, wishing, path, answering), answering);
      return history;
    };

    it("stands until its last day, the clock of the law at rest", () => {
      const history = noticed();
      history.perform({ type: "KeepTime" }, moment(answerBy, "23:00"));

      expect(history.state()).toMatchObject({ status: "awaiting-applicant", notice: { answerBy } });
      expect(history.item(wishing)).toMatchObject({ status: "correcting", overdue: false });
    });

    it("hands the case back the day after, and whoever had approved undoes it", () => {
      const history = noticed();
      const approved = countOf(history, "ItemApproved");
      history.perform({ type: "KeepTime" }, later(moment(answerBy), { days: 1 }));

      expect(history.state().status).toBe("returned");
      expect(countOf(history, "VoidAsked")).toBe(approved);
      expect(history.perform({ type: "KeepTime" }, later(moment(answerBy), { days: 2 }))).not.toContainEqual(
        expect.objectContaining({ type: "CaseReturned" }),
      );
    });
  },
);
