import type { AreaQuantity, ChargeLine, FeeLine, FeeMeasure, ReductionLine } from "../../../schemas/fees.ts";
import { type Message, message } from "../../../schemas/message.ts";

/** Hundredths, not negative, as a decimal with two places and groups of three digits: 1234567 is `12,345.67`. */
const hundredths = (value: number): string => {
  const digits = String(value).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, ",");
  return `${whole}.${digits.slice(-2)}`;
};

const quantities: Readonly<Record<AreaQuantity, Message>> = {
  buildingArea: message("建筑面积", "floor area"),
  shelterArea: message("应建未建防空地下室面积", "shelter area that is not built"),
  landArea: message("征占用土地面积", "land"),
  roadExcavatedArea: message("挖掘道路面积", "road dug up"),
};

const worked = (measure: FeeMeasure, amountFen: number): Message => {
  const amount = hundredths(amountFen);
  switch (measure.kind) {
    case "area": {
      const { zh, en } = quantities[measure.quantity];
      const area = hundredths(measure.chargedSquareDecimetres);
      const rate = hundredths(measure.rateFenPerSquareMetre);
      return message(
        `${zh}${area}平方米 × 每平方米${rate}元 = ${amount}元`,
        `${en} ${area} m² × ¥${rate}/m² = ¥${amount}`,
      );
    }
    case "area-days": {
      const area = hundredths(measure.squareDecimetres);
      const rate = hundredths(measure.rateFenPerSquareMetreDay);
      return message(
        `占用道路${area}平方米 × ${measure.days}日 × 每平方米每日${rate}元 = ${amount}元`,
        `road ${area} m² × ${measure.days} days × ¥${rate}/m² a day = ¥${amount}`,
      );
    }
    case "share": {
      const { baseFen, numerator, denominator } = measure;
      return message(
        `工程造价${hundredths(baseFen)}元 × ${numerator}/${denominator} = ${amount}元`,
        `cost of construction ¥${hundredths(baseFen)} × ${numerator}/${denominator} = ¥${amount}`,
      );
    }
    case "contract":
      return message(`规定标准${amount}元`, `standard ¥${amount}`);
    case "fixed":
      return message(`每件${amount}元`, `¥${amount} a case`);
  }
};

/** Fen, not negative, as yuan: 1234567 is `12,345.67`. */
export const yuanText = (fen: number): string => hundredths(fen);

const explainCharge = (line: ChargeLine): Message => {
  const { zh, en } = worked(line.measure, line.amountFen);
  return message(
    `${zh}。收费依据：${line.legalBasis}。标准依据：${line.rateBasis}`,
    `${en}. Basis: ${line.legalBasis}. Rate: ${line.rateBasis}`,
  );
};

const explainReduction = ({ by, amountFen }: ReductionLine): Message => {
  const less = hundredths(-amountFen);
  if (by.kind === "agreed")
    return message(
      `合同价${hundredths(by.agreedFen)}元低于标准，少收${less}元`,
      `the contract asks ¥${hundredths(by.agreedFen)}, ¥${less} below the standard`,
    );
  const zh = by.numerator === 0 ? "免收" : `按标准的${by.numerator}/${by.denominator}收取`;
  const en = by.numerator === 0 ? "waived" : `${by.numerator}/${by.denominator} of the standard is paid`;
  return message(
    `${by.title.zh}（${by.ruleId}）：${zh}，减收${less}元。依据：${by.basisDoc}`,
    `${by.title.en} (${by.ruleId}): ${en}, ¥${less} less. Basis: ${by.basisDoc}`,
  );
};

/** One line in a sentence the payer can check: quantity × rate = amount, or rule, share and what it takes off, with its basis. */
export const explainLine = (line: FeeLine): Message =>
  line.kind === "charge" ? explainCharge(line) : explainReduction(line);
