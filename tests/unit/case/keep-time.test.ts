import { describe, expect, it } from "vitest";
import { deemedAcceptance, replyByOf } from "../../../functions/case/acceptance.ts";
import { nextLookOn } from "../../../functions/case/keep-time.ts";
import { bengbuCalendar } from "../../../functions/catalog/calendar/bengbu.ts";
import { makeWorkingCalendar } from "../../../functions/catalog/calendar/working-calendar.ts";
import { year2025 } from "../../../functions/catalog/calendar/years/2025.ts";
import type { Limits } from "../../../functions/catalog/catalog.ts";
import { answers } from "../../support/answers.ts";
import { type History, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import {
  answerSynthetic,
  approveSynthetic,
  type Synthetic,
  syntheticFiling,
  syntheticWorld,
} from "../../support/synthetic-process.ts";
import { calendarThrough2026, calendarThrough2027 } from "../../support/year-2027.ts";

const keepTime = { type: "KeepTime" } as const;
const first = later(filingMoment, { minutes: 10 });

const filed = (synthetic: Partial<Synthetic> = {}, now = filingMoment): History => {
  const history = makeHistory(syntheticWorld({ stages: [["a"]], ...synthetic }));
  history.perform(syntheticFiling(), now);
  return history;
};

const accepted = (limits: Limits, now = first): History => {
  const history = filed({ limits });
  history.perform(answerSynthetic("a", answers.accepted(now)), now);
  return history;
};

describe("keepTime: deemed acceptance", () => {
  const received = moment("2026-02-12");

  it("waits until the fifth working day is over", () => {
    given(filed({}, received)).when(keepTime, moment("2026-02-26", "23:59")).thenEvents();
  });

  it("deems the item accepted as of the day it was received, once", () => {
    const history = filed({}, received);
    const silent = moment("2026-02-27");

    given(history)
      .when(keepTime, silent)
      .thenEvents(
        {
          type: "ItemAccepted",
          deemed: true,
          officer: null,
          acceptedOn: "2026-02-12",
          due: { promised: "2026-02-26", statutory: "2026-03-18" },
        },
        { type: "ItemOverdue", limit: "promised", dueOn: "2026-02-26" },
      );

    given(history).when(keepTime, silent).thenEvents();
    expect(history.item("a")).toMatchObject({ status: "accepted", acceptedOn: "2026-02-12" });
  });

  it("comes to the same whether the watch or a late answer is first", () => {
    const late = moment("2026-12-03");
    const [watched, answered] = [filed(), filed()];

    watched.perform(keepTime, late);
    watched.perform(answerSynthetic("a", answers.accepted(late)), late);
    answered.perform(answerSynthetic("a", answers.accepted(late)), late);
    answered.perform(keepTime, late);

    expect(answered.item("a")).toEqual(watched.item("a"));
  });

  it("says nothing of items that were not asked, or were accepted, or wish for a correction", () => {
    const history = filed({ stages: [["a", "b"], ["c"]] });
    history.perform(answerSynthetic("a", answers.accepted(first)), first);
    history.perform(answerSynthetic("b", answers.correctionRequired(first)), first);

    const events = history.perform(keepTime, moment("2026-12-02"));

    expect(events.filter((event) => event.type === "ItemAccepted")).toEqual([]);
    expect(
      deemedAcceptance(history.world, { ...history.item("c"), status: "asked" }, moment("2026-12-02")),
    ).toEqual([]);
  });

  it("knows no reply date of an item that was not asked", () => {
    const history = filed({ stages: [["a"], ["b"]] });

    expect(replyByOf(history.world, history.item("b"))).toBeNull();
  });

  it("deems nothing accepted while the calendar does not know the fifth day, and does once it does", () => {
    const synthetic: Synthetic = { stages: [["a"]], calendar: makeWorkingCalendar([year2025]) };
    const history = filed(synthetic, moment("2025-12-30"));
    const silent = moment("2026-01-12");
    expect(history.item("a").replyBy).toBeNull();

    given(history).when(keepTime, silent).thenEvents();
    expect(nextLookOn(history.world, history.state())).toBe("2026-01-01");
    history.world = { ...history.world, calendar: bengbuCalendar };

    expect(nextLookOn(history.world, history.state())).toBe("2026-01-08");
    given(history)
      .when(keepTime, silent)
      .thenEvents({ type: "ItemAccepted", deemed: true, acceptedOn: "2025-12-30" }, { type: "ItemOverdue" });
  });
});

describe("keepTime: warning", () => {
  it("warns one working day before a short promise ends, once", () => {
    const history = accepted({ promised: 3, statutory: 20 });

    given(history).when(keepTime, moment("2026-11-25")).thenEvents();
    given(history)
      .when(keepTime, moment("2026-11-26"))
      .thenEvents({ type: "ItemWarned", limit: "promised", dueOn: "2026-11-27" });
    given(history).when(keepTime, moment("2026-11-26")).thenEvents();
    given(history).when(keepTime, moment("2026-11-27")).thenEvents();
  });

  it("warns when a fifth of a long limit is left", () => {
    const history = accepted({ promised: null, statutory: 20 });

    given(history).when(keepTime, moment("2026-12-15")).thenEvents();
    given(history)
      .when(keepTime, moment("2026-12-16"))
      .thenEvents({ type: "ItemWarned", limit: "statutory", dueOn: "2026-12-22" });
  });

  it("warns of the law's limit when the applicant's correction moved the promise beyond it", () => {
    const history = accepted({ promised: 5, statutory: 6 });
    history.perform(answerSynthetic("a", answers.correctionRequired(first)), first);
    const corrected = moment("2026-11-30");
    history.perform({ type: "CorrectCase", baseRevision: 1, form: { shared: 1 }, materials: [] }, corrected);
    expect(history.item("a").due).toMatchObject({ promised: "2026-12-07", statutory: "2026-12-02" });

    given(history)
      .when(keepTime, moment("2026-12-01"))
      .thenEvents({ type: "ItemWarned", limit: "statutory" });
    given(history)
      .when(keepTime, moment("2026-12-03"))
      .thenEvents({ type: "ItemOverdue", limit: "statutory" });
    given(history).when(keepTime, moment("2026-12-18")).thenEvents();
  });

  it("warns at once of a limit that ends today", () => {
    given(accepted({ promised: 0, statutory: 0 }))
      .when(keepTime, first)
      .thenEvents({ type: "ItemWarned", dueOn: "2026-11-24" });
  });

  it("warns nobody who has decided", () => {
    const history = accepted({ promised: 1, statutory: 20 });
    history.perform(answerSynthetic("a", answers.approved(first)), first);

    given(history).when(keepTime, moment("2026-11-25")).thenEvents();
  });

  it("warns on a limit that ends on the first days the calendar has, without looking before them", () => {
    const now = moment("2025-01-01");
    const history = filed({ limits: { promised: 1, statutory: 20 } }, now);
    history.perform(answerSynthetic("a", answers.accepted(now)), now);

    expect(nextLookOn(history.world, history.state())).toBe("2025-01-01");
    given(history).when(keepTime, now).thenEvents({ type: "ItemWarned", dueOn: "2025-01-02" });
  });
});

describe("keepTime: overtime", () => {
  it("writes exactly one accountability record, naming department and officer", () => {
    const history = accepted({ promised: 3, statutory: 20 });

    given(history)
      .when(keepTime, moment("2026-11-28"))
      .thenEvents({
        type: "ItemOverdue",
        limit: "promised",
        dueOn: "2026-11-27",
        accountability: { recordId: "case-1-a-promised", department: "dept-a", officer: { name: "李明" } },
      });
    given(history).when(keepTime, moment("2026-11-28")).thenEvents();
    given(history).when(keepTime, moment("2026-12-31")).thenEvents();
  });

  it("leaves the last day whole to the department", () => {
    given(accepted({ promised: 1, statutory: 20 }))
      .when(keepTime, moment("2026-11-25", "23:59"))
      .thenEvents({ type: "ItemWarned" });
  });

  it("says nothing of an item without limits", () => {
    given(accepted({ promised: null, statutory: null }))
      .when(keepTime, moment("2026-12-31"))
      .thenEvents();
  });

  it("says nothing while a special procedure of the law stops the clock", () => {
    const history = accepted({ promised: 3, statutory: 20 });
    history.perform(answerSynthetic("a", answers.suspended(first)), first);

    given(history).when(keepTime, moment("2026-12-31")).thenEvents();
  });

  it("runs on through a site visit, which stops no clock", () => {
    const history = accepted({ promised: 3, statutory: 20 });
    history.perform(answerSynthetic("a", answers.suspended(first, { procedure: "site-visit" })), first);

    given(history).when(keepTime, moment("2026-11-28")).thenEvents({ type: "ItemOverdue" });
  });

  it("does not let a procedure that begins after the limit ran out undo it", () => {
    const history = accepted({ promised: 3, statutory: 20 });
    const tooLate = moment("2026-11-30");
    history.perform(answerSynthetic("a", answers.suspended(tooLate)), tooLate);

    expect(history.item("a").due).toMatchObject({ promised: "2026-11-27", statutory: null });
    given(history).when(keepTime, tooLate).thenEvents({ type: "ItemOverdue", dueOn: "2026-11-27" });
  });

  it("does not hold against a department that the others have not answered yet", () => {
    const history = filed({ stages: [["a", "b"]], limits: { promised: 3, statutory: 20 } });
    history.perform(answerSynthetic("a", answers.accepted(first)), first);
    history.perform(answerSynthetic("a", answers.correctionRequired(first)), first);

    const events = history.perform(keepTime, moment("2026-11-30"));

    expect(events).toEqual([]);
    expect(history.item("a").due).toMatchObject({ promised: null, statutory: "2026-12-22" });
  });

  it("alarms once the calendar of a missing year is published", () => {
    const history = filed(
      { limits: { promised: 3, statutory: 20 }, calendar: makeWorkingCalendar([year2025]) },
      moment("2025-12-30"),
    );
    const now = moment("2025-12-30", "10:10");
    history.perform(answerSynthetic("a", answers.accepted(now)), now);
    given(history).when(keepTime, moment("2026-02-02")).thenEvents();
    history.world = { ...history.world, calendar: bengbuCalendar };

    given(history)
      .when(keepTime, moment("2026-02-02"))
      .thenEvents({ type: "ItemOverdue", limit: "promised", dueOn: "2026-01-05" });
  });

  it("does nothing to a case that is closed", () => {
    const history = filed();
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, first);

    given(history).when(keepTime, moment("2026-12-31")).thenEvents();
    expect(nextLookOn(history.world, history.state())).toBeNull();
  });
});

