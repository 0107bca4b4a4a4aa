import { createPublicKey } from "node:crypto";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCaseMemory } from "../../functions/application/case-memory.ts";
import { makeAuthenticate } from "../../functions/http/authenticate.ts";
import { demoPeople, demoToken } from "../../functions/http/demo-issuer.ts";
import { addEdge } from "../../functions/http/edge.ts";
import { makeLetterApp } from "../../functions/http/letter-app.ts";
import { makeLetterRoutes } from "../../functions/http/letters.ts";
import { requirePerson } from "../../functions/http/require-person.ts";
import type { HubEnv } from "../../functions/http/responses.ts";
import type { EventView } from "../../schemas/http.ts";
import { type Letter, letter as letterSchema } from "../../schemas/letter.ts";
import type { Problem } from "../../schemas/problem.ts";
import { answerDataOf, type Harness, makeHarness, sampleForm } from "../support/hub-harness.ts";
import { readPdf } from "../unit/licence/read-pdf.ts";

const ID = "340300199001010004";
const WISH = `证号${ID}有误`;

interface Listed {
  number: string;
  kind: string;
  title: { zh: string };
  on: string;
  url: string;
}

let harness: Harness;
let caseId: string;
let routes: Hono<HubEnv>;
let alone: Hono<HubEnv>;

const tokenOf = async (person: string): Promise<string> => {
  const claims = demoPeople.find(({ sub }) => sub === person);
  if (claims === undefined) throw new Error(`nobody is called ${person}`);
  return demoToken(harness.hub.issuerKey, harness.hub.issuer, claims);
};

const get = async (
  app: Hono<HubEnv>,
  person: string | null,
  path: string,
  accept?: string,
): Promise<Response> => {
  const headers = new Headers(accept === undefined ? {} : { accept });
  if (person !== null) headers.set("authorization", `Bearer ${await tokenOf(person)}`);
  return app.request(`/v1/cases/${path}`, { headers });
};

const listOf = async (person: string): Promise<Listed[]> => {
  const response = await get(routes, person, `${caseId}/letters`);
  return ((await response.json()) as { letters: Listed[] }).letters;
};

const letterOf = async (person: string, number: string): Promise<Letter> =>
  letterSchema.parse(
    await (await get(routes, person, `${caseId}/letters/${number}`, "application/json")).json(),
  );

/** A case of Zhang San's that tax has wishes for, so that there is a receipt and a notice. */
const fileWithNotice = async (): Promise<string> => {
  const filed = await harness.file(sampleForm("sails-through"));
  const answer = async (department: string, itemId: string, type: string, more = {}) => {
    const data = { ...answerDataOf(type, itemId, 1, filed.title), ...more };
    const response = await harness.answer({ department, caseId: filed.caseId, itemId, type, data });
    if (response.status !== 200) throw new Error(`${department}: ${await response.text()}`);
  };
  await answer("market-regulation", "enterprise-registration", "lianban.item.approved");
  await answer("quality-supervision", "organization-code", "lianban.item.approved");
  await answer("tax", "tax-registration", "lianban.item.correction-required", {
    wishes: [{ path: "financeOfficer.idNumber", message: WISH }],
  });
  return filed.caseId;
};

beforeAll(async () => {
  harness = await makeHarness();
  caseId = await fileWithNotice();
  const { hub, issuer, issuerKey } = harness.hub;
  const authenticate = makeAuthenticate({
    issuer,
    audience: "lianban",
    key: async () => createPublicKey(issuerKey),
  });
  const deps = { hub, memory: makeCaseMemory(hub, { isOnlyWriter: false }) };
  routes = new Hono<HubEnv>();
  addEdge(routes, hub.log);
  routes.use(requirePerson(authenticate));
  routes.route("/", makeLetterRoutes(deps));
  alone = makeLetterApp({ ...deps, authenticate, calendar: harness.hub.calendar });
});

afterAll(() => harness.stop());

describe("GET /v1/cases/{caseId}/letters", () => {
  it("lists the letters in the order of what they rest on, each with its address", async () => {
    const letters = await listOf("zhang-san");

    expect(letters.map(({ number, title }) => `${number.slice(caseId.length)} ${title.zh}`)).toEqual([
      "-SJ-1 收件凭证",
      "-SL-1 受理通知书",
      "-SL-2 受理通知书",
      "-BZ-1 补正告知书",
    ]);
    expect(letters[0]?.url).toBe(`http://hub.test/v1/cases/${caseId}/letters/${caseId}-SJ-1`);
  });

  it("is there for the applicant and for those who supervise, and for nobody else", async () => {
    const people = ["zhang-san", "supervisor", "admin", "li-si", "officer-market", "chief-market"];
    const statuses = await Promise.all(
      people.map(async (person) => (await get(routes, person, `${caseId}/letters`)).status),
    );
    const nobody = await get(routes, null, `${caseId}/letters`);

    expect(statuses).toEqual([200, 200, 200, 404, 404, 404]);
    expect(nobody.status).toBe(401);
  });

  it("answers for a case that is not there as for one that is another's", async () => {
    const unknown = await get(routes, "li-si", "3403002026112401000017/letters");
    const others = await get(routes, "li-si", `${caseId}/letters`);

    expect(((await unknown.json()) as Problem).type).toBe(((await others.json()) as Problem).type);
  });
});

