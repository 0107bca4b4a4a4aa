import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reliefsOf } from "../../functions/application/fees/fee-entry.ts";
import { evolveFees, noFees } from "../../functions/case/evolve-fees.ts";
import { feeSheet } from "../../functions/case/fees/fee-sheet.ts";
import { outstandingOf, overpaidOf, readPayment } from "../../functions/case/fees/payment.ts";
import { overpaidRefunds, refundOf } from "../../functions/case/fees/refund.ts";
import { chargesOf, linesOf, splitOf } from "../../functions/case/fees/split.ts";
import { standingPayments } from "../../functions/case/fees/standing-payments.ts";
import { outstandingFees } from "../../functions/case/fees/unpaid.ts";
import type { Fees } from "../../functions/case/state.ts";
import { demonstrationFees } from "../../functions/catalog/fees/demonstration-fees.ts";
import type { FeeCondition } from "../../functions/catalog/fees/fee-condition.ts";
import type { FeeDefinition, FeeRule } from "../../functions/catalog/fees/fee-rows.ts";
import { type FeeTable, makeFeeTable } from "../../functions/catalog/fees/fee-table.ts";
import {
  buildingNature,
  type FeeBuilding,
  type FeeFacts,
  feeFacts,
  projectClass,
  projectUse,
} from "../../schemas/fee-facts.ts";
import {
  type FeePayment,
  type FeeRefund,
  feePayment,
  feeRefund,
  paymentNotice,
} from "../../schemas/fee-payment.ts";
import { type FeeSheet, feeSheet as feeSheetShape } from "../../schemas/fees.ts";
import { shuffled } from "../support/seeded.ts";

/** A failure prints its seed and path; give the seed here to see the same cases again. */
const seed = process.env.PROPERTY_SEED === undefined ? Date.now() : Number(process.env.PROPERTY_SEED);
const numRuns = Number(process.env.PROPERTY_RUNS ?? 500);

const MAX_BUILDING = 100_000_000;
const MAX_FEN = 10_000_000_000_000;
const days = [
  "2001-03-07",
  "2008-12-31",
  "2012-12-31",
  "2014-06-03",
  "2017-04-01",
  "2020-12-31",
  "2021-01-01",
  "2026-11-23",
];
const day = fc.constantFrom(...days);

/** Small amounts, where rounding shows, and the largest that are read. */
const upTo = (most: number) =>
  fc.oneof(fc.nat({ max: 1_000 }), fc.nat({ max: most }), fc.constantFrom(0, 1, 49, 50, 51, most));

const building: fc.Arbitrary<Omit<FeeBuilding, "id">> = fc
  .record({
    use: fc.oneof(
      fc.constantFrom("residential" as const, "office" as const),
      fc.constantFrom(...projectUse.options),
    ),
    nature: fc.constantFrom("new" as const, ...buildingNature.options),
    storeys: fc.constantFrom(0, 1, 6, 9, 10, 300),
    foundationMillimetres: fc.constantFrom(0, 2_999, 3_000, 200_000),
    areas: fc.tuple(upTo(MAX_BUILDING), upTo(MAX_BUILDING), upTo(MAX_BUILDING)),
    shelterBuiltSquareDecimetres: upTo(MAX_BUILDING),
  })
  .map(({ areas, ...rest }) => {
    const [ground = 0, above = 0, floor = 0] = areas.toSorted((one, other) => one - other);
    return {
      ...rest,
      groundFloorSquareDecimetres: ground,
      aboveGroundSquareDecimetres: above,
      floorSquareDecimetres: floor,
    };
  });

const serviceCodes = demonstrationFees.definitions
  .filter(({ kind }) => kind === "service")
  .map(({ code }) => code);
const institution = fc
  .nat({ max: 4 })
  .map((number) => ({ code: `91340300PDY00000${number}X`, name: "示例" }));