describe("keepTime: the notice", () => {
  const wished = () => {
    const history = filed({ stages: [["a", "b"]] });
    history.perform(answerSynthetic("a", answers.correctionRequired(first)), first);
    return history;
  };

  it("goes out on the fifth day with the wishes at hand, though a department is silent", () => {
    const history = wished();

    given(history).when(keepTime, moment("2026-11-30")).thenEvents();
    given(history)
      .when(keepTime, moment("2026-12-01"))
      .thenEvents({ type: "CorrectionNoticeIssued", number: 1, on: "2026-12-01", wishes: [{ itemId: "a" }] });
    given(history).when(keepTime, moment("2026-12-01")).thenEvents();
  });

  it("is followed by another when a later wish would otherwise stay unsaid", () => {
    const history = filed({ stages: [["a", "b", "c"]] });
    history.perform(answerSynthetic("a", answers.correctionRequired(first)), first);
    const fifth = moment("2026-12-01");
    history.perform(keepTime, fifth);
    history.perform(answerSynthetic("b", answers.correctionRequired(fifth)), fifth);

    expect(nextLookOn(history.world, history.state())).toBe("2026-12-01");
    given(history)
      .when(keepTime, fifth)
      .thenEvents({ type: "CorrectionNoticeIssued", number: 2, wishes: [{ itemId: "a" }, { itemId: "b" }] });
    expect(nextLookOn(history.world, history.state())).toBe("2026-12-02");
  });

  it("does not wait for ever when a department that accepted wishes for something", () => {
    const history = filed({ stages: [["a", "b"]] });
    history.perform(answerSynthetic("a", answers.accepted(first)), first);
    history.perform(answerSynthetic("a", answers.correctionRequired(first)), first);

    given(history).when(keepTime, moment("2026-12-01")).thenEvents({ type: "CorrectionNoticeIssued" });
  });

  it("waits for the others when the calendar does not know the fifth day", () => {
    const history = filed({ stages: [["a", "b"]] }, moment("2026-12-30"));
    const now = moment("2026-12-30", "10:10");
    history.perform(answerSynthetic("a", answers.correctionRequired(now)), now);

    given(history).when(keepTime, moment("2027-02-01")).thenEvents();
  });
});

