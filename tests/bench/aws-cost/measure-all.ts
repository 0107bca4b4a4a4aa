import { makeCaseTable } from "./case-table.ts";
import { type FixedLine, measureFixed } from "./fixed-cost.ts";
import { type DurationOf, entryOf, type MeasuredCase, measureCase, type Pace } from "./measured-case.ts";
import type { Registration } from "./registration.ts";
import type { Rig } from "./rig.ts";
import type { Usage } from "./usage.ts";
import { measureWaiting } from "./waiting.ts";

/** The registrations that are measured, by what they show. */
export const registrations = {
  plain: { sample: "sails-through" },
  corrected: { sample: "needs-correction", corrected: "corrected" },
  preApproved: { sample: "hazardous-chemicals" },
} as const satisfies Record<string, Registration>;

/** See {@link registrations}. */
export type Kind = keyof typeof registrations;

/** The kinds, the plain one first. */
export const kinds = Object.keys(registrations) as Kind[];

/** The paces. */
export const paces: readonly Pace[] = ["busy", "quiet"];

/** All that was measured. */
export interface Measurements {
  cases: Readonly<Record<Pace, Readonly<Record<Kind, readonly MeasuredCase[]>>>>;
  /** One minute of waiting by long polls. */
  waiting: Usage;
  fixed: { lines: readonly FixedLine[]; look: Usage };
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/** The median duration of each function over the busy cases, where no invocation waits for a process to start. */
export const durationsOf = ({ cases }: Pick<Measurements, "cases">): DurationOf => {
  const all = Object.values(cases.busy)
    .flat()
    .flatMap(({ functions }) => functions);
  const byEntry = Map.groupBy(all, ({ name }) => entryOf(name));
  const medians = new Map(
    [...byEntry].map(([entry, uses]) => [entry, median(uses.flatMap(({ durationsMs }) => [...durationsMs]))]),
  );
  return (entry) => medians.get(entry) ?? 0;
};

/** Measure every kind of registration `runs` times at each pace, a minute's waiting, and a deployment at rest. */
export const measureAll = async (
  rig: Rig,
  runs: number,
  say: (text: string) => void,
): Promise<Measurements> => {
  const table = await makeCaseTable(rig.deployment);
  const play = async (kind: Kind, pace: Pace): Promise<MeasuredCase> => {
    const began = performance.now();
    const measured = await measureCase(rig, table, registrations[kind], pace);
    say(`${kind}, ${pace}: ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    return measured;
  };
  say("warming up");
  await play("preApproved", "busy");
  const { caseId } = await play("plain", "busy");
  const all = async (pace: Pace) => {
    const cases: Record<Kind, MeasuredCase[]> = { plain: [], corrected: [], preApproved: [] };
    for (const kind of kinds)
      for (let run = 0; run < runs; run += 1) cases[kind].push(await play(kind, pace));
    return cases;
  };
  const cases = { busy: await all("busy"), quiet: await all("quiet") };
  say("waiting by long polls");
  const waiting = await measureWaiting(rig, caseId);
  say("at rest");
  return { cases, waiting, fixed: await measureFixed(rig) };
};
