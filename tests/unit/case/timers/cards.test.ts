import { describe, expect, it } from "vitest";
import { nextLookOn } from "../../../../functions/case/keep-time.ts";
import { bengbuProfile, type CardRule } from "../../../../functions/catalog/profile.ts";
import { breachKind } from "../../../../schemas/registers.ts";
import { answers } from "../../../support/answers.ts";
import type { History } from "../../../support/case-history.ts";
import { given } from "../../../support/case-spec.ts";
import { moment } from "../../../support/moments.ts";
import { accepted, filed, limitsOf, looked, say, typed } from "../../../support/timed-cases.ts";

/** The cards a day brings: level and record. */
const cards = (history: History, date: string): string[] =>
  typed(looked(history, moment(date)), "CardIssued").map(({ level, recordId }) => `${level} ${recordId}`);

/** One item that promises three days of twenty: due on Friday, 27 November 2026. */
const late = (cardRules?: readonly CardRule[]) =>
  accepted({
    stages: [["a"], ["b"]],
    rows: { b: { limits: limitsOf(30, null) } },
    limits: limitsOf(3, 20),
    ...(cardRules === undefined ? {} : { profile: { ...bengbuProfile, cards: cardRules } }),
  });

const PROMISE = "case-1-a-promised";

describe("the watch: cards by the centre's profile", () => {
  it("gives every kind of breach a card", () => {
    const kinds = new Set(bengbuProfile.cards.map(({ breach }) => breach));

    expect([...kinds].sort()).toEqual([...breachKind.options].sort());
  });

  it("gives a yellow card on the first day past a promise, and names who answers for it", () => {
    const history = late();

    const [card] = typed(looked(history, moment("2026-11-28")), "CardIssued");

    expect(card).toEqual({
      type: "CardIssued",
      cardId: `${PROMISE}-yellow`,
      level: "yellow",
      breach: "item-promised",
      recordId: PROMISE,
      item: "a",
      responsible: { department: "dept-a", post: null, person: "李明" },
      on: "2026-11-28",
    });
    expect(history.state().cards[`${PROMISE}-yellow`]?.status).toBe("issued");
  });

  it("gives a red card by more than three working days, on the same record, and no more after it", () => {
    const history = late();
    cards(history, "2026-11-28");

    expect(nextLookOn(history.world, history.state())).toBe("2026-12-03");
    expect(cards(history, "2026-12-02")).toEqual([]);
    expect(cards(history, "2026-12-03")).toEqual([`red ${PROMISE}`]);
    expect(cards(history, "2026-12-04")).toEqual([]);
  });

  it("gives both at once when nobody looked for so long, yellow before red", () => {
    expect(cards(late(), "2026-12-10")).toEqual([`yellow ${PROMISE}`, `red ${PROMISE}`]);
  });

  it("gives a red card of its own when the law's limit is exceeded", () => {
    const history = late();
    cards(history, "2026-12-10");

    expect(cards(history, "2026-12-23")).toEqual(["red case-1-a-statutory"]);
  });

  it.each([
    ["answered", answers.approved],
    ["returned to the applicant", answers.correctionRequired],
  ] as const)("does not grow worse once what was late is %s", (_, answer) => {
    const history = late();
    cards(history, "2026-11-28");
    say(history, "a", answer(moment("2026-11-30")), moment("2026-11-30"));

    expect(cards(history, "2026-12-10")).toEqual([]);
  });

  it("T18: appeals stay open until supervision rules, and an appeal does not stop the clock", () => {
    const history = late();
    cards(history, "2026-11-28");
    const appeal = {
      type: "AppealCard",
      cardId: `${PROMISE}-yellow`,
      department: "dept-a",
      grounds: "系统故障",
    } as const;
    history.perform(appeal, moment("2026-11-30"));

    expect(history.state().cards[`${PROMISE}-yellow`]?.status).toBe("appealed");
    expect(cards(history, "2026-12-10")).toEqual([`red ${PROMISE}`]);
  });

  it("stops with a card that is revoked: what was no breach does not grow worse", () => {
    const history = late();
    cards(history, "2026-11-28");
    const ruling = {
      type: "RuleOnCard",
      cardId: `${PROMISE}-yellow`,
      isRevoked: true,
      reasons: "系统故障属实",
    } as const;
    history.perform(ruling, moment("2026-11-30"));

    expect(cards(history, "2026-12-10")).toEqual([]);
  });

  it("goes on after a card that is upheld", () => {
    const history = late();
    cards(history, "2026-11-28");
    const ruling = {
      type: "RuleOnCard",
      cardId: `${PROMISE}-yellow`,
      isRevoked: false,
      reasons: "理由不成立",
    } as const;
    history.perform(ruling, moment("2026-11-30"));

    expect(cards(history, "2026-12-10")).toEqual([`red ${PROMISE}`]);
  });

  it("follows another profile: colours and thresholds are data", () => {
    const history = late([
      { breach: "item-promised", level: "red", afterWorkingDays: 0 },
      { breach: "item-promised", level: "yellow", afterWorkingDays: 1 },
    ]);

    expect(cards(history, "2026-11-28")).toEqual([`red ${PROMISE}`]);
    expect(cards(history, "2026-11-30")).toEqual([]);
    expect(cards(history, "2026-12-01")).toEqual([`yellow ${PROMISE}`]);
  });

  it("gives none where the profile has none, and the record stands all the same", () => {
    const history = late([]);

    expect(cards(history, "2026-12-31")).toEqual([]);
    expect(Object.keys(history.state().breaches)).toContain(PROMISE);
  });

  it("waits for the calendar where the threshold falls into a year it does not know", () => {
    const on = moment("2026-12-25");
    const history = filed({ limits: limitsOf(3, null) }, on);
    say(history, "a", answers.accepted(on), on);

    expect(cards(history, "2026-12-31")).toEqual([`yellow ${PROMISE}`, "yellow case-1-case-promised"]);
    expect(cards(history, "2027-03-01")).toEqual([]);
  });
});

