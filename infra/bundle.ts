import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Metafile, type OnLoadResult, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The Lambda functions, named as their files under `functions/entry/lambda/`. */
export const entryNames = [
  "api",
  "public",
  "letters",
  "webhooks",
  "ask",
  "settle",
  "issue",
  "relay",
  "adapter",
  "watch",
] as const;

/** See {@link entryNames}. */
export type EntryName = (typeof entryNames)[number];

/** One bundled function: where it is, and what esbuild says went into it. */
export interface Bundle {
  entry: EntryName;
  directory: string;
  metafile: Metafile;
}

/** How functions are bundled. */
export interface BundleOptions {
  /** @default `build/functions` */
  outDir?: string;
  /** @default every entry */
  entries?: readonly EntryName[];
  /** Source files to put in the place of others, both relative to the project: a changed process, say. */
  replaced?: Readonly<Record<string, string>>;
}

/** What stands in the place of what reads an application: whoever calls it is told that this function takes none in. */
const noApplications = (...names: string[]): string =>
  [
    `const none = () => { throw new Error("this function takes no application in, and was bundled without what reads one; see infra/bundle.ts"); };`,
    ...names.map(
      (name) => `export const ${name} = Object.assign(() => none(), { safeParse: none, parse: none });`,
    ),
  ].join("\n");

