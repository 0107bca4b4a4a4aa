import { describe, expect, it } from "vitest";
import { bengbuCatalog } from "../../../functions/catalog/bengbu.ts";
import { compile } from "../../../functions/workflow/compile.ts";
import type { History } from "../../support/case-history.ts";
import {
  answering,
  askedItems,
  holdingOf,
  licenceOfJoint,
  onSite,
  paymentOf,
  proposalOf,
  proposed,
  signInOf,
  takingPart,
  visitHeld,
  visitOf,
} from "../../support/joint-review-acts.ts";
import {
  approveJoint,
  countOf,
  countsOf,
  filedJoint,
  underReview,
} from "../../support/joint-review-cases.ts";
import { jointChanges, worldWithProcess } from "../../support/joint-review-changes.ts";
import { type JointSample, jointSamples, withValues } from "../../support/joint-review-forms.ts";
import { filingMoment, later } from "../../support/moments.ts";

const settle = { type: "SettleStage" } as const;

/** The item a process loses, of a department that still is to answer. */
const LOST: Readonly<Record<JointSample, string>> = {
  survey: "green-siting",
  "drawing-review": "archive-guidance",
  acceptance: "green-acceptance",
};

const cases = jointSamples.flatMap((sample) => jointChanges.map((each) => ({ sample, ...each })));

const changed = (history: History, sample: JointSample, change: (typeof jointChanges)[number]["change"]) => {
  const process = history.world.processes.get(history.state().processId);
  if (process === undefined) throw new Error("no process");
  history.world = worldWithProcess(change(process, LOST[sample]));
};

const end = (history: History): void => {
  for (let look = 0; look < 2; look += 1) history.perform(settle, answering);
  if (history.state().fees.sheet !== null) history.perform(paymentOf(history.state(), answering), answering);
  history.perform(licenceOfJoint(history.world, history.state()), answering);
};

const expectOnce = (history: History): void => {
  const counts = countsOf(history);
  const items = takingPart(history.state()).map(({ id }) => id);
  expect(history.state().status).toBe("issued");
  expect(countOf(history, "LicenceIssued")).toBe(1);
  expect(items.map((id) => [counts[`ItemAsked ${id}`], counts[`ItemApproved ${id}`]])).toEqual(
    items.map(() => [1, 1]),
  );
};

describe.each(cases)("T12: $sample $name", ({ sample, change }) => {
  it("compiles", () => {
    const process = underReview(sample).world.processes.get(underReview(sample).state().processId);
    if (process === undefined) throw new Error("no process");

    expect(compile(change(process, LOST[sample]), bengbuCatalog, filingMoment.on)).not.toHaveProperty(
      "problems",
    );
  });

  it.each([1, 5, 9])("with %i departments having answered: the open case goes on and is issued once", (k) => {
    const history = underReview(sample);
    const items = takingPart(history.state()).map(({ id }) => id);
    approveJoint(
      history,
      askedItems(history.state())
        .filter((id) => id !== LOST[sample])
        .slice(0, k),
    );
    changed(history, sample, change);
    expect(history.perform(settle, answering)).toEqual([]);
    approveJoint(history);
    end(history);

    expect(takingPart(history.state()).map(({ id }) => id)).toEqual(items);
    expectOnce(history);
    expect(history.state().processVersion).toBe(1);
  });
});

describe.each(jointChanges.filter(({ name }) => name !== "calls its last stage otherwise"))(
  "T12: between the proposal of the visit and the visit, the survey $name",
  ({ change }) => {
    it("is held, and asks the departments that were invited", () => {
      const history = filedJoint("survey");
      history.perform(proposalOf(history.world, history.state()), proposed);
      const { invited, lead } = visitOf(history.world, history.state());
      changed(history, "survey", change);
      for (const { item } of invited.filter(({ department }) => department !== lead))
        history.perform(signInOf(history.world, history.state(), item, onSite), onSite);
      history.perform(holdingOf(history.world, history.state()), visitHeld);

      expect(askedItems(history.state())).toEqual(invited.map(({ item }) => item));
      approveJoint(history);
      end(history);
      expectOnce(history);
    });
  },
);

describe.each(jointSamples)("T12: %s has lost an item when its applicant corrects the form", (sample) => {
  it("and the item stays in the case: it is shown the change, and is waited for", () => {
    const history = underReview(sample);
    approveJoint(
      history,
      askedItems(history.state()).filter((each) => each !== LOST[sample]),
    );
    const lost = jointChanges.find(({ name }) => name === "has lost an item");
    if (lost === undefined) throw new Error("no such change");
    changed(history, sample, lost.change);
    const form = withValues(history.state().form, { "project.name": "淮畔新苑住宅小区一期（更名）" });
    const { materials } = history.state();
    history.perform({ type: "CorrectCase", baseRevision: 1, form, materials }, answering);
    const others = askedItems(history.state()).filter((each) => each !== LOST[sample]);
    approveJoint(history, others, later(answering, { minutes: 5 }));

    expect(history.item(LOST[sample])).toMatchObject({ status: "accepted", revision: 2 });
    expect(history.perform(settle, answering)).toEqual([]);
    approveJoint(history, undefined, later(answering, { minutes: 5 }));
    end(history);
    expect(history.state().status).toBe("issued");
  });
});

describe("T12: while fees are owed, the drawing review has one more item", () => {
  it("asks nobody any more, and the licence follows the payment", () => {
    const history = underReview("drawing-review");
    approveJoint(history);
    history.perform(settle, answering);
    const more = jointChanges.find(({ name }) => name === "has one more item");
    if (more === undefined) throw new Error("no such change");
    changed(history, "drawing-review", more.change);
    const now = later(answering, { minutes: 10 });
    expect(history.perform(settle, now)).toEqual([]);
    history.perform(paymentOf(history.state(), now), now);
    history.perform(licenceOfJoint(history.world, history.state()), now);

    expectOnce(history);
  });
});

describe("T12: a stage that nobody was asked in yet is called otherwise", () => {
  const renamed = jointChanges.find(({ name }) => name === "calls its last stage otherwise");

  const change = (history: History, sample: JointSample): void => {
    if (renamed === undefined) throw new Error("no such change");
    changed(history, sample, renamed.change);
  };

  it("the survey that waits for its visit is not settled without a single opinion", () => {
    const history = filedJoint("survey");
    change(history, "survey");
    history.perform({ type: "ContinueCase" }, proposed);

    expect(history.state().status).not.toBe("settled");
  });

  it("the acceptance whose documents are checked is not settled without the fire department", () => {
    const history = filedJoint("acceptance");
    change(history, "acceptance");
    approveJoint(history);
    history.perform(settle, answering);

    expect(history.state().status).not.toBe("settled");
  });
});