describe("appealCard and ruleOnCard", () => {
  const carded = () => {
    const history = late();
    looked(history, moment("2026-11-28"));
    return history;
  };
  const now = moment("2026-11-30");
  const cardId = `${PROMISE}-yellow`;
  const appeal = { type: "AppealCard", cardId, department: "dept-a", grounds: "系统故障" } as const;
  const rule = (isRevoked: boolean) => ({ type: "RuleOnCard", cardId, isRevoked, reasons: "核实" }) as const;

  it.each([
    ["an unknown card", { ...appeal, cardId: "nowhere" }, "CardUnknown"],
    ["a word every object knows", { ...appeal, cardId: "constructor" }, "CardUnknown"],
    ["another department's card", { ...appeal, department: "dept-b" }, "NotYourCard"],
    ["a ruling on an unknown card", { ...rule(true), cardId: "nowhere" }, "CardUnknown"],
    ["a ruling on a word every object knows", { ...rule(true), cardId: "toString" }, "CardUnknown"],
  ] as const)("refuses %s", (_, command, kind) => {
    given(carded()).when(command, now).thenRefused(kind);
  });

  it("takes all open cards of its record when one is revoked, and no card of another", () => {
    const history = late();
    looked(history, moment("2026-12-23"));
    const [yellow, red] = [`${PROMISE}-yellow`, `${PROMISE}-red`];
    const day = moment("2026-12-24");
    history.perform({ ...appeal, cardId: red }, day);

    given(history)
      .when(rule(true), day)
      .thenEvents(
        { type: "CardRuled", cardId: yellow, isRevoked: true, reasons: "核实" },
        { type: "CardRuled", cardId: red, isRevoked: true, reasons: "核实" },
      );
    expect(history.state().cards["case-1-a-statutory-red"]?.status).toBe("issued");
  });

  it("leaves what was upheld when another card of the record is revoked", () => {
    const history = late();
    looked(history, moment("2026-12-03"));
    const day = moment("2026-12-04");
    history.perform({ ...rule(false), cardId: `${PROMISE}-red` }, day);

    given(history).when(rule(true), day).thenEvents({ type: "CardRuled", cardId, isRevoked: true });
    expect(history.state().cards[`${PROMISE}-red`]?.status).toBe("upheld");
  });

  it("takes an appeal once", () => {
    const history = carded();

    given(history).when(appeal, now).thenEvents({ type: "CardAppealed", cardId, grounds: "系统故障" });
    given(history).when(appeal, now).thenRefused("CardSettled");
  });

  it.each([true, false])("is ruled upon once (revoked: %s), with an appeal or without", (isRevoked) => {
    const [appealed, silent] = [carded(), carded()];
    appealed.perform(appeal, now);

    for (const history of [appealed, silent]) {
      given(history).when(rule(isRevoked), now).thenEvents({ type: "CardRuled", isRevoked });
      expect(history.state().cards[cardId]?.status).toBe(isRevoked ? "revoked" : "upheld");
      given(history).when(rule(!isRevoked), now).thenRefused("CardSettled");
      given(history).when(appeal, now).thenRefused("CardSettled");
    }
  });
});
