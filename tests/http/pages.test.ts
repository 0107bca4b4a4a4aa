import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { flowSteps } from "../../functions/http/pages/flow-steps.ts";
import { followTexts } from "../../functions/http/pages/messages.ts";
import { readableFields } from "../../functions/http/pages/process-disclosure.ts";
import { problems } from "../../functions/http/problems.ts";
import { companyRegistration } from "../../functions/processes/company-registration.ts";
import { headingOf, ID, pagesOf, read, standing } from "./pages-of.ts";

const PAGES = [
  "/",
  "/guide",
  "/guide/company-registration",
  "/guide/items",
  "/guide/items/enterprise-registration",
  "/problems",
  "/problems/form-invalid",
  "/docs",
  "/follow",
  "/verify",
  `/verify/${ID}`,
];

/** The rows of the power list the company registration runs. */
const companyItems = companyRegistration.stages.flatMap(({ items }) =>
  items.flatMap(({ item }) => bengbuCatalog.items.get(item) ?? []),
);

describe("makePages", () => {
  it.each(PAGES)("lets %s load from its own host only, with nothing inline", async (path) => {
    const { response, body } = await read(path, { licence: standing() });

    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy.split("; ")).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "frame-ancestors 'none'",
      ]),
    );
    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(body).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
    const loaded = [...body.matchAll(/<(?:script|link|img)[^>]*?(?:src|href)="([^"]+)"/g)].map(
      ([, at]) => at,
    );
    expect(loaded.length).toBeGreaterThanOrEqual(3);
    expect(loaded.filter((at) => !at?.startsWith("/assets/"))).toEqual([]);
  });

  it.each(PAGES)(
    "gives %s one main heading, a title in both languages and Chinese as its language",
    async (path) => {
      const { body } = await read(path, { licence: standing() });

      expect(body.match(/<h1/g)).toHaveLength(1);
      expect(body).toMatch(/<html lang="zh-CN">/);
      expect(body).toMatch(/<title>[^<]*[一-龥][^<]*[A-Za-z]{3}[^<]*<\/title>/);
      expect(body).toContain('href="#main"');
    },
  );

  it("marks the section of the navigation a page belongs to", async () => {
    const { body } = await read("/guide/company-registration");

    expect(body.match(/aria-current="page"/g)).toHaveLength(1);
    expect(body).toMatch(/href="\/guide"\s+aria-current="page"/);
  });
});

describe("GET /", () => {
  it("tells that the hub runs, what it has in hand, and the time in Beijing", async () => {
    const { body } = await read("/", { counts: async () => ({ reviewing: 3, settled: 1, issued: 41 }) });

    expect(body).toContain("系统运行正常");
    expect(body).toMatch(/办理中[\s\S]{0,60}<b>4<\/b>/);
    expect(body).toMatch(/已核发[\s\S]{0,60}<b>41<\/b>/);
    expect(body).toContain("2026-11-24 14:00:00");
  });

  it("stays up and says so when the store cannot be read", async () => {
    const counts = () => Promise.reject(new Error("disk gone"));
    const { app, logged } = pagesOf({ counts });

    const response = await app.request("/");

    const body = await response.text();
    expect(response.status).toBe(200);
    expect(body).toContain("系统暂时不能读取数据");
    expect(body).not.toContain("系统运行正常");
    expect(body).not.toContain("disk gone");
    expect(logged).toEqual(["health-failed"]);
  });
});

describe("the pages for everybody", () => {
  it.each(["/", "/verify", "/verify/0000000000000000000000000A"])(
    "speak of opinions as well as licences on %s",
    async (path) => {
      const { body } = await read(path);

      expect(body).toContain("意见书");
      expect(body).not.toMatch(/统一发照|一张照|营业执照/);
    },
  );

  it("serve every module that another of their scripts brings", async () => {
    const { app } = pagesOf();
    for (const name of ["follow.js", "follow-case.js", "follow-joint.js"]) {
      const text = await (await app.request(`/assets/${name}`)).text();
      const brought = [...text.matchAll(/from "\.\/([\w-]+\.js)"/g)].map(([, each]) => each);

      expect(brought.length).toBeGreaterThan(0);
      for (const each of brought) expect((await app.request(`/assets/${each}`)).status, each).toBe(200);
    }
  });
});

