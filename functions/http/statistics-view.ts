import { z } from "./api.ts";

const percent = z.number().nullable();
const text = z.object({ zh: z.string(), en: z.string() });

const share = z.object({ counted: z.int(), met: z.int(), percent }).meta({
  id: "Share",
  description: "how many of how many; `percent` has two decimals and is null of nothing",
});

const dayFigures = z
  .object({ counted: z.int(), total: z.number(), average: z.number().nullable(), leftOut: z.int() })
  .meta({
    id: "DayFigures",
    description:
      "working days; `leftOut` counts limits in natural days or hours, and durations no calendar covers",
  });

const stepFigures = z
  .object({ counted: z.int(), total: z.int(), average: z.number().nullable(), leftOut: z.int() })
  .meta({
    id: "StepFigures",
    description: "steps (环节) of items by their guides; `leftOut` counts items without such a guide",
  });

const figures = {
  decisions: z.object({ decided: z.int(), approved: z.int(), rejected: z.int(), deemed: z.int() }),
  days: z.object({
    promised: dayFigures,
    statutory: dayFigures,
    actual: dayFigures,
    promisedCompressionPercent: percent,
    actualCompressionPercent: percent,
  }),
  steps: stepFigures,
  onTheSpot: share,
  onTime: share,
  cards: z.object({ warning: z.int(), yellow: z.int(), red: z.int(), revoked: z.int() }),
  accountability: z.object({ open: z.int(), appealed: z.int(), upheld: z.int(), revoked: z.int() }),
  ratings: z.object({
    counted: z.int(),
    average: z.number().nullable(),
    satisfied: share,
    bad: z.int(),
    badAnsweredInTime: share,
  }),
  closures: z.object({
    closed: z.int(),
    issued: z.int(),
    refused: z.int(),
    withdrawn: z.int(),
    returned: z.int(),
    days: dayFigures,
    onTime: share,
  }),
  fees: z
    .object({
      sheets: z.int(),
      demonstrationSheets: z.int(),
      payableYuan: z.number(),
      paidYuan: z.number(),
      relief: z.object({
        yuan: z.number(),
        kinds: z.object({ administrative: z.number(), fund: z.number(), service: z.number() }),
        rules: z.array(z.object({ ruleId: z.string(), title: text, yuan: z.number(), cases: z.int() })),
      }),
    })
    .meta({
      id: "FeeFigures",
      description:
        "sheets by the day they were issued, in yuan; those of cases that ended without a licence are left out. `demonstrationSheets` are by example rates: nothing was collected by them",
    }),
};

/** What the rows of statistics may be. */
export const statisticsBy = z.enum(["department", "item", "month"]);

/** `GET /v1/statistics`. `asOf` is the day as of which bad ratings without an answer are late. */
export const statisticsView = z
  .object({
    from: z.string(),
    to: z.string(),
    by: statisticsBy,
    department: z.string().nullable(),
    asOf: z.string(),
    rows: z.array(z.object({ key: z.string().nullable(), name: text.nullable(), ...figures })),
    total: z.object(figures).meta({ id: "Figures" }),
  })
  .meta({ id: "Statistics" });

const byStatus = z.object({
  retained: z.int(),
  cancelled: z.int(),
  delegated: z.int(),
  transformed: z.int(),
  suspended: z.int(),
  frozen: z.int(),
  merged: z.int(),
});

/** `GET /v1/power-list/figures`. */
export const powerListView = z
  .object({
    version: z.string(),
    on: z.string(),
    departments: z.int(),
    total: z.int(),
    byCategory: z.object({
      approval: z.int(),
      penalty: z.int(),
      levy: z.int(),
      payment: z.int(),
      reward: z.int(),
      compulsion: z.int(),
      confirmation: z.int(),
      adjudication: z.int(),
      planning: z.int(),
      other: z.int(),
    }),
    byStatus,
    cutPercent: percent,
    approvals: z.object({ total: z.int(), byStatus, cutPercent: percent }),
    steps: stepFigures,
    limits: z.object({ promised: dayFigures, statutory: dayFigures, compressionPercent: percent }),
  })
  .meta({ id: "PowerListFigures" });