describe("nextLookOn", () => {
  const look = (history: History) => nextLookOn(history.world, history.state());

  it("is the day after the reply was due, then the warning, then the day after the limit", () => {
    const history = filed({ limits: { promised: 3, statutory: 20 } });

    const looks = [look(history)];
    history.perform(answerSynthetic("a", answers.accepted(first)), first);
    looks.push(look(history));
    history.perform(keepTime, moment("2026-11-26"));
    looks.push(look(history));
    history.perform(keepTime, moment("2026-11-28"));
    looks.push(look(history));

    expect(looks).toEqual(["2026-12-02", "2026-11-26", "2026-11-28", null]);
  });

  it("is the earliest over the items", () => {
    const history = filed({ stages: [["a", "b"]] });
    history.perform(answerSynthetic("a", answers.accepted(first)), first);

    expect(look(history)).toBe("2026-11-30");
  });

  it("is no day once the notice is out and only the applicant is waited for", () => {
    const history = filed();
    history.perform(answerSynthetic("a", answers.correctionRequired(first)), first);

    expect(history.state().status).toBe("awaiting-applicant");
    expect(look(history)).toBeNull();
  });

  it("is the New Year while a reply date falls into a year without a calendar, then the day after it", () => {
    const history = filed({ calendar: calendarThrough2026 }, moment("2026-12-28"));

    const unknown = look(history);
    given(history).when(keepTime, moment("2027-01-06")).thenEvents();
    history.world = { ...history.world, calendar: calendarThrough2027 };

    expect([unknown, look(history)]).toEqual(["2027-01-01", "2027-01-06"]);
    given(history).when(keepTime, moment("2027-01-05")).thenEvents();
    given(history)
      .when(keepTime, moment("2027-01-06"))
      .thenEvents({ type: "ItemAccepted", deemed: true, acceptedOn: "2026-12-28" }, { type: "ItemOverdue" });
  });

  it("is the New Year while the fifth day of a wish is unknown", () => {
    const now = moment("2026-12-28", "10:10");
    const unlimited = { limits: { promised: null, statutory: null }, calendar: calendarThrough2026 };
    const history = filed({ stages: [["a", "b"]], ...unlimited }, moment("2026-12-28"));
    history.perform(answerSynthetic("b", answers.accepted(now)), now);
    history.perform(answerSynthetic("a", answers.correctionRequired(now)), now);

    const unknown = look(history);
    history.world = { ...history.world, calendar: calendarThrough2027 };

    expect([unknown, look(history)]).toEqual(["2027-01-01", "2027-01-05"]);
  });

  it("is the alarm itself once the year of a limit is known", () => {
    const now = moment("2026-12-28", "10:10");
    const history = filed({ calendar: calendarThrough2026, limits: { promised: 10, statutory: 20 } }, now);
    history.perform(answerSynthetic("a", answers.accepted(now)), now);

    const unknown = look(history);
    history.world = { ...history.world, calendar: calendarThrough2027 };

    expect([unknown, look(history)]).toEqual(["2027-01-01", "2027-01-08"]);
  });

  it("is no day when every item is through", () => {
    const history = filed();
    approveSynthetic(history, "a", first);

    expect(look(history)).toBeNull();
  });

  it("is the first day on which keeping time does something, whatever the limits", () => {
    const limits = [0, 1, 3, 5, 10, 20].map((promised) => ({ promised, statutory: 20 }));

    const wrong = limits.filter((each) => {
      const history = accepted(each);
      const day = look(history) ?? "";
      const isSilentBefore = history.item("a").acceptedOn === day || silentOn(history, dayBefore(day));
      return !isSilentBefore || silentOn(history, day);
    });

    expect(wrong).toEqual([]);
  });
});

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

const silentOn = (history: History, day: string): boolean => {
  const decision = history.attempt(keepTime, moment(day));
  return "events" in decision && decision.events.length === 0;
};
