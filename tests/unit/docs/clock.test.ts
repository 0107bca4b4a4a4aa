import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explainClock } from "../../../functions/application/clock/explain-clock.ts";
import type { Now } from "../../../functions/case/commands.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { answers } from "../../support/answers.ts";
import { type History, makeHistory } from "../../support/case-history.ts";
import { answerSynthetic, syntheticFiling, syntheticWorld } from "../../support/synthetic-process.ts";

/** One row of a timeline in docs/clock.md. */
interface Row {
  time: string;
  act: string;
  promised: string;
  statutory: string;
}

interface Timeline {
  title: string;
  limits: { promised: number; statutory: number };
  rows: Row[];
}

const page = readFileSync(new URL("../../../docs/clock.md", import.meta.url), "utf8");

const cellsOf = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The timelines of the page: a heading, the line with the limits, and the table beneath. */
const timelines: Timeline[] = page
  .split(/^### /m)
  .slice(1)
  .flatMap((section) => {
    const [, promised, statutory] = /promise (\d+), law (\d+)/.exec(section) ?? [];
    if (promised === undefined || statutory === undefined) return [];
    const lines = section.split("\n").filter((line) => line.startsWith("| 20"));
    const rows = lines.map(cellsOf).map(([time = "", act = "", promise = "", law = ""]) => ({
      time,
      act: act.replaceAll("`", ""),
      promised: promise,
      statutory: law,
    }));
    const title = section.split("\n")[0] ?? "";
    return [{ title, limits: { promised: Number(promised), statutory: Number(statutory) }, rows }];
  });

/** Beijing time as the page writes it: `2026-04-13 10:00`. */
const momentOf = (time: string): Now => {
  const [on = "", clock = ""] = time.split(" ");
  return { at: new Date(`${on}T${clock}:00+08:00`).toISOString(), on };
};

/** What the page quotes beneath a timeline: the hub's own sentence in English, and the same in Chinese. */
const quoted = (title: string): (string | undefined)[] =>
  [...page.matchAll(new RegExp(`^> ${title}: (.*)$`, "gm"))].map((match) => match[1]);

const perform = (history: History, act: string, now: Now): void => {
  const [word, detail = ""] = act.split(" ");
  const answer = (given: Parameters<typeof answerSynthetic>[1]) =>
    history.perform(answerSynthetic("a", given), now);
  switch (word) {
    case "file":
      return void history.perform(syntheticFiling(), now);
    case "accept":
      return void answer(answers.accepted(now));
    case "suspend":
      return void answer(
        answers.suspended(now, { procedure: "expert-review", plannedWorkingDays: Number(detail) }),
      );
    case "resume":
      return void answer(answers.resumed(now));
    case "approve":
      return void answer(answers.approved(now));
    case "watch":
      return void history.perform({ type: "KeepTime" }, now);
    default:
      throw new Error(`docs/clock.md has the unknown act "${act}"`);
  }
};

describe("docs/clock.md", () => {
  it("walks through a plain case, one paused by an expert review, and one deemed accepted", () => {
    expect(timelines.map(({ title }) => title)).toEqual([
      "Plain",
      "Paused by an expert review",
      "Deemed accepted",
    ]);
    for (const { rows } of timelines) expect(rows.length).toBeGreaterThan(2);
  });

  it.each(timelines)("tells the dates of the timeline “$title” as the hub computes them", (timeline) => {
    const { promised, statutory } = timeline.limits;
    const limits = { promised: workingDays(promised), statutory: workingDays(statutory) };
    const history = makeHistory(syntheticWorld({ stages: [["a"]], limits }));
    for (const row of timeline.rows) {
      const now = momentOf(row.time);
      perform(history, row.act, now);
      const { due } = history.item("a");
      expect([row.time, row.act, due.promised ?? "–", due.statutory ?? "–"]).toEqual([
        row.time,
        row.act,
        row.promised,
        row.statutory,
      ]);
    }
    const last = timeline.rows.at(-1);
    const view = explainClock(history.world, history.log, momentOf(last?.time ?? ""));
    const line = view?.items[0]?.lines.at(-1);
    expect(line?.due.statutory).toBe(history.item("a").due.statutory);
    const { zh, en } = view?.items[0]?.summary ?? {};
    expect(quoted(timeline.title)).toEqual([en, zh]);
  });
});