const facts: fc.Arbitrary<FeeFacts> = fc
  .record({
    caseId: fc.constantFrom("case-1", "340300202611230200011"),
    projectClass: fc.constantFrom("industrial" as const, ...projectClass.options),
    industrialClass: fc.constantFrom("A" as const, "B" as const, null),
    inPark: fc.boolean(),
    isNonProfit: fc.boolean(),
    inErosionArea: fc.boolean(),
    shelterObstacle: fc.constantFrom("ground" as const, null),
    constructionCostFen: fc.option(upTo(MAX_FEN)),
    buildings: fc
      .array(building, { maxLength: 6 })
      .map((rows) => rows.map((row, index) => ({ ...row, id: `${index + 1}#` }))),
    land: fc.uniqueArray(
      fc.record({ use: fc.constantFrom(...projectUse.options), squareDecimetres: upTo(10_000_000_000) }),
      { selector: ({ use }) => use, maxLength: 4 },
    ),
    road: fc.record({
      occupiedSquareDecimetres: upTo(MAX_BUILDING),
      occupiedDays: upTo(3_650),
      excavatedSquareDecimetres: upTo(MAX_BUILDING),
    }),
    services: fc.uniqueArray(
      fc.record({
        feeCode: fc.constantFrom(...serviceCodes, "fortune-telling", "infrastructure"),
        institution,
        standardFen: fc.option(upTo(MAX_FEN)),
        agreedFen: fc.option(upTo(MAX_FEN)),
      }),
      { selector: (row) => `${row.feeCode} ${row.institution.code}`, maxLength: 8 },
    ),
  })
  .map((row) => ({
    ...row,
    industrialClass: row.projectClass === "industrial" ? row.industrialClass : null,
  }));

const leaf: fc.Arbitrary<FeeCondition> = fc.oneof(
  fc.constantFrom<FeeCondition>(
    { kind: "everybody" },
    { kind: "park" },
    { kind: "non-profit" },
    { kind: "shelter-impossible" },
    { kind: "erosion-area" },
    { kind: "industrial-class", is: "A" },
    { kind: "industrial-class", is: "B" },
    { kind: "project", in: ["industrial"] },
    { kind: "nature", in: ["new"] },
  ),
  fc.subarray(projectUse.options, { minLength: 1 }).map((uses): FeeCondition => ({ kind: "use", in: uses })),
);
const condition: fc.Arbitrary<FeeCondition> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("all" as const, "any" as const), fc.array(leaf, { minLength: 1, maxLength: 3 }))
      .map(([kind, of]): FeeCondition => ({ kind, of })),
  },
  { weight: 1, arbitrary: leaf.map((of): FeeCondition => ({ kind: "not", of })) },
);

const factor = fc.oneof(
  fc.constantFrom([20, 100], [50, 100], [85, 100], [1, 2], [1, 3], [2, 3]),
  fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.constant(100_000)),
);
const effect: fc.Arbitrary<FeeRule["effect"]> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<FeeRule["effect"]>({ kind: "exempt" }) },
  {
    weight: 4,
    arbitrary: factor.map(([numerator = 1, denominator = 2]): FeeRule["effect"] => ({
      kind: "factor",
      numerator,
      denominator,
    })),
  },
);
const codes = [...new Set(demonstrationFees.definitions.map(({ code }) => code))];
const ruleOf = (ruleId: string): fc.Arbitrary<FeeRule> =>
  fc.record({
    ruleId: fc.constant(ruleId),
    title: fc.constant({ zh: "试", en: "trial" }),
    fees: fc.oneof(
      fc
        .subarray(codes, { minLength: 1 })
        .map((chosen): FeeRule["fees"] => ({ kind: "codes", codes: chosen })),
      fc.constantFrom<FeeRule["fees"]>(
        { kind: "kinds", kinds: ["administrative", "fund"] },
        { kind: "kinds", kinds: ["service"] },
        { kind: "preconditions" },
      ),
    ),
    scope: condition,
    effect,
    basisDoc: fc.constant("试行办法"),
    validFrom: day,
    validTo: fc.constant(null),
  });

