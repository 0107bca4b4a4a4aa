import { describe, expect, it } from "vitest";
import { deemedAcceptance, replyByOf } from "../../../../functions/case/acceptance.ts";
import { pausesOf } from "../../../../functions/case/clock-acts.ts";
import { daysWorked } from "../../../../functions/case/days-worked.ts";
import { nextLookOn } from "../../../../functions/case/keep-time.ts";
import { bengbuCalendar } from "../../../../functions/catalog/calendar/bengbu.ts";
import { makeWorkingCalendar } from "../../../../functions/catalog/calendar/working-calendar.ts";
import { year2025 } from "../../../../functions/catalog/calendar/years/2025.ts";
import { answers } from "../../../support/answers.ts";
import { given } from "../../../support/case-spec.ts";
import { moment } from "../../../support/moments.ts";
import {
  about,
  filed,
  firstAnswer,
  keepTime,
  limitsOf,
  looked,
  say,
  typed,
} from "../../../support/timed-cases.ts";

const long = { limits: limitsOf(10, 20) };

describe("the watch: deemed acceptance", () => {
  const received = moment("2026-02-12");

  it("waits until the fifth working day is over", () => {
    given(filed(long, received)).when(keepTime, moment("2026-02-26", "23:59")).thenEvents();
  });

  it("deems the item accepted as of the day it was received, once", () => {
    const history = filed(long, received);
    const silent = moment("2026-02-27", "00:00");

    given(history)
      .when(keepTime, silent)
      .thenEvents({
        type: "ItemAccepted",
        deemed: true,
        officer: null,
        acceptedOn: "2026-02-12",
        due: { promised: "2026-03-04", statutory: "2026-03-18" },
      });

    given(history).when(keepTime, silent).thenEvents();
    expect(history.item("a")).toMatchObject({ status: "accepted", acceptedOn: "2026-02-12" });
  });

  it("begins the clock of the whole case as well", () => {
    const history = filed(long, received);
    looked(history, moment("2026-02-27"));

    const events = looked(history, moment("2026-03-05"));

    expect(events).toContainEqual(
      expect.objectContaining({ breach: "case-promised", dueOn: "2026-03-04", item: null }),
    );
  });

  it("records at once what ran out while nobody said a word", () => {
    const events = looked(filed({ limits: limitsOf(5, 20) }, received), moment("2026-02-27"));

    expect(about(events, "a")).toMatchObject([
      { type: "ItemAccepted", deemed: true },
      { type: "ItemOverdue", limit: "promised", dueOn: "2026-02-26" },
      { type: "CardIssued", level: "yellow", recordId: "case-1-a-promised" },
    ]);
  });

  it("is never before the day on which what came in on a day off counts as received", () => {
    const saturday = moment("2026-11-28");
    const history = filed(long, saturday);
    const [acceptance] = say(history, "a", answers.approved(saturday), saturday);

    expect(history.item("a").askedOn).toBe("2026-11-30");
    expect(acceptance).toMatchObject({ type: "ItemAccepted", acceptedOn: "2026-11-30", deemed: false });
    expect(history.item("a").decision).toMatchObject({ acceptedOn: "2026-11-30", isOverdue: false });
    const { acts, acceptedOn } = history.item("a");
    expect(daysWorked(history.world.calendar, acceptedOn, saturday.on, pausesOf(acts))).toBe(0);
    expect(looked(history, moment("2026-12-01")).map(({ type }) => type)).not.toContain("ItemOverdue");
  });

  it("comes to the same whether the watch or a late answer is first", () => {
    const late = moment("2026-12-03");
    const [watched, answered] = [filed(), filed()];

    watched.perform(keepTime, late);
    say(watched, "a", answers.accepted(late), late);
    say(answered, "a", answers.accepted(late), late);
    answered.perform(keepTime, late);

    expect(answered.item("a")).toEqual(watched.item("a"));
  });

  it("says nothing of items that were not asked, or were accepted, or wish for a correction", () => {
    const history = filed({ stages: [["a", "b"], ["c"]] });
    say(history, "a", answers.accepted(firstAnswer), firstAnswer);
    say(history, "b", answers.correctionRequired(firstAnswer), firstAnswer);

    const events = looked(history, moment("2026-12-02"));

    expect(typed(events, "ItemAccepted")).toEqual([]);
    expect(
      deemedAcceptance(history.world, { ...history.item("c"), status: "asked" }, moment("2026-12-02")),
    ).toEqual([]);
  });

  it("knows no reply date of an item that was not asked", () => {
    const history = filed({ stages: [["a"], ["b"]] });

    expect(replyByOf(history.world, history.item("b"))).toBeNull();
  });

  it("deems nothing accepted while the calendar does not know the fifth day, and does once it does", () => {
    const history = filed({ ...long, calendar: makeWorkingCalendar([year2025]) }, moment("2025-12-30"));
    const silent = moment("2026-01-08");
    expect(history.item("a").replyBy).toBeNull();

    given(history).when(keepTime, silent).thenEvents();
    expect(nextLookOn(history.world, history.state())).toBe("2026-01-01");
    history.world = { ...history.world, calendar: bengbuCalendar };

    expect(nextLookOn(history.world, history.state())).toBe("2026-01-08");
    given(history)
      .when(keepTime, silent)
      .thenEvents({ type: "ItemAccepted", deemed: true, acceptedOn: "2025-12-30" });
  });
});
