import type { HeldAnswer, HeldItem } from "./book.ts";
import type { TwinDials } from "./dials.ts";
import type { Engine } from "./engine.ts";
import type { TwinMetrics } from "./metrics.ts";

/** An answer as the status shows it. `problem` is what the hub, or the line, said last. */
interface AnswerStatus {
  webhookId: string;
  type: string;
  time: string;
  state: HeldAnswer["outcome"];
  attempts: number;
  status: number | null;
  problem: string;
}

/** An item as the status shows it: where it stands and what was answered; nothing of the form. */
export interface ItemStatus {
  caseId: string;
  itemId: string;
  state: "in-hand" | "closed" | "undecided" | "voided";
  revision: number;
  round: number;
  latest: string;
  remindedAt: string | null;
  why: string;
  answers: AnswerStatus[];
}

/** What a twin tells about itself. Holds no personal data. The newest items stand first. */
export interface TwinStatus {
  department: string;
  protocol: string;
  running: boolean;
  dials: TwinDials;
  metrics: TwinMetrics;
  held: number;
  items: ItemStatus[];
  /** `voided` counts the numbers that were cancelled. */
  numbers: { series: string; last: number; cases: number; voided: number }[];
}

/** How many items a status lists. */
const LISTED = 200;

const answerStatus = ({ answer, outcome, status, detail }: HeldAnswer, engine: Engine): AnswerStatus => {
  const { count, lastError } = engine.attemptsAt(answer.webhookId);
  return {
    webhookId: answer.webhookId,
    type: answer.type,
    time: answer.time,
    state: outcome,
    attempts: count,
    status,
    problem: detail || (outcome === "queued" ? lastError : ""),
  };
};

const stateOf = (item: HeldItem): ItemStatus["state"] => {
  if (!item.isOpen) return item.latest.type === "lianban.item.void" ? "voided" : "closed";
  return item.undecided?.deliveryId === item.latest.id ? "undecided" : "in-hand";
};

const itemStatus = (item: HeldItem, engine: Engine): ItemStatus => ({
  caseId: item.caseId,
  itemId: item.itemId,
  state: stateOf(item),
  revision: item.latest.data.revision,
  round: item.latest.data.round,
  latest: item.latest.type,
  remindedAt: item.remindedAt,
  why: item.undecided?.why ?? "",
  answers: item.answers.map((held) => answerStatus(held, engine)),
});

/** Say what a twin holds and how far its answers have got. */
export const statusOf = (twin: {
  department: string;
  protocol: string;
  dials: TwinDials;
  metrics: TwinMetrics;
  engine: Engine;
}): TwinStatus => {
  const { department, protocol, dials, metrics, engine } = twin;
  const { items, series } = engine.book;
  const newest = [...items.values()].slice(-LISTED).reverse();
  return {
    department,
    protocol,
    running: engine.isRunning(),
    dials: { ...dials },
    metrics: { ...metrics },
    held: items.size,
    items: newest.map((item) => itemStatus(item, engine)),
    numbers: [...series].map(([name, { last, byCase, voided }]) => ({
      ...{ series: name, last, cases: byCase.size, voided: voided.length },
    })),
  };
};
