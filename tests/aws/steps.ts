import { readFileSync } from "node:fs";
import { styleText } from "node:util";
import { ProgramFailed } from "./program.ts";

/** Runs steps, shows how each goes, and counts. */
export interface Steps {
  /** Run one; rejects with what went wrong, after it was shown. `note` says something of what came of it. */
  run: <T>(title: string, work: () => Promise<T>, note?: (result: T) => string) => Promise<T>;
  /** Go on whatever becomes of some work; what went wrong outside a step is shown and counted here. */
  attempt: (work: Promise<unknown>) => Promise<void>;
  /** Say nothing more: what fails from here on fails because it is ended. */
  hush: () => void;
  passed: number;
  failed: number;
}

/** How much of a failed program's output is shown, in lines. */
const TAIL_LINES = 60;

const paint = (style: "green" | "red" | "dim", text: string): string =>
  process.stdout.isTTY && process.env.NO_COLOR === undefined ? styleText(style, text) : text;

const tailOf = (path: string): string => {
  try {
    return readFileSync(path, "utf8").trimEnd().split("\n").slice(-TAIL_LINES).join("\n");
  } catch {
    return "";
  }
};

const seconds = (began: number): string => `${((performance.now() - began) / 1_000).toFixed(1)} s`;

/** What went wrong, with its causes, and the end of the output that says more. */
const faultOf = (error: unknown): string => {
  const lines: string[] = [];
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    lines.push(each.message);
    if (each instanceof ProgramFailed) lines.push(paint("dim", `${each.logPath}:`), tailOf(each.logPath));
  }
  return (lines.length === 0 ? [String(error)] : lines).join("\n");
};

/** Make steps that print to the standard output. */
export const makeSteps = (): Steps => {
  let isHushed = false;
  const say = (text: string): void => {
    if (!isHushed) process.stdout.write(`${text}\n`);
  };
  const shown = new WeakSet<object>();
  const show = (line: string, error: unknown): void => {
    if (typeof error === "object" && error !== null) {
      if (shown.has(error)) return;
      shown.add(error);
    }
    say(`${paint("red", "✗")} ${line}\n${faultOf(error)}`);
    steps.failed += 1;
  };
  const steps: Steps = {
    passed: 0,
    failed: 0,
    attempt: (work) =>
      work.then(
        () => undefined,
        (error: unknown) => show("", error),
      ),
    hush: () => {
      isHushed = true;
    },
    run: async (title, work, note) => {
      const began = performance.now();
      say(`… ${title}`);
      try {
        const result = await work();
        const more = note === undefined ? "" : `  ${note(result)}`;
        say(`${paint("green", "✓")} ${title}  ${seconds(began)}${more}`);
        steps.passed += 1;
        return result;
      } catch (error) {
        show(`${title}  ${seconds(began)}`, error);
        throw error;
      }
    },
  };
  return steps;
};
