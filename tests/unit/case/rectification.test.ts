import { describe, expect, it } from "vitest";
import { caseDueOf, casePausesOf } from "../../../functions/case/case-clock.ts";
import { pausesOf } from "../../../functions/case/clock-acts.ts";
import type { Rectification } from "../../../functions/processes/process.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { moment } from "../../support/moments.ts";
import { answerSynthetic, approveSynthetic } from "../../support/synthetic-process.ts";
import { accepted, firstAnswer, limitsOf, looked, say, typed } from "../../support/timed-cases.ts";

/** As 住建部令第13号第十二条 has it for drawings: mended within ten working days, which nobody counts. */
const rectification: Rectification = {
  answerWithin: workingDays(10),
  maxRounds: 2,
  stopsStatutory: true,
  basis: "合成整改规则",
};

const wishes = [{ path: "fields.a", message: "请修改" }];

const begun = (more: Partial<Rectification> = {}): History =>
  accepted({
    stages: [["a", "b"]],
    limits: limitsOf(3, 15),
    besides: { rectification: { ...rectification, ...more } },
  });

/** `a` wishes a correction, `b` approves; the applicant answers on the day given. */
const round = (history: History, on: string, answeredOn: string): void => {
  const [now, then] = [moment(on, "11:00"), moment(answeredOn, "10:00")];
  const { revision } = history.state();
  say(history, "a", answers.correctionRequired(now, { revision, wishes }), now);
  if (history.item("b").status !== "approved") approveSynthetic(history, "b", now, { revision });
  history.perform(
    {
      type: "CorrectCase",
      baseRevision: revision,
      form: { fields: { a: `修改${revision}` } },
      materials: [],
    },
    then,
  );
};

