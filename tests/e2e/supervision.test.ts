import { afterAll, describe, expect } from "vitest";
import { tenDisclosures } from "../../functions/catalog/disclosures.ts";
import type { RatingView } from "../../schemas/case-parts.ts";
import type { DeskItemView } from "../../schemas/desk.ts";
import type { Letter } from "../../schemas/letter.ts";
import { readAs, slugOf } from "../support/acting.ts";
import { readCsv } from "../support/read-csv.ts";
import { makeActing } from "./acting.ts";
import { makeJourney } from "./journey.ts";
import { named } from "./sample-case.ts";
import { openTarget } from "./target.ts";

const target = await openTarget();
const journey = await makeJourney(target);
const { get, post, play, entries, period, subject } = makeActing(target);
const client = await target.as("zhang-san");

afterAll(() => target.stop());

const TAX = "tax-registration";

describe("a bad rating", () => {
  journey(
    "is a task until the department rated has answered it, and its applicant reads the answer",
    ["officers of two departments", "a supervisor"],
    async () => {
      const { caseId } = await play("zhang-san", named("sails-through", "差评"));
      const rating = { occasion: "completion", itemId: TAX };
      const rate = () =>
        post("zhang-san", `/v1/cases/${caseId}/ratings`, { ...rating, level: 1, text: "跑了三趟" });
      const reply = (person: string) =>
        post(person, `/v1/cases/${caseId}/ratings/answer`, { ...rating, reply: "已整改,并向您致歉" });
      const listed = async () =>
        (await entries("supervisor", "rating", caseId)).map(({ isOpen, department, data }) => ({
          isOpen,
          department,
          level: data.kind === "rating" ? data.level : null,
        }));

      const rated = await rate();
      const again = await slugOf(await rate());
      const task = { department: "tax", level: 1 };
      await expect.poll(listed, { timeout: target.patienceMs }).toEqual([{ ...task, isOpen: true }]);
      const byOther = await slugOf(await reply("officer-quality"));
      const answered = await reply("officer-tax");
      const twice = await slugOf(await reply("supervisor"));

      expect([rated.status, answered.status]).toEqual([201, 200]);
      expect([again, byOther, twice]).toEqual([
        "409 /problems/rated-already",
        "403 /problems/forbidden",
        "409 /problems/rating-answered",
      ]);
      await expect.poll(listed, { timeout: target.patienceMs }).toEqual([{ ...task, isOpen: false }]);
      const read = await get("zhang-san", `/v1/cases/${caseId}/ratings`);
      expect((await readAs<{ ratings: RatingView[] }>(read)).ratings).toMatchObject([
        { ...rating, level: 1, text: "跑了三趟", reply: "已整改,并向您致歉" },
      ]);
    },
  );
});

interface AccessLine {
  who: { kind: string; id: string; department: string | null };
  what: string;
  itemId: string | null;
  paths: string[];
  how: "read" | "delivered";
}

describe("who saw what of a case", () => {
  journey(
    "is in its ledger: each department's scope, and each look of a person at the centre",
    ["another applicant", "officers of two departments", "a supervisor"],
    async () => {
      const { caseId, items } = await play("zhang-san", named("sails-through", "查阅"));
      const seen = await readAs<DeskItemView>(await get("officer-tax", `/v1/desk/${caseId}/${TAX}`));
      await get("supervisor", `/v1/cases/${caseId}`);

      const path = `/v1/cases/${caseId}/access`;
      const { lines } = await readAs<{ lines: AccessLine[] }>(await get("zhang-san", path));
      const byOther = await slugOf(await get("li-si", path));

      const asked = items.filter(({ round }) => round > 0);
      const delivered = lines.filter(({ how }) => how === "delivered");
      expect(delivered.map(({ who, itemId }) => [who.department, itemId]).toSorted()).toEqual(
        asked.map(({ department, itemId }) => [department, itemId]).toSorted(),
      );
      expect(delivered.every(({ paths }) => paths.length > 0)).toBe(true);
      const looks = lines.filter(({ how }) => how === "read");
      const toTax = delivered.find(({ itemId }) => itemId === TAX);
      expect(looks).toHaveLength(2);
      expect(looks).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            who: { kind: "officer", id: await subject("officer-tax"), department: "tax" },
            what: "scope",
            itemId: TAX,
            paths: toTax?.paths,
          }),
          expect.objectContaining({
            who: { kind: "supervisor", id: await subject("supervisor"), department: null },
            what: "case",
            paths: [],
          }),
        ]),
      );
      for (const section of Object.keys(seen.fields))
        expect(toTax?.paths.some((each) => each.split(".")[0] === section)).toBe(true);
      expect(byOther).toBe("404 /problems/case-unknown");
    },
  );
});

interface Statistics {
  rows: { key: string | null; decisions: { decided: number } }[];
  total: { decisions: { decided: number }; closures: { issued: number } };
}

/** The column of items decided, in the table of statistics. */
const DECIDED = 2;

