import { describe, expect, it } from "vitest";
import type { ProjectPool } from "../../../functions/case/commands.ts";
import { unpaidFen } from "../../../functions/case/fees/unpaid.ts";
import type { World } from "../../../functions/case/world.ts";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import { makeFeeEditions } from "../../../functions/catalog/fees/fee-editions.ts";
import { makeFeeTable } from "../../../functions/catalog/fees/fee-table.ts";
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
import { approveJoint, countOf, settledJoint, underReview } from "../../support/joint-review-cases.ts";
import { jointWorld, withValues } from "../../support/joint-review-forms.ts";
import { later, moment } from "../../support/moments.ts";

const settle = { type: "SettleStage" } as const;
const paidAt = moment("2026-11-27", "15:00");

/** A table in force from the day after the filing on, without any of the rules that reduce. */
const dearer = makeFeeTable({ ...demonstrationFees, version: "dearer", validFrom: "2026-11-25", rules: [] });
const changing: World = { ...jointWorld, fees: makeFeeEditions([demonstrationFees, dearer]) };

const sheetOf = (history: History) => {
  const { sheet } = history.state().fees;
  if (sheet === null) throw new Error("no sheet was issued");
  return sheet;
};

/** A project whose site was approved in an earlier case. */
const pool: ProjectPool = {
  isFirst: false,
  outputs: ["siteSelectionNumber", "landPreReviewNumber"].map((name) => ({
    caseId: "case-0",
    processId: "construction-survey",
    item: name === "siteSelectionNumber" ? "site-selection" : "land-pre-review",
    name,
    value: `${name}〔2026〕1号`,
    on: "2026-11-20",
    expiresOn: null,
  })),
  materials: [],
};

describe("T16: the fee table changes between acceptance and payment", () => {
  const accepted = settledJoint("drawing-review");

  it("and the case pays by the table of the day it was accepted", () => {
    const history = settledJoint("drawing-review", { world: changing });

    expect(sheetOf(history)).toMatchObject({
      table: { version: demonstrationFees.version },
      on: "2026-11-24",
    });
    expect(unpaidFen(history.state())).toBe(unpaidFen(accepted.state()));
  });

  it("also where the table was published only when the sheet was out, or the review ended after it began", () => {
    const published = settledJoint("drawing-review");
    published.world = changing;
    published.perform({ type: "KeepTime" }, paidAt);
    const late = underReview("drawing-review", { world: changing });
    approveJoint(late, undefined, paidAt);
    late.perform(settle, paidAt);

    expect(sheetOf(published).sheetId).toBe(sheetOf(accepted).sheetId);
    expect(sheetOf(late).sheetId).toBe(sheetOf(accepted).sheetId);
    published.perform(paymentOf(published.state(), paidAt), paidAt);
    expect(unpaidFen(published.state())).toBe(0);
  });

  it("and a case accepted under the new one pays by it", () => {
    const { sheetId, treasury } = sheetOf(
      settledJoint("drawing-review", {
        world: {
          ...jointWorld,
          fees: makeFeeEditions([{ ...dearer, validFrom: "2026-11-24" }, demonstrationFees]),
        },
      }),
    );

    expect(sheetId).not.toBe(sheetOf(accepted).sheetId);
    expect(treasury.payableFen).toBeGreaterThan(sheetOf(accepted).treasury.payableFen);
  });
});