/** The demonstration table with some of its rules, others beside them, and rates of any size. */
const table: fc.Arbitrary<FeeTable> = fc
  .record({
    rules: fc.subarray([...demonstrationFees.rules]),
    more: fc.tuple(ruleOf("X1"), ruleOf("X2"), ruleOf("X3")),
    rate: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
  })
  .map(({ rules, more, rate }) =>
    makeFeeTable({
      ...demonstrationFees,
      rules: [...rules, ...more],
      definitions: demonstrationFees.definitions.map(
        (row): FeeDefinition =>
          rate !== null && row.formula.kind === "area"
            ? { ...row, formula: { ...row.formula, rateFenPerSquareMetre: rate } }
            : row,
      ),
    }),
  );

const sum = (values: readonly number[]): bigint => values.reduce((total, value) => total + BigInt(value), 0n);

const checks = <T extends unknown[]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  predicate: (...values: T) => void,
): void => {
  fc.assert(
    fc.property(fc.tuple<T>(...arbitraries), (values) => predicate(...values)),
    { seed, numRuns },
  );
};

/** Every number anywhere in a value. */
const numbersIn = (value: unknown): number[] => {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
};

const payableByCharge = (sheet: FeeSheet): Map<string, number> =>
  new Map(chargesOf(sheet).map(({ key, payableFen }) => [key, payableFen]));

/** A second judge of the scope of a rule, written apart from the first. */
const naiveScope = (
  scope: FeeCondition,
  of: FeeFacts,
  use: string | null,
  nature: string | null,
): boolean => {
  const own: Partial<Record<FeeCondition["kind"], boolean>> = {
    everybody: true,
    park: of.inPark,
    "non-profit": of.isNonProfit,
    "shelter-impossible": of.shelterObstacle !== null,
    "erosion-area": of.inErosionArea,
  };
  if ("in" in scope) {
    const value = { use, nature, project: of.projectClass }[scope.kind];
    return value !== null && (scope.in as string[]).includes(value);
  }
  if ("is" in scope) return of.industrialClass === scope.is;
  if (scope.kind === "not") return !naiveScope(scope.of, of, use, nature);
  if (!("of" in scope)) return own[scope.kind] === true;
  const each = scope.of.map((part) => naiveScope(part, of, use, nature));
  return scope.kind === "all" ? !each.includes(false) : each.includes(true);
};

/** The least that any rule in force and scope, or the contract, leaves to pay. */
const naivePayable = (
  of: FeeFacts,
  by: FeeTable,
  on: string,
  { feeCode, feeKind, cause, amountFen }: ReturnType<typeof chargesOf>[number],
): number => {
  const definition = by.definitions.find(
    (row) => row.code === feeCode && row.validFrom <= on && on <= (row.validTo ?? "9999"),
  );
  const isWhole = cause === "project" || feeKind === "service";
  const [use = null, nature = "new"] = isWhole ? [null] : cause.split(".");
  const isAbout = ({ fees }: FeeRule): boolean => {
    if (fees.kind === "codes") return fees.codes.includes(feeCode);
    if (fees.kind === "kinds") return fees.kinds.includes(feeKind);
    return definition?.kind === "service" && definition.isPrecondition;
  };
  const left = by.rules
    .filter((rule) => rule.validFrom <= on && on <= (rule.validTo ?? "9999") && isAbout(rule))
    .filter((rule) => naiveScope(rule.scope, of, use, isWhole ? null : nature))
    .map(({ effect: said }) =>
      said.kind === "exempt" ? 0n : (BigInt(amountFen) * BigInt(said.numerator)) / BigInt(said.denominator),
    );
  const contract = of.services.find(
    (row) => row.feeCode === feeCode && row.institution.code === cause,
  )?.agreedFen;
  const all = [BigInt(amountFen), ...left, ...(contract == null ? [] : [BigInt(contract)])];
  return Number(all.reduce((least, each) => (each < least ? each : least)));
};

