import * as z from "zod";

const text = z.strictObject({ zh: z.string(), en: z.string() });
const amount = z.int().min(0);
const basis = z.string().min(1);

/**
 * What a fee is: 行政事业性收费, 政府性基金, or 经营服务性收费 of an intermediary. The first two are the treasury's, the
 * third never is.
 */
export const feeKind = z.enum(["administrative", "fund", "service"]);
/** See {@link feeKind}. */
export type FeeKind = z.infer<typeof feeKind>;

/** An area that a fee is measured by. `shelterArea` is what must be built as a shelter (应建面积) and is not. */
export const areaQuantity = z.enum(["buildingArea", "shelterArea", "landArea", "roadExcavatedArea"]);
/** See {@link areaQuantity}. */
export type AreaQuantity = z.infer<typeof areaQuantity>;

/** The shelter one building must have, by which row of the rules, and how much of it is built. Square decimetres. */
const shelterDuty = z.strictObject({
  building: z.string(),
  ruleId: z.string(),
  grade: z.string(),
  requiredSquareDecimetres: amount,
  builtSquareDecimetres: amount,
});
/** See the shape `shelterDuty`. */
export type ShelterDuty = z.infer<typeof shelterDuty>;

/**
 * How a standard amount came about: quantity and rate. Square decimetres are hundredths of a square metre, rates are fen
 * per whole square metre. `chargedSquareDecimetres` differs where a begun square metre counts as a whole one.
 */
export const feeMeasure = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("area"),
    quantity: areaQuantity,
    squareDecimetres: amount,
    chargedSquareDecimetres: amount,
    rateFenPerSquareMetre: amount,
    shelter: z.array(shelterDuty),
  }),
  z.strictObject({
    kind: z.literal("area-days"),
    squareDecimetres: amount,
    days: amount,
    rateFenPerSquareMetreDay: amount,
  }),
  z.strictObject({
    kind: z.literal("share"),
    baseFen: amount,
    numerator: z.int().min(1),
    denominator: z.int().min(1),
  }),
  z.strictObject({ kind: z.literal("contract") }),
  z.strictObject({ kind: z.literal("fixed") }),
]);
/** See {@link feeMeasure}. */
export type FeeMeasure = z.infer<typeof feeMeasure>;

/**
 * One fee at its standard (标准金额). Its key is made of the case, the fee and the cause, so it is the same however often
 * the sheet is made. `cause` is the part of the project it is for: a use, an institution, or `project`.
 * `payableFen` is what is left of `amountFen` after its reduction. `collectors` says who collects since which day; a
 * service is collected by its institution, named by its code.
 */
const chargeLine = z.strictObject({
  kind: z.literal("charge"),
  key: z.string(),
  feeCode: z.string(),
  feeKind,
  name: text,
  cause: z.string(),
  item: z.string(),
  payer: text,
  legalBasis: basis,
  rateBasis: basis,
  measure: feeMeasure,
  amountFen: amount,
  payableFen: amount,
  collectors: z.array(z.strictObject({ collector: z.string(), since: z.iso.date() })).min(1),
  institution: z.strictObject({ code: z.string(), name: z.string() }).nullable(),
});
/** See the shape `chargeLine`. */
export type ChargeLine = z.infer<typeof chargeLine>;

/**
 * What reduces one charge (减免), as a negative line of its own: the rule that won, with the share of the standard that
 * is still paid, or a contract below what any rule gives. `of` is the key of the charge.
 */
const reductionLine = z.strictObject({
  kind: z.literal("reduction"),
  key: z.string(),
  of: z.string(),
  feeCode: z.string(),
  feeKind,
  cause: z.string(),
  by: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("rule"),
      ruleId: z.string(),
      title: text,
      basisDoc: basis,
      numerator: z.int().min(0),
      denominator: z.int().min(1),
    }),
    z.strictObject({ kind: z.literal("agreed"), agreedFen: amount }),
  ]),
  amountFen: z.int().max(-1),
});
/** See the shape `reductionLine`. */
export type ReductionLine = z.infer<typeof reductionLine>;

/** One line of a fee sheet. The sum of all lines is the bill. */
export const feeLine = z.discriminatedUnion("kind", [chargeLine, reductionLine]);
/** See {@link feeLine}. */
export type FeeLine = z.infer<typeof feeLine>;

/** Sums of some lines: standard, less relief by rules (减免), less what contracts are cheaper, gives what is payable. */
const sums = {
  standardFen: amount,
  reliefFen: amount,
  discountFen: amount,
  payableFen: amount,
};
const feeSums = z.strictObject(sums);
/** See the shape `feeSums`. */
export type FeeSums = z.infer<typeof feeSums>;

const feeGroup = z.strictObject({ ...sums, lines: z.array(feeLine) });
/** The lines of one kind with their sums; each reduction stands behind its charge. */
export type FeeGroup = z.infer<typeof feeGroup>;

