import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Bundle, bundle, type EntryName } from "../../infra/bundle.ts";

/** How large one function is, in bytes. */
export interface MeasuredBundle {
  entry: EntryName;
  directory: string;
  /** What a cold start reads: the entry and all it imports at once. */
  atStart: number;
  /** Every script of the function, also what is imported only when it is needed. */
  whole: number;
  /** Packages the cold start reads. */
  inputsAtStart: string[];
  /** Source files of every script of the function. */
  sources: string[];
  /** The text the cold start reads. */
  text: string;
  /** The packages that weigh most at the start, largest first: `["zod", 84000]`. */
  heaviest: [string, number][];
}

type Outputs = Bundle["metafile"]["outputs"];

const isScript = (path: string): boolean => path.endsWith(".mjs");

/** The entry's output and everything it reaches by static imports. */
const readAtStart = (outputs: Outputs): string[] => {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const { path: next, kind } of outputs[path]?.imports ?? [])
      if (kind === "import-statement" && next in outputs) visit(next);
  };
  const entry = Object.keys(outputs).find((path) => basename(path) === "index.mjs");
  if (entry === undefined) throw new Error("the bundle has no index.mjs");
  visit(entry);
  return [...found];
};

const packageOf = (input: string): string =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? "lianban";

const weightsOf = (outputs: Outputs, paths: readonly string[]): [string, number][] => {
  const weights = new Map<string, number>();
  for (const path of paths)
    for (const [input, { bytesInOutput }] of Object.entries(outputs[path]?.inputs ?? {}))
      weights.set(packageOf(input), (weights.get(packageOf(input)) ?? 0) + bytesInOutput);
  return [...weights].filter(([, weight]) => weight > 0).sort(([, a], [, b]) => b - a);
};

/** Bundle every function into a folder of the build and measure it. */
export const measureBundles = async (outDir: string): Promise<MeasuredBundle[]> => {
  const bundles = await bundle({ outDir });
  return Promise.all(
    bundles.map(async ({ entry, directory, metafile: { outputs } }) => {
      const scripts = Object.keys(outputs).filter(isScript);
      const sizes = new Map(
        await Promise.all(
          scripts.map(async (path) => [path, (await stat(join(directory, basename(path)))).size] as const),
        ),
      );
      const sum = (paths: readonly string[]): number =>
        paths.reduce((total, path) => total + (sizes.get(path) ?? 0), 0);
      const start = readAtStart(outputs);
      const weights = weightsOf(outputs, start);
      const texts = await Promise.all(start.map((path) => readFile(join(directory, basename(path)), "utf8")));
      return {
        entry,
        directory,
        inputsAtStart: weights.map(([name]) => name),
        sources: [...new Set(scripts.flatMap((path) => Object.keys(outputs[path]?.inputs ?? {})))],
        text: texts.join("\n"),
        atStart: sum(start),
        whole: sum(scripts),
        heaviest: weights.slice(0, 8),
      };
    }),
  );
};