describe("GET /guide/:processId", () => {
  it("tells every item with its department, both limits and its basis", async () => {
    const { body } = await read("/guide/company-registration");

    for (const item of companyItems)
      for (const shown of [
        item.name.zh,
        bengbuCatalog.departments.get(item.department)?.name.zh ?? "unknown department",
        `${item.limits.promised?.value}个工作日`,
        `${item.limits.statutory?.value}个工作日`,
        item.basis,
      ])
        expect(body).toContain(shown);
  });

  it("draws parallel items side by side in one mode and a chain in the other", async () => {
    const { body } = await read("/guide/company-registration");

    const [, oneCodeFlow = "", chainFlow = ""] = body.split('<ol class="flow">');
    expect(oneCodeFlow).toContain("3个部门同时办理");
    expect(oneCodeFlow).not.toContain("flow-chain");
    expect(chainFlow).toContain("flow-chain");
    expect(chainFlow).toContain("收到组织机构代码登记的组织机构代码后开始");
  });

  it("marks as readable exactly what each item's scope opens", async () => {
    const { body } = await read("/guide/company-registration");

    const matrix = body.slice(body.indexOf('<table class="matrix">'));
    const opened = matrix.slice(0, matrix.indexOf("</table>")).match(/is-open/g)?.length;
    const leaves = { domicile: 4 } as Readonly<Record<string, number>>;
    const scopes = companyItems.flatMap(({ scope }) => scope);
    expect(opened).toBe(scopes.reduce((sum, path) => sum + (leaves[path] ?? 1), 0));
  });

  it("lists each material with its necessity and basis", async () => {
    const { body } = await read("/guide/company-registration");

    for (const shown of [
      "公司章程",
      "必须提交",
      "符合情形时提交",
      "股东中有自然人",
      "可以容缺后补",
      "市场主体登记管理条例第十六条第四项",
      "部门共享取得，申请人不用交",
    ])
      expect(body).toContain(shown);
  });

  it("leads from each item to its own page", async () => {
    const { body } = await read("/guide/company-registration");

    for (const { id } of companyItems) expect(body).toContain(`href="/guide/items/${id}"`);
  });

  it("answers 404 with the way on for a process that does not exist", async () => {
    const { status, body } = await read("/guide/%3Cb%3E");

    expect(status).toBe(404);
    expect(body).toContain("没有这个联办流程");
    expect(body).toContain('href="/guide"');
    expect(body).not.toContain("<b>");
  });
});

describe("GET /problems", () => {
  it("lists every problem type once, with its title and a link to its page", async () => {
    const { body } = await read("/problems");

    const linked = [...body.matchAll(/href="\/problems\/([\w-]+)"/g)].map(([, slug]) => slug);
    expect(linked.sort()).toEqual(
      Object.values(problems)
        .map(({ slug }) => slug)
        .sort(),
    );
    for (const { title } of Object.values(problems)) expect(body).toContain(title.zh);
  });

  it.each(Object.values(problems))(
    "explains $slug with its status, both titles and what to do",
    async (row) => {
      const { status, body } = await read(`/problems/${row.slug}`);

      expect(status).toBe(200);
      expect(headingOf(body)).toBe(row.title.zh);
      expect(body).toContain(`<dd>${row.status}</dd>`);
      expect(body).toContain("怎么办");
      expect(body).toContain(`&quot;type&quot;: &quot;/problems/${row.slug}&quot;`);
    },
  );

  it("answers 404 for a type that does not exist", async () => {
    const { status, body } = await read("/problems/no-such-thing");

    expect(status).toBe(404);
    expect(body).toContain("没有这种问题类型");
  });
});

describe("GET /follow", () => {
  it("fills the case number in, escaped", async () => {
    const { body } = await read("/follow?case=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");

    expect(body).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(body).not.toContain("<script>alert");
  });

  it("has a badge for every status of a case and of an item, and says changes politely", async () => {
    const { body } = await read("/follow");

    for (const id of ["badge-case-awaiting-applicant", "badge-case-issued", "badge-item-correcting"])
      expect(body).toContain(`<template id="${id}">`);
    expect(body.match(/<template id="badge-/g)).toHaveLength(7 + 15);
    expect(body).toContain('role="log" aria-live="polite"');
  });

  it("gives its script the names of fields, materials, stages and outputs", async () => {
    const { body } = await read("/follow");

    const [, attribute = ""] = /data-vocabulary="([^"]+)"/.exec(body) ?? [];
    const vocabulary = JSON.parse(
      attribute.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&"),
    );
    expect(vocabulary.fields["domicile.address"].zh).toBe("住所");
    expect(vocabulary.materials["domicile-proof"].zh).toBe("住所使用相关文件");
    expect(vocabulary.stages.registration.zh).toBe("并联登记");
    expect(vocabulary.outputs.uscc.zh).toBe("统一社会信用代码");
    expect(vocabulary.departments["fire-rescue"].zh).toContain("消防");
    expect(vocabulary.meetings["site-survey"].zh).toBe("联合踏勘");
    expect(vocabulary.processes["drawing-review"]).toMatchObject({
      result: { zh: "联合图审意见书" },
      notice: { zh: "整改意见通知书" },
    });
    expect(vocabulary.processes["company-registration"]).toMatchObject({
      result: { zh: "营业执照" },
      notice: { zh: "补正告知书" },
    });
  });
});

