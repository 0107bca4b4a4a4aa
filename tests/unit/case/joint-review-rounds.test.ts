import { describe, expect, it } from "vitest";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import {
  answering,
  answerJoint,
  askedItems,
  filingOf,
  licenceOfJoint,
} from "../../support/joint-review-acts.ts";
import {
  approveJoint,
  countsOf,
  filedJoint,
  holdVisit,
  underReview,
} from "../../support/joint-review-cases.ts";
import { triggersWithout } from "../../support/joint-review-forms.ts";
import { revisionOf, wishOf } from "../../support/joint-review-turns.ts";
import { later } from "../../support/moments.ts";

const settle = { type: "SettleStage" } as const;
const wished = later(answering, { minutes: 10 });
const corrected = later(answering, { minutes: 60 });
const afterwards = later(answering, { minutes: 120 });

/**
 * A correction of each process that turns a circumstance on and so brings a department in that nobody had asked: who
 * wishes it, which department joins late, and which circumstance was left out at first.
 */
const LATE = [
  { sample: "survey", wishing: "site-selection", joining: "green-siting", trigger: "trees-or-green" },
  {
    sample: "drawing-review",
    wishing: "fire-design",
    joining: "environmental-impact-form",
    trigger: "environmental-form",
  },
  {
    sample: "acceptance",
    wishing: "fire-acceptance",
    joining: "environmental-completion",
    trigger: "environmental-form",
  },
] as const;

describe.each(LATE)(
  "#438: a correction of $sample brings $joining in",
  ({ sample, wishing, joining, trigger }) => {
    /** Everybody else has approved, one wishes the circumstance named, and the applicant names it. */
    const inRoundTwo = (): History => {
      const history = underReview(sample, {
        changes: { "project.triggers": triggersWithout(sample, trigger) },
      });
      expect(history.item(joining).status).toBe("not-applicable");
      approveJoint(
        history,
        askedItems(history.state()).filter((each) => each !== wishing),
      );
      history.perform(wishOf(history, wishing, "project.triggers", wished), wished);
      const { form } = history.state() as unknown as { form: { project: { triggers: string[] } } };
      const triggers = [...form.project.triggers, trigger];
      history.perform(revisionOf(history, { "project.triggers": triggers }), corrected);
      return history;
    };

    it("which begins with its first round while the others are in their second", () => {
      const history = inRoundTwo();

      expect(history.item(joining)).toMatchObject({ status: "accepted", round: 1 });
      expect(history.item(wishing)).toMatchObject({ status: "accepted", round: 2 });
    });

    it("and the join waits for it, whoever else has approved in whatever round", () => {
      const history = inRoundTwo();
      approveJoint(
        history,
        askedItems(history.state()).filter((each) => each !== joining),
        afterwards,
      );

      expect(askedItems(history.state())).toEqual([joining]);
      expect(history.perform(settle, afterwards)).toEqual([]);
      given(history)
        .when(licenceOfJoint(history.world, history.state()), afterwards)
        .thenRefused("NotSettled");
      approveJoint(history, [joining], afterwards);
      expect(history.perform(settle, afterwards)).toMatchObject([
        { type: "StageSettled", last: true },
        ...(sample === "drawing-review" ? [{ type: "FeeSheetIssued" }] : []),
      ]);
    });

    it("which was asked to no visit, missed none, and may ask for one", () => {
      const history = inRoundTwo();
      const said = { revision: 2, procedure: "site-visit" as const, plannedWorkingDays: 3 };
      const own = answerJoint(history.state(), joining, answers.suspended(afterwards, said));

      given(history).when(own, afterwards).thenEvents({ type: "ItemSuspended", itemId: joining });
    });

    it("and whose objection the lead is called about, with everybody else through", () => {
      const history = inRoundTwo();
      approveJoint(
        history,
        askedItems(history.state()).filter((each) => each !== joining),
        afterwards,
      );
      const objection = answerJoint(history.state(), joining, answers.rejected(afterwards, { revision: 2 }));

      given(history)
        .when(objection, afterwards)
        .thenEvents({ type: "ItemRejected" }, { type: "LeadCalled", itemId: joining });
      expect(history.perform(settle, afterwards)).toEqual([]);
    });

    it("and asks nobody whose scope is untouched again", () => {
      const history = inRoundTwo();
      const rounds = Object.values(history.state().items).map(({ id, round }) => ({ id, round }));
      const reads = (id: string): boolean => {
        const scope = history.world.catalog.items.get(history.item(id).plan.runs)?.scope ?? [];
        return scope.includes("project.triggers") || id === wishing;
      };

      for (const { id, round } of rounds.filter(({ round: each }) => each > 1))
        expect([id, round, reads(id)]).toEqual([id, 2, true]);
      expect(rounds.some(({ id, round }) => round === 1 && !reads(id))).toBe(true);
    });

    it("#1862: the same correction sent twice makes no second round", () => {
      const history = underReview(sample, {
        changes: { "project.triggers": triggersWithout(sample, trigger) },
      });
      approveJoint(
        history,
        askedItems(history.state()).filter((each) => each !== wishing),
      );
      history.perform(wishOf(history, wishing, "project.triggers", wished), wished);
      const { form } = history.state() as unknown as { form: { project: { triggers: string[] } } };
      const command = revisionOf(history, { "project.triggers": [...form.project.triggers, trigger] });
      history.perform(command, corrected);
      const before = countsOf(history);

      given(history).when(command, corrected).thenRefused("RevisionConflict");
      given(history)
        .when({ ...command, baseRevision: 2 }, corrected)
        .thenRefused("NothingChanged");
      expect(countsOf(history)).toEqual(before);
      expect(before.RevisionSubmitted).toBe(1);
      expect(before[`ItemAsked ${wishing}`]).toBe(2);
      expect(before[`ItemAsked ${joining}`]).toBe(1);
    });

    it("#463: the answered wish re-opens the department that had it, and the case waits for departments again", () => {
      const history = inRoundTwo();

      expect(history.state()).toMatchObject({ status: "reviewing", notice: null, revision: 2 });
      expect(history.item(wishing).wishes).toEqual([]);
    });
  },
);

describe("a correction while the documents of the acceptance are checked", () => {
  it("brings a department into the stage to come, which is invited to the visit", () => {
    const history = filedJoint("acceptance", {
      changes: { "project.triggers": triggersWithout("acceptance", "environmental-form") },
    });
    const early = later(filingOf("acceptance"), { minutes: 10 });
    history.perform(wishOf(history, "completion-documents", "project.triggers", early), early);
    approveJoint(history, ["archive-acceptance"], early);
    const { form } = history.state() as unknown as { form: { project: { triggers: string[] } } };
    const triggers = [...form.project.triggers, "environmental-form"];
    history.perform(revisionOf(history, { "project.triggers": triggers }), early);
    approveJoint(history, undefined, early);
    history.perform(settle, early);
    holdVisit(history);

    expect(history.state().meetings[0]?.invited.map(({ item }) => item)).toContain(
      "environmental-completion",
    );
    expect(history.item("environmental-completion")).toMatchObject({ status: "accepted", round: 1 });
  });
});
