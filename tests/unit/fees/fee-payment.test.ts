import { describe, expect, it } from "vitest";
import { feeSheet } from "../../../functions/case/fees/fee-sheet.ts";
import { outstandingOf, overpaidOf, readPayment } from "../../../functions/case/fees/payment.ts";
import { refundOf } from "../../../functions/case/fees/refund.ts";
import { chargesOf, linesOf, splitOf } from "../../../functions/case/fees/split.ts";
import { standingPayments } from "../../../functions/case/fees/standing-payments.ts";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import { feeTableOn, makeFeeEditions } from "../../../functions/catalog/fees/fee-editions.ts";
import { type FeeTable, makeFeeTable } from "../../../functions/catalog/fees/fee-table.ts";
import {
  type FeePayment,
  feePayment,
  feeRefund,
  type PaymentNotice,
  paymentNotice,
} from "../../../schemas/fee-payment.ts";
import type { FeeSheet } from "../../../schemas/fees.ts";
import { buildingOf, cityRoad, factoryA, highRise, projectOf } from "./fee-projects.ts";

const today = "2026-11-23";
const sheet = feeSheet(highRise, demonstrationFees, today);

const noticeOf = (
  of: FeeSheet,
  lines: readonly { collector: string; amountFen: number }[],
  more: Partial<PaymentNotice> = {},
): PaymentNotice =>
  paymentNotice.parse({
    paymentId: "P-1",
    sheetId: of.sheetId,
    amountFen: lines.reduce((sum, line) => sum + line.amountFen, 0),
    lines: lines.map(({ collector, amountFen }) => ({ collector, amountFen })),
    paidAt: "2026-11-25T10:00:00+08:00",
    channel: "non-tax-platform",
    ...more,
  });

const treasuryOf = (of: FeeSheet, on = today) => splitOf(of, on).filter(({ part }) => part === "treasury");

const paid = (of: FeeSheet, notice: PaymentNotice, before: readonly FeePayment[] = []): FeePayment => {
  const reading = readPayment(of, notice, before);
  if ("fault" in reading) throw new Error(JSON.stringify(reading.fault));
  return feePayment.parse(reading.payment);
};