/** What a package, or a process, brings that a Lambda function never uses, `but` for one, and what stands in its place. */
const UNUSED: readonly { what: RegExp; from: RegExp; instead: string; but?: EntryName }[] = [
  // zod's error texts in sixty languages: the hub words its own.
  { what: /locales\/index\.js$/, from: /node_modules\/zod\//, instead: "export {};" },
  // Schemas as JSON Schema: only the API writes its document.
  {
    but: "api",
    what: /(?:json-schema-processors|to-json-schema)\.js$/,
    from: /node_modules\/zod\//,
    instead: `const none = () => ({}); export { none as createToJSONSchemaMethod, none as createStandardJSONSchemaMethod, none as toJSONSchema, none as allProcessors, none as extractDefs, none as finalize, none as initializeContext, none as processSchema };`,
  },
  // What reads an application, with its rules: only the API takes applications and corrections in.
  {
    but: "api",
    what: /forms\/construction\/(?:survey|drawing-review|acceptance)-form\.ts$/,
    from: /functions\/processes\//,
    instead: noApplications("surveyForm", "drawingReviewForm", "acceptanceForm"),
  },
  {
    but: "api",
    what: /forms\/construction\/findings\.ts$/,
    from: /functions\/processes\//,
    instead: noApplications("checkSurvey", "checkDrawingReview", "checkAcceptance"),
  },
  {
    but: "api",
    what: /forms\/company-registration\.ts$/,
    from: /functions\/processes\//,
    instead: noApplications("companyRegistrationForm", "checkCompanyRegistration"),
  },
  // Profiles, single sign-on and instance metadata: a function's credentials come in its environment.
  {
    what: /^@aws-sdk\/credential-provider-node$/,
    from: /node_modules\//,
    instead: `import { fromEnv } from "@aws-sdk/credential-provider-env"; export const defaultProvider = () => fromEnv();`,
  },
  // Looking up endpoints by account: off unless a client asks for it.
  {
    what: /^@aws-sdk\/middleware-endpoint-discovery$/,
    from: /node_modules\/@aws-sdk\/client-dynamodb\//,
    instead:
      "export const resolveEndpointDiscoveryConfig = (config) => config; export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = { environmentVariableSelector: () => undefined, configFileSelector: () => undefined, default: undefined };",
  },
  // The names of browsers, for the user agent of a client that runs in one.
  { what: /^bowser$/, from: /node_modules\//, instead: "export default { parse: () => ({}) };" },
];

/** Of the package file a client tells its version by, the version. */
const versionOnly = async (path: string): Promise<OnLoadResult> => {
  const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
  return { contents: JSON.stringify({ version }), loader: "json" };
};

const leaveOutUnused = (entry: EntryName): Plugin => ({
  name: "leave-out-unused",
  setup: ({ onResolve, onLoad }) => {
    for (const [index, { what, from, but }] of UNUSED.entries()) {
      if (but === entry) continue;
      onResolve({ filter: what }, ({ importer }) =>
        from.test(importer) ? { path: String(index), namespace: "unused" } : undefined,
      );
    }
    onLoad({ filter: /@aws-sdk\/client-[^/]+\/package\.json$/ }, ({ path }) => versionOnly(path));
    onLoad({ filter: /.*/, namespace: "unused" }, ({ path }) => ({
      contents: UNUSED[Number(path)]?.instead ?? "",
      resolveDir: root,
    }));
  },
});

/**
 * Files that bring so much of the SDK, or of the hub's rules, that sharing it would make every cold start larger: what two
 * parts of a bundle share, the start loads whole. Each becomes a bundle of its own beside the function, imported when it is
 * needed.
 */
const APART: ReadonlyMap<string, string> = new Map([
  ["bucket", "functions/adapters/aws/bucket.ts"],
  ["document-bucket", "functions/adapters/aws/document-bucket.ts"],
  ["decide", "functions/runtime/aws/decide.ts"],
]);

const bundleApart = (used: Set<string>): Plugin => ({
  name: "apart",
  setup: ({ onResolve }) => {
    for (const name of APART.keys())
      onResolve({ filter: new RegExp(`/${name}\\.ts$`) }, ({ kind }) => {
        if (kind !== "dynamic-import") return undefined;
        used.add(name);
        return { path: `./${name}.mjs`, external: true };
      });
  },
});

const replace = (replaced: Readonly<Record<string, string>>): Plugin => ({
  name: "replace",
  setup: ({ onLoad }) => {
    for (const [path, by] of Object.entries(replaced)) {
      const pattern = new RegExp(`${path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
      onLoad({ filter: pattern }, () => ({
        contents: `export * from ${JSON.stringify(join(root, by))};`,
        loader: "ts",
      }));
    }
  },
});

/** The fonts documents are printed in. */
const FONTS: readonly string[] = [
  "node_modules/@expo-google-fonts/noto-sans-sc/package.json",
  "node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  "node_modules/@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
];

/** Packages a function reads as files beside itself, with just those files. */
const FILES: Partial<Record<EntryName, readonly string[]>> = {
  public: [
    "node_modules/swagger-ui-dist/package.json",
    "node_modules/swagger-ui-dist/swagger-ui.css",
    "node_modules/swagger-ui-dist/swagger-ui-bundle.js",
    ...FONTS,
  ],
  letters: FONTS,
};

const copyFiles = async (entry: EntryName, directory: string): Promise<void> => {
  for (const file of FILES[entry] ?? []) {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await cp(join(root, file), join(directory, file));
  }
  if (entry === "public")
    await cp(join(root, "functions/http/pages/assets"), join(directory, "assets"), { recursive: true });
};

/** How everything is bundled. */
const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  minify: true,
  // Chinese as it is, not as six-byte escapes.
  charset: "utf8",
  sourcemap: true,
  sourcesContent: false,
  outExtension: { ".js": ".mjs" },
  banner: {
    js: 'import{createRequire as __makeRequire}from"node:module";const require=__makeRequire(import.meta.url);',
  },
  legalComments: "none",
  logLevel: "error",
};

const bundleOne = async (entry: EntryName, { outDir, replaced = {} }: BundleOptions): Promise<Bundle> => {
  const directory = join(root, outDir ?? "build/functions", entry);
  await rm(directory, { recursive: true, force: true });
  const apart = new Set<string>();
  const { metafile } = await build({
    ...common,
    entryPoints: { index: `functions/entry/lambda/${entry}.ts` },
    outdir: directory,
    // What is imported when it is first needed is a file of its own, so that a cold start does not read it.
    splitting: true,
    chunkNames: "[name]-[hash]",
    metafile: true,
    plugins: [leaveOutUnused(entry), bundleApart(apart), replace(replaced)],
  });
  for (const name of apart) {
    const entryPoints = { [name]: APART.get(name) ?? "" };
    const part = await build({
      ...common,
      entryPoints,
      outdir: directory,
      metafile: true,
      plugins: [leaveOutUnused(entry)],
    });
    Object.assign(metafile.outputs, part.metafile.outputs);
  }
  await copyFiles(entry, directory);
  await writeFile(join(directory, "package.json"), '{"type":"module"}\n');
  return { entry, directory, metafile };
};

/** Bundle functions for Lambda: ESM, minified, with source maps, the SDK included. Fails with esbuild's own words. */
export const bundle = (options: BundleOptions = {}): Promise<Bundle[]> =>
  Promise.all((options.entries ?? entryNames).map((entry) => bundleOne(entry, options)));

/** Bundle every function and say where each is. */
export const bundleFunctions = async (options: BundleOptions = {}): Promise<(entry: EntryName) => string> => {
  const directories = new Map((await bundle(options)).map(({ entry, directory }) => [entry, directory]));
  return (entry) => {
    const directory = directories.get(entry);
    if (directory === undefined) throw new Error(`the function "${entry}" was not bundled`);
    return directory;
  };
};