describe("the figures of a period", () => {
  journey(
    "hold the case just done, by department and as a table for spreadsheets",
    ["a supervisor"],
    async () => {
      const query = `${await period()}&by=department`;
      const read = async () => readAs<Statistics>(await get("supervisor", `/v1/statistics?${query}`));
      const decidedBy = ({ rows }: Statistics, department: string): number =>
        rows.find(({ key }) => key === department)?.decisions.decided ?? 0;
      const before = await read();
      const { caseId } = await play("zhang-san", named("sails-through", "统计"));
      const departments = ["market-regulation", "quality-supervision", "tax"];
      const done = async () => (await entries("supervisor", "decision", caseId)).length;
      await expect.poll(done, { timeout: target.patienceMs }).toBe(departments.length);

      const after = await read();
      const table = await get("supervisor", `/v1/statistics.csv?${query}`);
      const later = await read();
      const refused = await get("zhang-san", `/v1/statistics.csv?${query}`);

      const bytes = new Uint8Array(await table.arrayBuffer());
      const [head = [], ...lines] = readCsv(new TextDecoder("utf-8").decode(bytes));
      const inTable = (department: string) => Number(lines.find(([key]) => key === department)?.[DECIDED]);
      expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      expect(table.headers.get("content-type")).toContain("text/csv");
      expect(head.slice(0, DECIDED + 1)).toEqual([
        "部门编号 / department id",
        "名称 / name",
        "办结事项 / items decided",
      ]);
      for (const department of departments) {
        expect(decidedBy(after, department)).toBeGreaterThan(decidedBy(before, department));
        // Other journeys go on meanwhile.
        expect(inTable(department)).toBeGreaterThanOrEqual(decidedBy(after, department));
        expect(inTable(department)).toBeLessThanOrEqual(decidedBy(later, department));
      }
      expect(after.total.closures.issued).toBeGreaterThan(before.total.closures.issued);
      const sum = lines.slice(0, -1).reduce((total, line) => total + Number(line[DECIDED]), 0);
      expect(Number(lines.at(-1)?.[DECIDED])).toBe(sum);
      expect(refused.status).toBe(403);
    },
  );
});

describe("the letters of a case", () => {
  journey("are there for its applicant, each as a PDF and as data", ["another applicant"], async () => {
    const { caseId, title } = await play(
      "zhang-san",
      named("needs-correction", "文书"),
      named("corrected", "文书"),
    );
    const path = `/v1/cases/${caseId}/letters`;

    const { letters } = await readAs<{ letters: { number: string; kind: string; url: string }[] }>(
      await get("zhang-san", path),
    );
    const printed = await Promise.all(letters.map(({ url }) => get("zhang-san", new URL(url).pathname)));
    const [first] = letters;
    const data = await readAs<Letter>(
      await get("zhang-san", `${path}/${first?.number}`, { accept: "application/json" }),
    );
    const byOther = await slugOf(await get("li-si", `${path}/${first?.number}`));

    const starts = await Promise.all(
      printed.map(async (each) =>
        Buffer.from(await each.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ),
    );
    expect(letters.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["receipt", "acceptance", "correction", "delivery"]),
    );
    expect(printed.map(({ headers }) => headers.get("content-type"))).toEqual(
      letters.map(() => "application/pdf"),
    );
    expect(starts).toEqual(letters.map(() => "%PDF-"));
    expect(data).toMatchObject({ number: first?.number, kind: first?.kind, caseId, caseTitle: title });
    expect((await client.events(caseId)).map(({ hash }) => hash)).toContain(data.copyOf);
    expect(byOther).toBe("404 /problems/case-unknown");
  });
});

interface Listed {
  itemId: string;
  acceptsApplications: boolean;
}

describe("the power list", () => {
  journey("is there for anybody, and the guide of an item tells its ten disclosures", [], async () => {
    const read = async <T>(path: string): Promise<T> => readAs<T>(await fetch(`${target.baseUrl}${path}`));

    const { rows } = await read<{ rows: Listed[] }>("/v1/items");
    const figures = await read<{ total: number; byStatus: Record<string, number> }>("/v1/power-list/figures");
    const guide = await read<{
      published: boolean;
      disclosures: { id: string; lines: { zh: string }[] }[];
    }>(`/v1/items/${TAX}`);
    const unknown = await fetch(`${target.baseUrl}/v1/items/no-such-item`);

    expect(rows.map(({ itemId }) => itemId)).toEqual(
      expect.arrayContaining(["enterprise-registration", "organization-code", TAX]),
    );
    expect(rows.find(({ itemId }) => itemId === TAX)?.acceptsApplications).toBe(true);
    expect(figures.total).toBe(rows.length);
    expect(guide.published).toBe(true);
    expect(guide.disclosures.map(({ id }) => id)).toEqual(tenDisclosures.map(({ id }) => id));
    expect(guide.disclosures.every(({ lines }) => lines.some(({ zh }) => zh !== ""))).toBe(true);
    expect(unknown.status).toBe(404);
  });
});