describe("GET /v1/cases/{caseId}/letters/{number}", () => {
  it("prints the letter as PDF, which nobody keeps", async () => {
    const response = await get(routes, "zhang-san", `${caseId}/letters/${caseId}-BZ-1`);
    const { text } = readPdf(new Uint8Array(await response.clone().arrayBuffer()));

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("content-disposition")).toBe(`inline; filename="${caseId}-BZ-1.pdf"`);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(text).toContain("补正告知书");
    expect(text).toContain("财务负责人证件号码");
  });

  it("gives the letter as data to who asks for it, resting on an event of the log", async () => {
    const letter = await letterOf("zhang-san", `${caseId}-BZ-1`);
    const { events } = (await (await harness.as("zhang-san", `/v1/cases/${caseId}/events`)).json()) as {
      events: EventView[];
    };

    expect(letter).toMatchObject({ kind: "correction", addressee: "张三", caseId });
    expect(events.find(({ hash }) => hash === letter.copyOf)?.type).toBe("CorrectionNoticeIssued");
  });

  it("masks identity numbers for everybody, and for supervisors names and what was handed in", async () => {
    const own = JSON.stringify(await letterOf("zhang-san", `${caseId}-BZ-1`));
    const seen = JSON.stringify([
      await letterOf("supervisor", `${caseId}-BZ-1`),
      await letterOf("supervisor", `${caseId}-SJ-1`),
    ]);
    const printed = await get(routes, "supervisor", `${caseId}/letters/${caseId}-BZ-1`);
    const { text } = readPdf(new Uint8Array(await printed.arrayBuffer()));

    for (const each of [own, seen, text]) {
      expect(each).toContain("3403**********0004");
      expect(each).not.toContain(ID);
    }
    for (const each of [seen, text]) {
      expect(each).toContain("张*");
      expect(each).not.toContain("张三");
      expect(each).not.toContain("公司章程");
    }
  });

  it("is not there for others, whatever form they ask for", async () => {
    const answers = await Promise.all(
      ["application/pdf", "application/json"].map((accept) =>
        get(routes, "li-si", `${caseId}/letters/${caseId}-BZ-1`, accept),
      ),
    );

    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
  });

  it.each([
    ["a letter there is none of", () => `${caseId}-BZ-9`, 404],
    ["a letter of another case", () => "3403002026112401000017-SJ-1", 404],
    ["no number at all", () => "latest", 422],
  ])("answers for %s", async (_, number, status) => {
    expect((await get(routes, "zhang-san", `${caseId}/letters/${number()}`)).status).toBe(status);
  });

  it("notes that a supervisor looked, and not that the applicant did", async () => {
    await letterOf("supervisor", `${caseId}-SJ-1`);
    await letterOf("zhang-san", `${caseId}-SJ-1`);
    const looks = await harness.hub.hub.store.entriesOf(caseId, "access");
    const who = looks.flatMap(({ data }) =>
      data.kind === "access" && data.what === "notice" ? [data.who.id] : [],
    );

    expect(who).toContain("supervisor");
    expect(who).not.toContain("zhang-san");
  });
});

describe("makeLetterApp", () => {
  it.each([
    ["zhang-san", "BZ-1", "application/json"],
    ["zhang-san", "BZ-9", "application/json"],
    ["supervisor", "SJ-1", "application/json"],
    ["li-si", "SJ-1", "application/json"],
    ["zhang-san", "nonsense", "application/json"],
    [null, "SJ-1", "application/json"],
  ])("answers %s about %s as the whole hub does", async (person, code, accept) => {
    const path = `${caseId}/letters/${caseId}-${code}`;
    const [one, other] = [await get(alone, person, path, accept), await get(routes, person, path, accept)];
    const withoutInstance = async (response: Response) =>
      (await response.text()).replaceAll(/"instance":"[^"]*"/g, "");

    expect(one.status).toBe(other.status);
    expect(one.headers.get("content-type")).toBe(other.headers.get("content-type"));
    expect(one.headers.get("cache-control")).toBe(other.headers.get("cache-control"));
    expect(await withoutInstance(one)).toBe(await withoutInstance(other));
  });

  it("prints the same bytes as the whole hub does", async () => {
    const path = `${caseId}/letters/${caseId}-SJ-1`;
    const [one, other] = [await get(alone, "zhang-san", path), await get(routes, "zhang-san", path)];

    expect(Buffer.from(await one.arrayBuffer())).toEqual(Buffer.from(await other.arrayBuffer()));
  });

  it("has no other route", async () => {
    const answers = await Promise.all(
      [caseId, `${caseId}/letters`, `${caseId}/events`].map((path) => get(alone, "zhang-san", path)),
    );

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

describe("a case whose personal data is gone", () => {
  it("has no letters any more", async () => {
    const form = sampleForm("sails-through");
    const other = await harness.file({ ...form, name: { ...form.name, tradeName: "珠城瑞景" } });
    await harness.post("zhang-san", `/v1/cases/${other.caseId}/withdrawal`, { reason: "改名" });
    await harness.settle();
    const erased = await harness.post("admin", `/v1/cases/${other.caseId}/erasure`, { reason: "本人要求" });

    expect(erased.status).toBe(204);
    expect((await get(routes, "zhang-san", `${other.caseId}/letters`)).status).toBe(410);
    expect((await get(routes, "li-si", `${other.caseId}/letters`)).status).toBe(404);
  });
});