describe("a fee sheet", () => {
  it("adds up: its lines make the bill, part by part, and it parses", () => {
    checks([facts, table, day], (of, by, on) => {
      expect(feeFacts.safeParse(of).success).toBe(true);
      const sheet = feeSheet(of, by, on);
      const { administrative, fund } = sheet.treasury;

      expect(feeSheetShape.safeParse(sheet).error).toBeUndefined();
      expect(sum(linesOf(sheet).map(({ amountFen }) => amountFen))).toBe(BigInt(sheet.payableFen));
      expect(sum([administrative.payableFen, fund.payableFen])).toBe(BigInt(sheet.treasury.payableFen));
      expect(sum([sheet.treasury.payableFen, sheet.services.payableFen])).toBe(BigInt(sheet.payableFen));
      expect(sum([sheet.payableFen, sheet.reliefFen, sheet.discountFen])).toBe(BigInt(sheet.standardFen));
      expect(sum(reliefsOf(sheet).map(({ reliefFen }) => reliefFen))).toBe(BigInt(sheet.reliefFen));
    });
  });

  it("takes off no more than there is, and charges each what a second judge says", () => {
    checks([facts, table, day], (of, by, on) => {
      const sheet = feeSheet(of, by, on);
      const lines = linesOf(sheet);
      for (const charge of chargesOf(sheet)) {
        const reductions = lines.filter((line) => line.kind === "reduction" && line.of === charge.key);
        expect(reductions.length).toBeLessThanOrEqual(1);
        expect(-(reductions[0]?.amountFen ?? 0)).toBeLessThanOrEqual(charge.amountFen);
        expect(charge.payableFen).toBeGreaterThanOrEqual(0);
        expect([charge.key, charge.payableFen]).toEqual([charge.key, naivePayable(of, by, on, charge)]);
      }
    });
  });

  it("holds whole numbers only", () => {
    checks([facts, table, day], (of, by, on) => {
      const sheet = feeSheet(of, by, on);
      expect(numbersIn(sheet).filter((value) => !Number.isSafeInteger(value))).toEqual([]);
      expect(numbersIn(sheet).filter((value) => Object.is(value, -0))).toEqual([]);
    });
  });

  it("is the same however often it is made, and changes nothing it is made of", () => {
    checks([facts, table, day], (of, by, on) => {
      const [factsBefore, tableBefore] = [JSON.stringify(of), JSON.stringify(by)];
      const sheet = feeSheet(of, by, on);

      expect(feeSheet(structuredClone(of), structuredClone(by), on)).toEqual(sheet);
      expect([JSON.stringify(of), JSON.stringify(by)]).toEqual([factsBefore, tableBefore]);
      expect(JSON.parse(JSON.stringify(sheet))).toEqual(sheet);
    });
  });

  it("is the same in whatever order the rules and the facts stand", () => {
    checks([facts, table, day, fc.integer()], (of, by, on, order) => {
      const turned: FeeFacts = {
        ...of,
        buildings: shuffled(of.buildings, order),
        land: shuffled(of.land, order),
        services: shuffled(of.services, order),
      };

      expect(feeSheet(turned, { ...by, rules: shuffled(by.rules, order) }, on)).toEqual(feeSheet(of, by, on));
    });
  });

  it("is never dearer for one more rule, nor for a rule that asks less", () => {
    checks([facts, table, day, ruleOf("Y")], (of, by, on, added) => {
      const without = payableByCharge(feeSheet(of, by, on));
      const withOne = payableByCharge(feeSheet(of, { ...by, rules: [...by.rules, added] }, on));
      const exempt: FeeRule = { ...added, effect: { kind: "exempt" } };
      const withLess = payableByCharge(feeSheet(of, { ...by, rules: [...by.rules, exempt] }, on));

      expect([...withOne.keys()]).toEqual([...without.keys()]);
      for (const [key, fen] of withOne) expect(fen).toBeLessThanOrEqual(without.get(key) ?? Number.NaN);
      for (const [key, fen] of withLess) expect(fen).toBeLessThanOrEqual(withOne.get(key) ?? Number.NaN);
    });
  });

  it("is shared out to the fen, whatever the day of payment", () => {
    checks([facts, table, day, day], (of, by, on, paidOn) => {
      const sheet = feeSheet(of, by, on);
      const split = splitOf(sheet, paidOn);

      expect(sum(split.map(({ amountFen }) => amountFen))).toBe(BigInt(sheet.payableFen));
      expect(new Set(split.map(({ collector }) => collector)).size).toBe(split.length);
      const owing = chargesOf(sheet).filter(({ payableFen }) => payableFen > 0);
      expect(split.flatMap(({ charges }) => charges).toSorted()).toEqual(
        owing.map(({ key }) => key).toSorted(),
      );
    });
  });

  it("is settled by payments that each pay some collectors, and all of it goes back", () => {
    checks([facts, table, day, fc.integer()], (of, by, on, order) => {
      const sheet = feeSheet(of, by, on);
      const payments: FeePayment[] = [];
      for (const share of shuffled(splitOf(sheet, "2026-11-25"), order)) {
        const notice = paymentNotice.parse({
          paymentId: `P-${payments.length}`,
          sheetId: sheet.sheetId,
          amountFen: share.amountFen,
          lines: [{ collector: share.collector, amountFen: share.amountFen }],
          paidAt: "2026-11-25T02:00:00Z",
          channel: "bank",
        });
        const reading = readPayment(sheet, notice, payments);
        if ("fault" in reading) throw new Error(JSON.stringify(reading.fault));
        payments.push(feePayment.parse(reading.payment));
        expect(readPayment(sheet, { ...notice, paymentId: "again" }, payments)).toHaveProperty("fault");
      }

      expect(outstandingOf(sheet, payments, "2026-11-25")).toEqual([]);
      expect(overpaidOf(sheet, payments)).toEqual([]);
      const refunds = payments.map((payment) => feeRefund.parse(refundOf(sheet, payment, "withdrawn")));
      expect(sum(refunds.map(({ amountFen }) => amountFen))).toBe(BigInt(sheet.payableFen));
      const back = refunds.flatMap(({ lines }) => lines);
      expect(sum(back.map(({ amountFen }) => amountFen))).toBe(BigInt(sheet.payableFen));
      expect(new Set(back.map(({ key }) => key)).size).toBe(back.length);
    });
  });

  it("is credited, corrected and ended so that no fen is lost or made: what went in stands or goes back", () => {
    const partial = fc.array(fc.nat({ max: 40 }), { maxLength: 6 });
    checks([facts, facts, table, day, partial], (of, corrected, by, on, chosen) => {
      const sheets = [feeSheet(of, by, on), feeSheet(corrected, by, on)] as const;
      let fees: Fees = { ...noFees, sheet: sheets[0], issuedOn: on };
      let cameIn = 0n;
      const pay = (sheet: FeeSheet): void => {
        for (const index of chosen) {
          const owed = outstandingFees({ fees }, "2026-11-25");
          const share = owed[index % Math.max(1, owed.length)];
          if (share === undefined) continue;
          const { collector, amountFen } = share;
          const notice = paymentNotice.parse({
            paymentId: `P-${fees.payments.length}`,
            sheetId: sheet.sheetId,
            amountFen,
            lines: [{ collector, amountFen }],
            paidAt: "2026-11-25T02:00:00Z",
            channel: "bank",
          });
          const reading = readPayment(sheet, notice, standingPayments(fees));
          if ("fault" in reading) throw new Error(JSON.stringify(reading.fault));
          fees = evolveFees(fees, { type: "FeesPaid", payment: reading.payment, on });
          cameIn += BigInt(amountFen);
        }
      };
      const order = (refunds: readonly FeeRefund[]): void => {
        for (const refund of refunds) {
          expect(feeRefund.parse(refund)).toEqual(refund);
          fees = evolveFees(fees, { type: "RefundOrdered", refund, on });
        }
      };
      const given = (): FeeRefund[] => fees.refunds.map(({ refund }) => refund);
      const balance = (): void => {
        const standing = sum(standingPayments(fees).map(({ amountFen }) => amountFen));
        const back = sum(given().map(({ amountFen }) => amountFen));
        expect(standing + back).toBe(cameIn);
      };

      pay(sheets[0]);
      balance();
      fees = evolveFees(fees, { type: "FeeSheetIssued", sheet: sheets[1], on });
      order(overpaidRefunds(sheets[1], standingPayments(fees), given()));
      balance();
      expect(overpaidOf(sheets[1], standingPayments(fees))).toEqual([]);
      expect(overpaidRefunds(sheets[1], standingPayments(fees), given())).toEqual([]);
      const [standing, owed] = [standingPayments(fees), outstandingFees({ fees }, "2026-11-25")];
      const all = [...standing, ...owed].map(({ amountFen }) => amountFen);
      expect(sum(all)).toBe(BigInt(sheets[1].payableFen));

      pay(sheets[1]);
      order(standingPayments(fees).map((payment) => refundOf(sheets[1], payment, "withdrawn", given())));
      balance();
      expect(standingPayments(fees)).toEqual([]);
      const ids = given().map(({ refundId }) => refundId);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { paymentId, amountFen } of fees.payments) {
        const back = given().filter((refund) => refund.paymentId === paymentId);
        expect(sum(back.map((refund) => refund.amountFen))).toBe(BigInt(amountFen));
      }
    });
  });

  it("counts the largest project there can be exactly", () => {
    const [use] = projectUse.options;
    const largest: FeeFacts = feeFacts.parse({
      caseId: "case-1",
      projectClass: "residential",
      industrialClass: null,
      inPark: false,
      isNonProfit: false,
      inErosionArea: true,
      shelterObstacle: "ground",
      constructionCostFen: MAX_FEN,
      buildings: Array.from({ length: 200 }, (_, index) => ({
        id: String(index),
        use,
        nature: "new",
        storeys: 300,
        foundationMillimetres: 200_000,
        groundFloorSquareDecimetres: MAX_BUILDING,
        aboveGroundSquareDecimetres: MAX_BUILDING,
        floorSquareDecimetres: MAX_BUILDING,
        shelterBuiltSquareDecimetres: 0,
      })),
      land: projectUse.options.map((each) => ({ use: each, squareDecimetres: 10_000_000_000 })),
      road: {
        occupiedSquareDecimetres: MAX_BUILDING,
        occupiedDays: 3_650,
        excavatedSquareDecimetres: MAX_BUILDING,
      },
      services: serviceCodes.map((feeCode) => ({
        feeCode,
        institution: { code: "91340300PDY00001XC", name: "示例" },
        standardFen: MAX_FEN,
        agreedFen: null,
      })),
    });
    const dearest = makeFeeTable({
      ...demonstrationFees,
      rules: [],
      definitions: demonstrationFees.definitions.map((row): FeeDefinition => {
        if (row.formula.kind === "area")
          return { ...row, formula: { ...row.formula, rateFenPerSquareMetre: 1_000_000 } };
        return row.formula.kind === "area-days"
          ? { ...row, formula: { kind: "area-days", rateFenPerSquareMetreDay: 100_000 } }
          : row;
      }),
    });

    for (const on of days) {
      const sheet = feeSheet(largest, dearest, on);
      expect(sum(linesOf(sheet).map(({ amountFen }) => amountFen))).toBe(BigInt(sheet.payableFen));
    }
  });
});