describe("整改: mending what departments ask for", () => {
  it("has a limit of the process, told in the notice, after which the case is handed back", () => {
    const history = begun();
    const now = moment("2026-11-24", "11:00");
    say(history, "a", answers.correctionRequired(now, { wishes }), now);
    approveSynthetic(history, "b", now);

    expect(history.state().notice?.answerBy).toBe("2026-12-08");
    expect(looked(history, moment("2026-12-08", "18:00"))).toEqual([]);
    expect(typed(looked(history, moment("2026-12-09", "09:00")), "CaseReturned")).toMatchObject([
      { why: "correction-lapsed", dueOn: "2026-12-08" },
    ]);
  });

  it("counts for no clock: neither the item's promise nor the law's limit, nor those of the case", () => {
    const history = begun();
    const item = history.item("a").due;
    round(history, "2026-11-24", "2026-12-01");

    expect(item).toMatchObject({ promised: "2026-11-27", statutory: "2026-12-15" });
    expect(history.item("a").due).toMatchObject({ promised: "2026-12-04", statutory: "2026-12-22" });
    expect(casePausesOf(history.state())).toContainEqual(
      expect.objectContaining({ from: "2026-11-24", to: "2026-12-01", statutory: true }),
    );
    expect(caseDueOf(history.state(), history.world.calendar).promised).toBe("2026-12-04");
  });

  it("lets the law's clock run where the process does not say otherwise", () => {
    const history = begun({ stopsStatutory: false });
    round(history, "2026-11-24", "2026-12-01");

    expect(history.item("a").due).toMatchObject({ promised: "2026-12-04", statutory: "2026-12-15" });
    expect(pausesOf(history.item("a").acts)).toMatchObject([{ statutory: false }]);
  });

  it("comes so many times: after the last round a department approves or rejects", () => {
    const history = begun();
    round(history, "2026-11-24", "2026-11-25");
    round(history, "2026-11-26", "2026-11-27");
    const now = moment("2026-11-30", "11:00");
    const third = answerSynthetic("a", answers.correctionRequired(now, { revision: 3, wishes }));

    expect(given(history).when(third, now).thenRefused("RoundsExhausted")).toMatchObject({
      itemId: "a",
      maxRounds: 2,
    });
    given(history)
      .when(answerSynthetic("a", answers.rejected(now, { revision: 3 })), now)
      .thenEvents({ type: "ItemRejected" }, { type: "CaseRefused" }, { type: "VoidAsked", itemId: "b" });
  });

  it("takes a wish of the round that is out, and its change, though it is the last", () => {
    const history = begun({ maxRounds: 1 });
    const now = moment("2026-11-24", "11:00");
    say(history, "a", answers.correctionRequired(now, { wishes }), now);
    approveSynthetic(history, "b", now);
    const next = moment("2026-11-24", "11:05");
    const more = [...wishes, { path: "shared", message: "还有这一处" }];

    expect(say(history, "a", answers.correctionRequired(next, { wishes: more }), next)).toMatchObject([
      { type: "CorrectionWished" },
      { type: "CorrectionNoticeIssued", number: 2 },
      { type: "BreachRecorded", breach: "second-notice" },
    ]);
  });

  it("rests the law's clock as well when the lead has the applicant mend what was objected to", () => {
    const history = accepted({
      stages: [["a"]],
      policy: "lead-decides",
      limits: limitsOf(3, 15),
      besides: { rectification },
    });
    say(history, "a", answers.rejected(firstAnswer), firstAnswer);
    history.perform(
      {
        type: "AnswerItem",
        itemId: "a",
        department: "dept-lead",
        answer: answers.ruled(firstAnswer, { ruling: "suspend" }),
      },
      firstAnswer,
    );

    expect(history.item("a").due.statutory).toBeNull();
  });

  it("comes no more often by the ruling of a lead", () => {
    const history = accepted({
      stages: [["a"]],
      policy: "lead-decides",
      besides: { rectification: { ...rectification, maxRounds: 1 } },
    });
    const objected = (revision: number, at: string) => {
      const now = moment(at, "11:00");
      say(history, "a", answers.rejected(now, { revision }), now);
      const answer = answers.ruled(now, { ruling: "suspend", revision });
      return { command: { type: "AnswerItem", itemId: "a", department: "dept-lead", answer } as const, now };
    };
    const first = objected(1, "2026-11-24");
    history.perform(first.command, first.now);
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { fields: { a: "改" } }, materials: [] },
      moment("2026-11-25"),
    );
    const second = objected(2, "2026-11-26");

    given(history).when(second.command, second.now).thenRefused("RoundsExhausted");
  });

  it("leaves a round to a department that joined after the last one", () => {
    const history = accepted({
      stages: [["a", "b"]],
      facts: { b: [[{ path: "shared", is: ["large"] }]] },
      besides: { rectification: { ...rectification, maxRounds: 1 } },
    });
    const now = moment("2026-11-24", "11:00");
    say(
      history,
      "a",
      answers.correctionRequired(now, { wishes: [{ path: "shared", message: "规模有误" }] }),
      now,
    );
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { shared: "large", fields: {} }, materials: [] },
      moment("2026-11-25"),
    );
    const next = moment("2026-11-25", "11:00");
    const wish = answers.correctionRequired(next, { revision: 2, wishes });

    given(history).when(answerSynthetic("a", wish), next).thenRefused("RoundsExhausted");
    expect(say(history, "b", wish, next)).toMatchObject(
      [{ type: "ItemAccepted" }, { type: "CorrectionWished" }].slice(1),
    );
  });

  it("does not count a notice that was lifted before anybody answered it", () => {
    const history = begun({ maxRounds: 1 });
    const now = moment("2026-11-24", "11:00");
    say(history, "a", answers.correctionRequired(now, { wishes }), now);
    approveSynthetic(history, "b", now);
    const lifted = moment("2026-11-24", "12:00");
    say(history, "a", answers.approved(lifted), lifted);
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { fields: { a: "自行修改" } }, materials: [] },
      moment("2026-11-25"),
    );
    const next = moment("2026-11-25", "11:00");

    expect(
      say(history, "a", answers.correctionRequired(next, { revision: 2, wishes }), next).map(
        ({ type }) => type,
      ),
    ).toContain("CorrectionWished");
  });
});
