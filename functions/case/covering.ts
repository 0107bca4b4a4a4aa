import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { About, Form, Process } from "../processes/process.ts";

/** Something an earlier case gave, with the works that case was about; one that was noted without them counts for all. */
export interface OfWorks {
  works?: readonly string[] | undefined;
}

/** The single works a form is about; none where the process knows no projects. */
export const worksOf = ({ projectOf }: Pick<Process, "projectOf">, form: Form): readonly string[] =>
  projectOf?.(form).works ?? [];

const isFor = ({ works }: OfWorks, one: string): boolean => works?.includes(one) ?? true;

/** Those of the works that no source is about. */
export const uncovered = (sources: readonly OfWorks[], works: readonly string[]): string[] =>
  works.filter((one) => !sources.some((source) => isFor(source, one)));

/** Whether sources together are enough: any, for what is of the project; for what is of the works, one for each of them. */
export const covers = (sources: readonly OfWorks[], of: About, works: readonly string[]): boolean =>
  sources.length > 0 && (of === "project" || uncovered(sources, works).length === 0);

/** The newest of some sources; of two of one day the later named. */
const newestOf = <T extends { on: IsoDate }>(sources: readonly T[]): T | undefined =>
  sources.reduce<T | undefined>(
    (newest, each) => (newest === undefined || each.on >= newest.on ? each : newest),
    undefined,
  );

/**
 * The sources that count for some works: the newest, for what is of the project; for what is of the works, the newest for
 * each of them, so that one alone is taken where it is the newest for all. None where one of the works has no source.
 */
export const coveringOf = <T extends OfWorks & { on: IsoDate }>(
  sources: readonly T[],
  of: About,
  works: readonly string[],
): T[] => {
  if (!covers(sources, of, works)) return [];
  const isOfAll = of === "project" || works.length === 0;
  const newest = isOfAll
    ? [newestOf(sources)]
    : works.map((one) => newestOf(sources.filter((source) => isFor(source, one))));
  return sources.filter((source) => newest.includes(source));
};
