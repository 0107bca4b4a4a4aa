import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import type { HubEnv } from "../responses.ts";

const IMMUTABLE = "public, max-age=31536000, immutable";

const mediaTypes: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

const mediaTypeOf = (name: string): string =>
  mediaTypes[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";

/** The stylesheet's chapters, in the order in which later ones refine earlier ones. */
const chapters = [
  "base",
  "frame",
  "parts",
  "forms",
  "tables",
  "front",
  "verify",
  "guide",
  "follow",
  "docs",
  "print",
] as const;

const read = (path: string): string => readFileSync(new URL(`./assets/${path}`, import.meta.url), "utf8");

const texts = {
  "lianban.css": chapters.map((chapter) => read(`styles/${chapter}.css`)).join("\n"),
  "icon.svg": read("icon.svg"),
  "follow.js": read("follow.js"),
  "follow-case.js": read("follow-case.js"),
  "follow-joint.js": read("follow-joint.js"),
  "follow-make.js": read("follow-make.js"),
  "docs.js": read("docs.js"),
} as const;

/** The files the pages bring themselves; they rest beside this one in `assets/`. */
export type AssetName = keyof typeof texts;

const own = new Map(
  Object.entries(texts).map(([name, text]) => [
    name,
    { text, digest: createHash("sha256").update(text).digest("hex").slice(0, 12) },
  ]),
);

/** The address of one of the pages' own files. It carries the file's digest, so browsers may keep it for ever. */
export const assetUrl = (name: AssetName): string => `/assets/${name}?h=${own.get(name)?.digest ?? ""}`;

const swaggerFiles: ReadonlySet<string> = new Set(["swagger-ui.css", "swagger-ui-bundle.js"]);

const swaggerPackage = createRequire(import.meta.url).resolve("swagger-ui-dist/package.json");

const swaggerVersion = (JSON.parse(readFileSync(swaggerPackage, "utf8")) as { version: string }).version;

/** The address of a file of swagger-ui-dist, by the package's version. */
export const swaggerUrl = (name: string): string => `/assets/swagger-ui/${swaggerVersion}/${name}`;

/** Serve stylesheet, scripts and what the API documents need; nothing comes from another host. */
export const makeAssetRoutes = (): Hono<HubEnv> => {
  const app = new Hono<HubEnv>();
  app.use("/assets/*", compress());

  app.get("/assets/swagger-ui/:version/:file", async (c) => {
    const { version, file } = c.req.param();
    if (version !== swaggerVersion || !swaggerFiles.has(file)) return c.notFound();
    const bytes = await readFile(join(dirname(swaggerPackage), file));
    return c.body(new Uint8Array(bytes), 200, {
      "content-type": mediaTypeOf(file),
      "cache-control": IMMUTABLE,
    });
  });

  app.get("/assets/:file", etag(), (c) => {
    const name = c.req.param("file");
    const file = own.get(name);
    if (file === undefined) return c.notFound();
    return c.body(file.text, 200, {
      "content-type": mediaTypeOf(name),
      "cache-control": c.req.query("h") === file.digest ? IMMUTABLE : "no-cache",
    });
  });

  return app;
};
