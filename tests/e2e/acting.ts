import { decodeJwt } from "jose";
import { shanghaiDate } from "../../functions/catalog/calendar/shanghai.ts";
import { playCase } from "../../functions/entry/demo/play-case.ts";
import { uploadSampleMaterials } from "../../functions/entry/demo/sample-materials.ts";
import type { CaseView } from "../../schemas/http.ts";
import type { RegisterEntry } from "../../schemas/registers.ts";
import { readAs } from "../support/acting.ts";
import type { Target } from "./target.ts";

/** What somebody files besides the form: the channel, a promise, a delegation. `without` leaves materials out. */
interface Filing {
  person: string;
  form: unknown;
  without?: readonly string[];
  said?: Record<string, unknown>;
}

/** A page of something, as every list of the hub has it. */
interface Page<T> {
  rows: T[];
  cursor: string | null;
}

/** What people do at a deployment beyond an applicant's own requests, over HTTP only. */
export interface Acting {
  get: (person: string, path: string, headers?: Record<string, string>) => Promise<Response>;
  post: (person: string, path: string, body: unknown, headers?: Record<string, string>) => Promise<Response>;
  /** File a form with a sample document for each material it needs. */
  file: (filing: Filing) => Promise<Response>;
  /** File a form, answer its correction notice by `corrected`, and follow the case to its end. */
  play: (person: string, form: unknown, corrected?: unknown) => Promise<CaseView>;
  /** Say something about an item at the desk of somebody's department, under a key of its own. */
  answer: (
    person: string,
    item: { caseId: string; itemId: string },
    type: string,
    data?: Record<string, unknown>,
  ) => Promise<Response>;
  /** All rows of a list, page by page. */
  rows: <T>(person: string, path: string) => Promise<T[]>;
  /** What a register of the last and next two days holds of a case. */
  entries: (person: string, register: string, caseId: string) => Promise<RegisterEntry[]>;
  /** The query of those days: a case that is done while the day changes is within. */
  period: () => Promise<string>;
  /** The name by which the hub knows somebody. */
  subject: (person: string) => Promise<string>;
}

const DAY_MS = 86_400_000;

/** Act at a deployment as people whose tokens the run has. */
export const makeActing = (target: Target): Acting => {
  const authorized = async (person: string, headers: Record<string, string>) => ({
    ...headers,
    authorization: `Bearer ${await target.token(person)}`,
  });

  const get: Acting["get"] = async (person, path, headers = {}) =>
    fetch(`${target.baseUrl}${path}`, { headers: await authorized(person, headers) });

  const post: Acting["post"] = async (person, path, body, headers = {}) =>
    fetch(`${target.baseUrl}${path}`, {
      method: "POST",
      headers: await authorized(person, { ...headers, "content-type": "application/json" }),
      body: JSON.stringify(body),
    });

  const rows = async <T>(person: string, path: string): Promise<T[]> => {
    const all: T[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const after: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page<T> = await readAs<Page<T>>(await get(person, `${path}limit=200${after}`));
      all.push(...page.rows);
      cursor = page.cursor;
    }
    return all;
  };

  const period: Acting["period"] = async () => {
    const { now } = await readAs<{ now: string }>(await fetch(`${target.baseUrl}/health`));
    const [from, to] = [-2, 2].map((days) =>
      shanghaiDate(new Date(Date.parse(now) + days * DAY_MS).toISOString()),
    );
    return `from=${from}&to=${to}`;
  };

  return {
    get,
    post,
    rows,
    period,
    file: async ({ person, form, without = [], said = {} }) => {
      const client = await target.as(person);
      const { materials: needed } = await client.dryRun(form);
      const materials = await uploadSampleMaterials(
        client,
        needed.filter(({ code }) => !without.includes(code)),
      );
      const body = { processId: "company-registration", form, materials, ...said };
      return post(person, "/v1/cases", body, { "idempotency-key": crypto.randomUUID() });
    },
    play: async (person, form, corrected) => {
      const given = { title: "", form, patienceMs: target.patienceMs };
      const play = corrected === undefined ? given : { ...given, corrected };
      return (await playCase(await target.as(person), play, () => undefined)).view;
    },
    answer: (person, { caseId, itemId }, type, data = {}) =>
      post(
        person,
        `/v1/desk/${caseId}/${itemId}/answers`,
        { type: `lianban.item.${type}`, data: { revision: 1, ...data } },
        { "idempotency-key": crypto.randomUUID() },
      ),
    entries: async (person, register, caseId) =>
      (await rows<RegisterEntry>(person, `/v1/registers/${register}?${await period()}&`)).filter(
        (entry) => entry.caseId === caseId,
      ),
    subject: async (person) => decodeJwt((await target.token(person)) ?? "").sub ?? "",
  };
};

/** The item of a case by its id; throws where the case has none. */
export const itemOf = ({ items }: CaseView, itemId: string): CaseView["items"][number] => {
  const item = items.find((each) => each.itemId === itemId);
  if (item === undefined) throw new Error(`no item ${itemId}`);
  return item;
};