/** What one collector is owed, and by which charges. `treasury` is public money, `service` an institution's. */
const feeShare = z.strictObject({
  collector: z.string(),
  part: z.enum(["treasury", "service"]),
  amountFen: z.int().min(1),
  charges: z.array(z.string()).min(1),
});
/** See the shape `feeShare`. */
export type FeeShare = z.infer<typeof feeShare>;

const fields = z.strictObject({
  sheetId: z.string(),
  caseId: z.string(),
  table: z.strictObject({ version: z.string(), isDemonstration: z.boolean() }),
  on: z.iso.date(),
  treasury: z.strictObject({ ...sums, administrative: feeGroup, fund: feeGroup }),
  services: feeGroup,
  ...sums,
  split: z.array(feeShare),
});

interface Fault {
  path: string[];
  message: string;
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const sumFaults = (path: string[], said: FeeSums, lines: readonly FeeLine[]): Fault[] => {
  const reductions = (by: ReductionLine["by"]["kind"]) =>
    -total(lines.map((line) => (line.kind === "reduction" && line.by.kind === by ? line.amountFen : 0)));
  const counted: FeeSums = {
    standardFen: total(lines.map((line) => (line.kind === "charge" ? line.amountFen : 0))),
    reliefFen: reductions("rule"),
    discountFen: reductions("agreed"),
    payableFen: total(lines.map(({ amountFen }) => amountFen)),
  };
  return (Object.keys(counted) as (keyof FeeSums)[])
    .filter((name) => said[name] !== counted[name])
    .map((name) => ({
      path: [...path, name],
      message: `合计${said[name]}分与各行之和${counted[name]}分不符 / ${said[name]} fen, but its lines come to ${counted[name]}`,
    }));
};

const lineFaults = (lines: readonly FeeLine[]): Fault[] => {
  const faults: Fault[] = [];
  if (new Set(lines.map(({ key }) => key)).size !== lines.length)
    faults.push({ path: ["lines"], message: "有重复的收费行 / A line stands twice" });
  const charges = lines.filter((line) => line.kind === "charge");
  const left = new Map(charges.map(({ key, amountFen }) => [key, amountFen]));
  for (const line of lines)
    if (line.kind === "reduction") left.set(line.of, (left.get(line.of) ?? Number.NaN) + line.amountFen);
  const isWrong = [...left.keys()].some(
    (key) => charges.find((charge) => charge.key === key)?.payableFen !== left.get(key),
  );
  if (isWrong) faults.push({ path: ["lines"], message: "减免与收费行不符 / A reduction fits no charge" });
  return faults;
};

const kindFaults = (group: FeeGroup, kind: FeeKind): Fault[] =>
  group.lines.every(({ feeKind: of }) => of === kind)
    ? []
    : [{ path: [kind], message: "收费性质与分组不符 / A line stands among those of another kind" }];

const splitFaults = ({ split, treasury, services }: z.infer<typeof fields>): Fault[] =>
  ([treasury, services] as const).flatMap(({ payableFen }, index) => {
    const part = index === 0 ? "treasury" : "service";
    const shared = total(split.filter((share) => share.part === part).map(({ amountFen }) => amountFen));
    return shared === payableFen
      ? []
      : [
          {
            path: ["split"],
            message: `${part}: 分账${shared}分，应为${payableFen}分 / ${shared} fen shared`,
          },
        ];
  });

/**
 * The fee sheet of a case (一表收费): every line with its basis, public money apart from intermediaries' prices.
 *
 * `on` is the day of acceptance: the edition of the table and every row of it are those in force that day, and stay
 * though the table changes. `split` says who is owed what on that day. Amounts are whole fen; a standard amount is
 * rounded half up, once; a reduction is rounded up, so that a cut of “at least 15 %” is never less.
 * A sheet whose sums do not follow from its lines does not parse.
 * @see 行政许可法第五十八条、第五十九条
 */
export const feeSheet = fields.superRefine((sheet, context) => {
  const { treasury, services } = sheet;
  const { administrative, fund } = treasury;
  const publicLines = [...administrative.lines, ...fund.lines];
  const lines = [...publicLines, ...services.lines];
  for (const fault of [
    ...lineFaults(lines),
    ...kindFaults(administrative, "administrative"),
    ...kindFaults(fund, "fund"),
    ...kindFaults(services, "service"),
    ...sumFaults(["treasury", "administrative"], administrative, administrative.lines),
    ...sumFaults(["treasury", "fund"], fund, fund.lines),
    ...sumFaults(["treasury"], treasury, publicLines),
    ...sumFaults(["services"], services, services.lines),
    ...sumFaults([], sheet, lines),
    ...splitFaults(sheet),
  ])
    context.addIssue({ code: "custom", ...fault });
});
/** See {@link feeSheet}. */
export type FeeSheet = z.infer<typeof feeSheet>;
