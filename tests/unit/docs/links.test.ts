import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const pages = [...globSync("*.md"), ...globSync("docs/**/*.md")];

/** Text without code, in which brackets mean something else. */
const withoutCode = (text: string): string =>
  text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "").replaceAll(/`[^`\n]*`/g, "");

/** Targets of inline links and of definitions `[name]: target`. */
const linksOf = (text: string): string[] => {
  const prose = withoutCode(text);
  const inline = [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = ""]) => target);
  const defined = [...prose.matchAll(/^\[[^\]]+\]: (\S+)/gm)].map(([, target = ""]) => target);
  return [...inline, ...defined];
};

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (text: string): Set<string> => {
  const headings = [...text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "").matchAll(/^#{1,6} (.+)$/gm)];
  const anchorOf = (heading: string): string =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-");
  return new Set(headings.map(([, heading = ""]) => anchorOf(heading)));
};

const isElsewhere = (target: string): boolean => /^[a-z][a-z\d+.-]*:/i.test(target);

const resolves = (page: string, target: string): boolean => {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : join(dirname(page), decodeURI(path));
  if (!existsSync(file)) return false;
  return anchor === undefined || !file.endsWith(".md") || anchorsOf(readFileSync(file, "utf8")).has(anchor);
};

/** The relative links of a page that lead nowhere. */
const brokenLinks = (page: string, text: string): string[] =>
  linksOf(text).filter((target) => !isElsewhere(target) && !resolves(page, target));

describe("docs", () => {
  it.each(pages)("%s links only to files and headings that are there", (page) => {
    const broken = brokenLinks(page, readFileSync(page, "utf8"));

    expect(broken).toEqual([]);
  });

  it("have links to look at", () => {
    const relative = pages.flatMap((page) =>
      linksOf(readFileSync(page, "utf8")).filter((target) => !isElsewhere(target)),
    );

    expect(relative.length).toBeGreaterThan(50);
  });

  it("are found out when a link leads nowhere", () => {
    const text = [
      "[there](performance.md), [heading](performance.md#parts), [up](../README.md), [out](https://example.cn/no)",
      "[no file](nowhere.md), [no heading](performance.md#nowhere), [not up](../nowhere.md), `[code](nowhere.md)`",
      "[defined]: nowhere-either.md",
      "```sh\n[fenced](nowhere.md)\n```",
    ].join("\n");

    expect(brokenLinks("docs/page.md", text)).toEqual([
      "nowhere.md",
      "performance.md#nowhere",
      "../nowhere.md",
      "nowhere-either.md",
    ]);
  });
});
