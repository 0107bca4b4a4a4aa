import { shanghaiDate } from "../../functions/catalog/calendar/shanghai.ts";
import type { CaseView } from "../../schemas/http.ts";
import type { Problem } from "../../schemas/problem.ts";
import { type Harness, sampleForm, samplePdf } from "./hub-harness.ts";

/** A sample form under a trade name of its own, since two cases cannot share one. */
export const named = (tradeName: string, sample = "sails-through"): Record<string, unknown> => ({
  ...sampleForm(sample),
  name: { ...sampleForm(sample).name, tradeName },
});

/** What people are answered who ask the same, one after the other: their statuses, in their order. */
export const statusesOf = async (
  people: readonly (string | null)[],
  ask: (person: string | null) => Promise<Response>,
): Promise<number[]> => {
  const statuses: number[] = [];
  for (const person of people) statuses.push((await ask(person)).status);
  return statuses;
};

/** A problem in short: `409 /problems/case-closed`. */
export const slugOf = async (response: Response): Promise<string> =>
  `${response.status} ${((await response.json()) as Problem).type}`;

/** A JSON answer, which must have one status. */
export const readAs = async <T>(response: Response, status = 200): Promise<T> => {
  if (response.status !== status)
    throw new Error(`answered ${response.status} instead of ${status}: ${await response.text()}`);
  return (await response.json()) as T;
};

/** A case number that nobody was given. */
export const UNKNOWN = "3403002026112401999999";

/** The date some days from now by the hub's clock. */
const daysAhead = ({ hub }: Harness, days: number): string =>
  shanghaiDate(new Date(Date.parse(hub.hub.clock.now()) + days * 86_400_000).toISOString());

/** Store a document for somebody, such as a mandate (授权委托书); its id. */
export const store = async ({ as }: Harness, person: string): Promise<string> => {
  const headers = { "content-type": "application/pdf" };
  const stored = await as(person, "/v1/documents", { method: "POST", headers, body: samplePdf });
  return (await readAs<{ documentId: string }>(stored, 201)).documentId;
};

/** What a station says of the delegation it brings: its mandate is stored for it, and it is in force for half a year. */
export const delegationOf = async (
  harness: Harness,
  scope: readonly string[],
  person = "station-xiaobengbu",
) => ({
  scope,
  until: daysAhead(harness, 180),
  mandate: await store(harness, person),
});

/** File a form for somebody else, at a window or a station; fails when the hub refuses. */
export const fileFor = async (
  harness: Harness,
  form: unknown,
  said: { person: string; applicant: string; channel: string } & Record<string, unknown>,
): Promise<CaseView> => {
  const { person, ...rest } = said;
  const materials = await harness.materials(form, person);
  const body = { processId: "company-registration", form, materials, ...rest };
  const key = { "idempotency-key": crypto.randomUUID() };
  return readAs<CaseView>(await harness.post(person, "/v1/cases", body, key), 201);
};