describe("T16: a department changes its mind", () => {
  it("before the stage is settled, and no sheet is issued on what it said first", () => {
    const history = underReview("drawing-review");
    approveJoint(history);
    const now = later(answering, { minutes: 10 });
    history.perform(answerJoint(history.state(), "fire-design", answers.rejected(now)), now);

    expect(history.perform(settle, now)).toEqual([]);
    expect(history.state().fees.sheet).toBeNull();
  });

  it("after the sheet, and is told that its stage is settled", () => {
    const history = settledJoint("drawing-review");
    const now = later(answering, { minutes: 10 });

    given(history)
      .when(answerJoint(history.state(), "fire-design", answers.rejected(now)), now)
      .thenRefused("AlreadySettled");
    expect(countOf(history, "FeeSheetIssued")).toBe(1);
  });

  const paidThenRevoked = (): History => {
    const history = settledJoint("drawing-review", { pool });
    history.perform(paymentOf(history.state(), paidAt), paidAt);
    history.perform({ type: "FlagRevoked", source: "case-0", reason: "选址意见书已撤销" }, paidAt);
    return history;
  };
  const then = later(paidAt, { minutes: 30 });

  it("after the payment, because what it rested on was revoked: it is asked again, and nothing is issued meanwhile", () => {
    const history = paidThenRevoked();

    expect(askedItems(history.state())).toEqual(["planning-drawings", "land-conditions"]);
    given(history).when(licenceOfJoint(history.world, history.state()), paidAt).thenRefused("NotSettled");
    expect(countOf(history, "RefundOrdered")).toBe(0);
  });

  it("and approves again: the payment stands, nothing is paid twice", () => {
    const history = paidThenRevoked();
    approveJoint(history, undefined, then);
    history.perform(settle, then);
    history.perform(licenceOfJoint(history.world, history.state()), then);

    expect(history.state().status).toBe("issued");
    expect([countOf(history, "FeeSheetIssued"), countOf(history, "FeesPaid")]).toEqual([1, 1]);
    expect(countOf(history, "RefundOrdered")).toBe(0);
  });

  it("and objects: the lead follows it, the case is refused, and the payment goes back once", () => {
    const history = paidThenRevoked();
    approveJoint(history, ["land-conditions"], then);
    history.perform(answerJoint(history.state(), "planning-drawings", answers.rejected(then)), then);
    const answer = answers.ruled(then, { ruling: "refuse" });
    const department = "housing-construction";
    history.perform({ type: "AnswerItem", itemId: "planning-drawings", department, answer }, then);

    expect(history.state().status).toBe("refused");
    expect(history.state().fees.refunds.map(({ refund }) => [refund.reason, refund.amountFen])).toEqual([
      ["refused", history.state().fees.payments[0]?.amountFen],
    ]);
  });
});

describe("T16: a relief", () => {
  it("is a line of its own, and what is paid is what is left", () => {
    const sheet = sheetOf(settledJoint("drawing-review"));
    const lines = [...sheet.treasury.administrative.lines, ...sheet.treasury.fund.lines];
    const relief = lines.filter(({ kind }) => kind === "reduction");

    expect(relief.length).toBeGreaterThan(0);
    expect(sheet.treasury.payableFen).toBe(lines.reduce((sum, { amountFen }) => sum + amountFen, 0));
  });

  it("of everything leaves nothing to pay, and the licence waits for no payment", () => {
    const free = makeFeeTable({ ...demonstrationFees, version: "free", definitions: [], rules: [] });
    const history = settledJoint("drawing-review", {
      world: { ...jointWorld, fees: makeFeeEditions([free]) },
    });

    expect(unpaidFen(history.state())).toBe(0);
    given(history)
      .when(licenceOfJoint(history.world, history.state()), answering)
      .thenEvents({ type: "LicenceIssued" }, { type: "LicenceDelivered" });
  });
});

describe("T16: a correction before the sheet", () => {
  it("is what the one sheet there is follows from", () => {
    const history = underReview("drawing-review");
    const { form, materials } = history.state();
    const dry = withValues(form, { "project.inErosionArea": false });
    history.perform({ type: "CorrectCase", baseRevision: 1, form: dry, materials }, answering);
    approveJoint(history);
    history.perform(settle, answering);
    const plain = sheetOf(settledJoint("drawing-review"));

    expect(countOf(history, "FeeSheetIssued")).toBe(1);
    expect(sheetOf(history).treasury.payableFen).toBeLessThan(plain.treasury.payableFen);
  });
});

describe("the licence of the drawing review", () => {
  it("waits for the treasury's part and not for intermediaries", () => {
    const history = settledJoint("drawing-review");
    given(history).when(licenceOfJoint(history.world, history.state()), paidAt).thenRefused("FeesUnpaid");
    history.perform(paymentOf(history.state(), paidAt), paidAt);

    expect(sheetOf(history).services.payableFen).toBeGreaterThan(0);
    given(history)
      .when(licenceOfJoint(history.world, history.state()), paidAt)
      .thenEvents({ type: "LicenceIssued" }, { type: "LicenceDelivered" });
  });

  it("is started by the payment once, however often the channel reports it", () => {
    const history = settledJoint("drawing-review");
    const payment = paymentOf(history.state(), paidAt);
    history.perform(payment, paidAt);
    expect(history.effects()).toMatchObject([{ kind: "StartWorkflow" }]);

    expect(history.perform(payment, later(paidAt, { minutes: 1 }))).toEqual([]);
    given(history)
      .when(
        paymentOf({ ...history.state(), fees: settledJoint("drawing-review").state().fees }, paidAt, "P-2"),
        paidAt,
      )
      .thenEvents({ type: "PaymentTurnedBack", why: "paid-twice" });
  });
});