describe("splitOf", () => {
  it("adds up to the bill, charge by charge", () => {
    const split = splitOf(sheet);

    expect(split.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(sheet.payableFen);
    expect(split[0]).toEqual({
      collector: "tax",
      part: "treasury",
      amountFen: 184_300_150,
      charges: ["case-1/shelter-relocation/residential", "case-1/soil-conservation/residential"],
    });
  });

  it("goes by the day of payment: the amount stays, the collector may change", () => {
    const lateIn2020 = feeSheet(highRise, demonstrationFees, "2020-12-30");
    const collectors = (on: string) =>
      treasuryOf(lateIn2020, on).map(({ collector, amountFen }) => [collector, amountFen]);

    expect(collectors("2020-12-31")).toEqual([
      ["civil-air-defence", 180_100_000],
      ["water-resources", 4_200_150],
      ["urban-management", 1_365_000],
      ["housing-construction", 219_432_650],
    ]);
    expect(collectors("2021-01-01")).toEqual([
      ["tax", 184_300_150],
      ["urban-management", 1_365_000],
      ["housing-construction", 219_432_650],
    ]);
  });
});

describe("readPayment", () => {
  it("says which charge was paid how much", () => {
    const payment = paid(sheet, noticeOf(sheet, treasuryOf(sheet)));

    expect(payment.lines.map(({ charge, collector, amountFen }) => [charge, collector, amountFen])).toEqual([
      ["case-1/shelter-relocation/residential", "tax", 180_100_000],
      ["case-1/soil-conservation/residential", "tax", 4_200_150],
      ["case-1/road-excavation/project", "urban-management", 1_365_000],
      ["case-1/infrastructure/kindergarten", "housing-construction", 22_433_625],
      ["case-1/infrastructure/residential", "housing-construction", 196_999_025],
    ]);
    expect(payment.amountFen).toBe(sheet.treasury.payableFen);
    expect(outstandingOf(sheet, [payment], today).map(({ part }) => part)).toEqual([
      "service",
      "service",
      "service",
    ]);
  });

  it("takes each collector's part by a payment of its own", () => {
    const [tax, ...others] = treasuryOf(sheet);
    if (tax === undefined) throw new Error("the tax authority is owed something");
    const first = paid(sheet, noticeOf(sheet, [tax], { channel: "tax-platform" }));

    expect(outstandingOf(sheet, [first], today).filter(({ part }) => part === "treasury")).toEqual(others);
    const second = paid(sheet, noticeOf(sheet, others, { paymentId: "P-2" }), [first]);
    expect(outstandingOf(sheet, [first, second], today).filter(({ part }) => part === "treasury")).toEqual(
      [],
    );
  });

  it("counts the day in Bengbu: 16:30 UTC on New Year's Eve is paid in the new year", () => {
    const lateIn2020 = feeSheet(cityRoad, demonstrationFees, "2020-12-30");
    const at = (paidAt: string) =>
      readPayment(
        lateIn2020,
        noticeOf(lateIn2020, [{ collector: "tax", amountFen: 7_800_000 }], { paidAt }),
        [],
      );

    expect(at("2020-12-31T16:30:00Z")).toHaveProperty("payment");
    expect(at("2020-12-31T15:59:59Z")).toEqual({ fault: { kind: "NothingOwed", collector: "tax" } });
  });

  it.each<[string, (of: FeeSheet) => PaymentNotice, object]>([
    [
      "a sheet that was replaced",
      (of) => noticeOf(of, treasuryOf(of), { sheetId: "case-1-fees-0000000000000000" }),
      { kind: "OtherSheet", sheetId: "case-1-fees-0000000000000000", expected: sheet.sheetId },
    ],
    [
      "a fen too little",
      (of) => noticeOf(of, [{ collector: "tax", amountFen: 184_300_149 }]),
      { kind: "AmountDiffers", collector: "tax", owedFen: 184_300_150, paidFen: 184_300_149 },
    ],
    [
      "a fen too much",
      (of) => noticeOf(of, [{ collector: "tax", amountFen: 184_300_151 }]),
      { kind: "AmountDiffers", collector: "tax", owedFen: 184_300_150, paidFen: 184_300_151 },
    ],
    [
      "a collector who is owed nothing",
      (of) => noticeOf(of, [{ collector: "civil-air-defence", amountFen: 1 }]),
      { kind: "NothingOwed", collector: "civil-air-defence" },
    ],
  ])("does not take %s", (_, notice, fault) => {
    expect(readPayment(sheet, notice(sheet), [])).toEqual({ fault });
  });

  it("does not take the same a second time", () => {
    const notice = noticeOf(sheet, treasuryOf(sheet));
    const again = { ...notice, paymentId: "P-2" };

    expect(readPayment(sheet, again, [paid(sheet, notice)])).toEqual({
      fault: { kind: "NothingOwed", collector: "tax" },
    });
  });
});

describe("paymentNotice", () => {
  const notice = noticeOf(sheet, treasuryOf(sheet));

  it.each([
    ["an amount that is not the sum of its lines", { amountFen: notice.amountFen + 1 }],
    ["part of a fen", { amountFen: 0.5, lines: [{ collector: "tax", amountFen: 0.5 }] }],
    ["nothing", { amountFen: 0, lines: [] }],
    [
      "one collector twice",
      {
        amountFen: 2,
        lines: [
          { collector: "tax", amountFen: 1 },
          { collector: "tax", amountFen: 1 },
        ],
      },
    ],
    ["a time without an offset", { paidAt: "2026-11-25T10:00:00" }],
    ["an unknown channel", { channel: "envelope" }],
    ["a payment id with a slash", { paymentId: "P/1" }],
  ])("does not parse with %s", (_, change) => {
    expect(paymentNotice.safeParse({ ...notice, ...change }).success).toBe(false);
  });
});

describe("payments of the same id through two channels", () => {
  const charge = chargesOf(sheet)[0]?.key ?? "";
  const line = { charge, collector: "tax", amountFen: 100 };
  const of = (by: string): FeePayment => ({
    paymentId: "P-1",
    by,
    sheetId: sheet.sheetId,
    amountFen: 100,
    lines: [line],
    paidAt: "2026-11-24T02:00:00Z",
    channel: "bank",
  });

  it("have refunds of their own: one that was given is no other's", () => {
    const given = refundOf(sheet, of("finance"), "withdrawn");

    expect(refundOf(sheet, of("tax"), "withdrawn", [given]).refundId).toBe("tax:P-1-refund");
    expect(refundOf(sheet, of("finance"), "withdrawn", [given])).toBe(given);
  });

  it("stand apart: what goes back of one is not taken off the other, though it paid the same charge", () => {
    const refund = refundOf(sheet, of("finance"), "withdrawn");
    const refunds = [{ refund, orderedOn: "2026-11-25", madeOn: null }];

    const standing = standingPayments({ payments: [of("finance"), of("tax")], refunds });
    expect(standing).toEqual([of("tax")]);
  });
});

describe("refundOf", () => {
  const payment = paid(sheet, noticeOf(sheet, treasuryOf(sheet)));

  it("gives back everything, charge by charge, from whoever collected it", () => {
    const refund = refundOf(sheet, payment, "withdrawn");

    expect(feeRefund.parse(refund)).toEqual(refund);
    expect(refund).toMatchObject({ refundId: "P-1-refund", reason: "withdrawn", amountFen: 405_097_800 });
    expect(refund.lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(payment.amountFen);
    expect(refund.lines[0]).toEqual({
      key: "case-1/shelter-relocation/residential/P-1-refund",
      charge: "case-1/shelter-relocation/residential",
      collector: "tax",
      amountFen: 180_100_000,
    });
  });

  it("gives back once: asked again it is the same, and the first reason stands", () => {
    const refund = refundOf(sheet, payment, "withdrawn");

    expect(refundOf(sheet, payment, "withdrawn")).toEqual(refund);
    expect(refundOf(sheet, payment, "refused", [refund])).toBe(refund);
  });

  it("gives back a payment made on an earlier sheet of the case", () => {
    const corrected = feeSheet({ ...highRise, shelterObstacle: null }, demonstrationFees, today);

    expect(refundOf(corrected, payment, "withdrawn").sheetId).toBe(sheet.sheetId);
  });

  it("gives nothing back on another case", () => {
    expect(() => refundOf({ caseId: "case-2" }, payment, "withdrawn")).toThrow("another case");
    expect(() => refundOf({ caseId: "case" }, payment, "withdrawn")).toThrow("another case");
  });
});

describe("a case whose course changes", () => {
  const dearer: FeeTable = makeFeeTable({
    ...demonstrationFees,
    version: "dearer",
    validFrom: "2026-12-01",
    definitions: demonstrationFees.definitions.map((row) =>
      row.code === "infrastructure" && row.formula.kind === "area"
        ? { ...row, formula: { ...row.formula, rateFenPerSquareMetre: 20_000 } }
        : row,
    ),
  });
  const editions = makeFeeEditions([demonstrationFees, dearer]);
  const accepted = (on: string): FeeSheet => {
    const table = feeTableOn(editions, on);
    if (table === undefined) throw new Error(`there is a table on ${on}`);
    return feeSheet(highRise, table, on);
  };

  it("keeps the table of its day of acceptance though it changes before payment", () => {
    const kept = accepted("2026-11-30");
    const payment = paid(kept, noticeOf(kept, treasuryOf(kept), { paidAt: "2026-12-15T10:00:00+08:00" }));

    expect(kept.table.version).toBe("demonstration-2026-11");
    expect(payment.amountFen).toBe(405_097_800);
    expect(outstandingOf(kept, [payment], "2026-12-15").filter(({ part }) => part === "treasury")).toEqual(
      [],
    );
    expect(accepted("2026-12-01").treasury.fund.payableFen).toBe(381_622_000);
  });

  it("doubles no line when approve follows reject follows approve", () => {
    const ledger = new Map<string, number>();
    for (const each of [sheet, accepted(today), feeSheet(highRise, demonstrationFees, today)])
      for (const { key, amountFen } of linesOf(each)) ledger.set(key, amountFen);

    expect([...ledger.values()].reduce((sum, fen) => sum + fen, 0)).toBe(sheet.payableFen);
    expect(accepted(today)).toEqual(sheet);
  });

  it("has another id when anything of the bill changes, and the same keys", () => {
    const corrected = feeSheet(
      { ...highRise, road: { ...highRise.road, excavatedSquareDecimetres: 4_551 } },
      demonstrationFees,
      today,
    );

    expect(corrected.sheetId).not.toBe(sheet.sheetId);
    expect(linesOf(corrected).map(({ key }) => key)).toEqual(linesOf(sheet).map(({ key }) => key));
    expect(accepted("2026-12-01").sheetId).not.toBe(sheet.sheetId);
  });

  it("owes only the difference after a correction made it larger", () => {
    const payment = paid(sheet, noticeOf(sheet, treasuryOf(sheet)));
    const larger = feeSheet(
      { ...highRise, road: { ...highRise.road, excavatedSquareDecimetres: 5_550 } },
      demonstrationFees,
      today,
    );
    const owed = outstandingOf(larger, [payment], today).filter(({ part }) => part === "treasury");

    expect(owed).toEqual([
      {
        collector: "urban-management",
        part: "treasury",
        amountFen: 300_000,
        charges: ["case-1/road-excavation/project"],
      },
    ]);
    const second = paid(larger, noticeOf(larger, owed, { paymentId: "P-2" }), [payment]);
    expect(outstandingOf(larger, [payment, second], today).filter(({ part }) => part === "treasury")).toEqual(
      [],
    );
    expect(overpaidOf(larger, [payment, second])).toEqual([]);
  });

  it("was overpaid after a correction made it smaller or took a charge away", () => {
    const payment = paid(sheet, noticeOf(sheet, treasuryOf(sheet)));
    const smaller = feeSheet(
      {
        ...highRise,
        shelterObstacle: null,
        road: { ...highRise.road, excavatedSquareDecimetres: 4_500 },
      },
      demonstrationFees,
      today,
    );

    expect(overpaidOf(smaller, [payment])).toEqual([
      { charge: "case-1/shelter-relocation/residential", amountFen: 180_100_000 },
      { charge: "case-1/road-excavation/project", amountFen: 15_000 },
    ]);
  });

  it("owes the difference when an industrial class is taken back", () => {
    const before = feeSheet(factoryA, demonstrationFees, today);
    const after = feeSheet({ ...factoryA, industrialClass: null }, demonstrationFees, today);
    const services = splitOf(before).filter(({ part }) => part === "service");
    const payment = paid(before, noticeOf(before, services));

    expect(
      outstandingOf(after, [payment], today)
        .filter(({ part }) => part === "service")
        .map(({ amountFen }) => amountFen),
    ).toEqual([3_900_000, 650_000]);
  });

  it("owes nothing and has nobody to pay when nothing is charged", () => {
    const nothing = feeSheet(
      projectOf({
        buildings: [
          buildingOf({ id: "1#", use: "affordable-housing", storeys: 6, ground: 9, above: 9, floor: 9 }),
        ],
      }),
      demonstrationFees,
      today,
    );

    expect(nothing).toMatchObject({ standardFen: 103_500, reliefFen: 103_500, payableFen: 0, split: [] });
    expect(outstandingOf(nothing, [], today)).toEqual([]);
  });
});
