import { describe, expect, it } from "vitest";
import { caseAcceptedOn, caseDueOf } from "../../../functions/case/case-clock.ts";
import { answers } from "../../support/answers.ts";
import { moment } from "../../support/moments.ts";
import { approveSynthetic, type Synthetic } from "../../support/synthetic-process.ts";
import { filed, firstAnswer, limitsOf, looked, say } from "../../support/timed-cases.ts";

const unified: Partial<Synthetic> = {
  stages: [["a", "b"], ["c"]],
  limits: limitsOf(3, 15),
  promised: { value: 9, unit: "working-day" },
  besides: { acceptsOnFiling: true },
};

describe("统一受理: the filing is the acceptance of every department", () => {
  it("starts the clocks of the case and of those asked at once", () => {
    const history = filed(unified);

    expect(caseAcceptedOn(history.state())).toBe("2026-11-24");
    expect(caseDueOf(history.state(), history.world.calendar).promised).toBe("2026-12-07");
    expect(history.item("a")).toMatchObject({ status: "accepted", acceptedOn: "2026-11-24", officer: null });
    expect(history.item("a").due.promised).toBe("2026-11-27");
    expect(history.item("c").acceptedOn).toBeNull();
  });

  it("starts that of a later stage when it is asked", () => {
    const history = filed(unified);
    const now = moment("2026-11-26", "11:00");
    approveSynthetic(history, "a", now);
    approveSynthetic(history, "b", now);
    history.perform({ type: "SettleStage" }, now);

    expect(history.item("c")).toMatchObject({ status: "accepted", acceptedOn: "2026-11-26" });
    expect(history.item("c").due.promised).toBe("2026-12-01");
  });

  it("takes a department's own word of acceptance, and its clock that runs a little behind, calmly", () => {
    const history = filed(unified);
    const behind = new Date(Date.parse(moment("2026-11-24").at) - 60_000).toISOString();

    expect(say(history, "a", answers.accepted(firstAnswer, { time: behind }), firstAnswer)).toEqual([]);
    expect(say(history, "a", answers.approved(firstAnswer, { time: behind }), firstAnswer)).toMatchObject([
      { type: "ItemApproved" },
    ]);
  });

  it("counts what comes in at night as of the next working day", () => {
    const history = filed(unified, moment("2026-11-24", "22:00"));

    expect(caseAcceptedOn(history.state())).toBe("2026-11-25");
    expect(history.item("a").due.promised).toBe("2026-11-30");
  });

  it("leaves nothing to be presumed of a department that is silent for five days", () => {
    const history = filed(unified);
    const types = looked(history, moment("2026-12-02", "09:00")).map(({ type }) => type);

    expect(types).not.toContain("ItemAccepted");
    expect(types).toContain("ItemOverdue");
  });

  it("lets the promise of the case run though nobody has said a word", () => {
    const history = filed(unified);

    expect(looked(history, moment("2026-12-08", "09:00"))).toContainEqual(
      expect.objectContaining({ type: "BreachRecorded", breach: "case-promised", dueOn: "2026-12-07" }),
    );
  });
});