describe("the scripts of GET /follow", () => {
  const script = (name: string): string =>
    readFileSync(new URL(`../../functions/http/pages/assets/${name}`, import.meta.url), "utf8");
  const scripts = ["follow.js", "follow-case.js", "follow-joint.js", "follow-make.js"].map(script).join("\n");

  it("say only what the catalogue has", () => {
    const said = [...scripts.matchAll(/\btexts\.(\w+)/g)].map(([, key]) => key);

    expect(said.length).toBeGreaterThan(20);
    expect(said.filter((key) => key === undefined || !(key in followTexts))).toEqual([]);
  });

  it("reach only for elements the page has", async () => {
    const { body } = await read("/follow");

    const reached = [...scripts.matchAll(/byId\("([\w-]+)"\)|copyOf\("([\w-]+)"\)/g)].map(
      ([, id, copy]) => id ?? copy,
    );
    expect(reached.length).toBeGreaterThan(10);
    expect(reached.filter((id) => !body.includes(`id="${id}"`))).toEqual([]);
  });

  it("put texts into the page as text, never as markup", () => {
    expect(scripts).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b/);
  });
});

describe("GET /assets", () => {
  it("lets browsers keep for ever what a page names by its digest", async () => {
    const { app } = pagesOf();
    const page = await (await app.request("/")).text();
    const [, address = ""] = /<link rel="stylesheet" href="([^"]+)"/.exec(page) ?? [];

    const response = await app.request(address);

    expect(response.headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(await response.text()).toContain(".verdict");
  });

  it("has a file under its bare name checked each time", async () => {
    const { app } = pagesOf();

    const first = await app.request("/assets/follow-case.js");
    const again = await app.request("/assets/follow-case.js", {
      headers: { "if-none-match": first.headers.get("etag") ?? "none" },
    });

    expect(first.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(first.headers.get("cache-control")).toBe("no-cache");
    expect(again.status).toBe(304);
  });

  it("serves what the API documents load, compressed, from the installed package", async () => {
    const { app } = pagesOf();
    const page = await (await app.request("/docs")).text();
    const addresses = [...page.matchAll(/"(\/assets\/swagger-ui\/[^"]+)"/g)].map(([, at]) => at ?? "");

    const responses = await Promise.all(
      addresses.map((at) => app.request(at, { headers: { "accept-encoding": "gzip" } })),
    );

    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    for (const { headers } of responses) {
      expect(headers.get("cache-control")).toContain("immutable");
      expect(headers.get("content-encoding")).toBe("gzip");
    }
  });

  it.each(["/assets/nothing.js", "/assets/..%2fpages.ts", "/assets/swagger-ui/5.35.0/package.json"])(
    "answers 404 for %s",
    async (path) => {
      const { status } = await read(path);

      expect(status).toBe(404);
    },
  );
});
describe("flowSteps", () => {
  const item = (id: string, ...from: string[]) => ({
    item: id,
    parts: { mode: { needs: Object.fromEntries(from.map((each) => [each, ["output"]])) } },
  });
  const stepsOf = (...items: ReturnType<typeof item>[]): string[][] =>
    flowSteps({ id: "stage", name: { zh: "", en: "" }, lead: "", items }, "mode").map((step) =>
      step.map((entry) => entry.item),
    );

  it("puts items that wait for nothing side by side", () => {
    expect(stepsOf(item("a"), item("b"), item("c"))).toEqual([["a", "b", "c"]]);
  });

  it("puts each item behind those it waits for", () => {
    expect(stepsOf(item("c", "b"), item("b", "a"), item("a"), item("d"))).toEqual([["a", "d"], ["b"], ["c"]]);
  });

  it("does not wait for items of earlier stages", () => {
    expect(stepsOf(item("a", "permit-of-an-earlier-stage"))).toEqual([["a"]]);
  });

  it("ends on items that wait for one another in a circle", () => {
    expect(stepsOf(item("a", "b"), item("b", "a"), item("c"))).toEqual([["c"], ["a", "b"]]);
  });
});

describe("readableFields", () => {
  const fields = [
    { path: "domicile.address", label: { zh: "住所", en: "address" }, personal: false },
    { path: "shareholders", label: { zh: "股东", en: "shareholders" }, personal: true },
    { path: "shareholders[].name", label: { zh: "股东姓名", en: "name" }, personal: true },
  ];

  it("opens every leaf of a section, and a list as a whole", () => {
    const readable = readableFields({ fields, materials: [] }, [["domicile"], ["shareholders"]]);

    expect(readable.map(({ label }) => label.zh)).toEqual(["住所", "股东"]);
  });

  it("shows a path nobody named as it is, so that nothing readable goes unmentioned", () => {
    const readable = readableFields({ fields, materials: [] }, [["secret.path"]]);

    expect(readable).toEqual([
      { path: "secret.path", label: { zh: "secret.path", en: "secret.path" }, personal: false },
    ]);
  });
});
