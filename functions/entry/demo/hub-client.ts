import { setTimeout as pause } from "node:timers/promises";
import type { CaseView, DryRunResult, EventView, LicenceView } from "../../../schemas/http.ts";
import type { Material } from "../../../schemas/materials.ts";
import type { Problem } from "../../../schemas/problem.ts";

/** A request the hub refused, with the problem it told. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.status} ${problem.title}: ${problem.detail}`);
    this.problem = problem;
  }
}

/** The process a request is about where it names none. */
const USUAL_PROCESS = "company-registration";

/** One person's way to the hub, over HTTP only. Requests that name no process are about company registration. */
export interface HubClient {
  dryRun: (form: unknown, mode?: string, processId?: string) => Promise<DryRunResult>;
  upload: (
    content: Uint8Array,
    mediaType: string,
  ) => Promise<{ documentId: string; sha256: string; bytes: number }>;
  file: (input: {
    form: unknown;
    materials: readonly Material[];
    processId?: string;
    mode?: string;
    key?: string;
  }) => Promise<CaseView>;
  read: (caseId: string) => Promise<CaseView>;
  /** Hold until the case passes `version`, or the wait is over. */
  follow: (caseId: string, version: number, waitSeconds?: number) => Promise<CaseView>;
  /** Follow until a condition holds; rejects after `timeoutMs`. */
  until: (caseId: string, holds: (view: CaseView) => boolean, timeoutMs: number) => Promise<CaseView>;
  correct: (
    caseId: string,
    revision: number,
    input: { form: unknown; materials: readonly Material[] },
  ) => Promise<CaseView>;
  withdraw: (caseId: string, reason: string) => Promise<CaseView>;
  events: (caseId: string) => Promise<EventView[]>;
  licence: (licenceId: string) => Promise<LicenceView>;
  get: (path: string) => Promise<Response>;
  /** Read something as JSON; rejects with {@link Refused}. */
  readAs: <T>(path: string) => Promise<T>;
  /** Send something as JSON; rejects with {@link Refused}. */
  send: <T>(path: string, body: unknown, headers?: Record<string, string>) => Promise<T>;
}

/** A token of one of the demonstration people. */
export const signIn = async (baseUrl: string, person: string): Promise<string> => {
  const response = await fetch(`${baseUrl}/oidc/token`, {
    method: "POST",
    body: new URLSearchParams({ person }),
  });
  if (!response.ok)
    throw new Error(`the hub at ${baseUrl} gives no token for "${person}" (HTTP ${response.status})`);
  return ((await response.json()) as { access_token: string }).access_token;
};

const read = async <T>(response: Response): Promise<T> => {
  const body = await response.json();
  if (!response.ok) throw new Refused(body as Problem);
  return body as T;
};

/** Speak to a hub as the holder of a token. */
export const makeHubClient = (baseUrl: string, token: string): HubClient => {
  const authorization = `Bearer ${token}`;
  const get = (path: string) => fetch(`${baseUrl}${path}`, { headers: { authorization } });
  const send = async <T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> =>
    read<T>(
      await fetch(`${baseUrl}${path}`, {
        method: "POST",
        headers: { authorization, "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
    );
  const readCase = async (path: string) => read<CaseView>(await get(path));
  const follow: HubClient["follow"] = (caseId, version, waitSeconds = 20) =>
    readCase(`/v1/cases/${caseId}?wait=${waitSeconds}&version=${version}`);

  return {
    get,
    send,
    readAs: async (path) => read(await get(path)),
    dryRun: (form, mode, processId = USUAL_PROCESS) =>
      send("/v1/dry-runs", { processId, mode: mode ?? null, form }),
    upload: async (content, mediaType) =>
      read(
        await fetch(`${baseUrl}/v1/documents`, {
          method: "POST",
          headers: { authorization, "content-type": mediaType },
          body: new Uint8Array(content),
        }),
      ),
    file: ({ form, materials, mode, processId = USUAL_PROCESS, key = crypto.randomUUID() }) =>
      send("/v1/cases", { processId, mode: mode ?? null, form, materials }, { "idempotency-key": key }),
    read: (caseId) => readCase(`/v1/cases/${caseId}`),
    follow,
    until: async (caseId, holds, timeoutMs) => {
      const end = Date.now() + timeoutMs;
      let view = await readCase(`/v1/cases/${caseId}`);
      while (!holds(view)) {
        if (Date.now() > end)
          throw new Error(`case ${caseId} is ${view.status} after ${timeoutMs} ms: ${view.waitingFor.en}`);
        view = await follow(caseId, view.version, 5);
        if (!holds(view)) await pause(5);
      }
      return view;
    },
    correct: (caseId, revision, input) =>
      send(`/v1/cases/${caseId}/corrections`, input, { "if-match": `"${revision}"` }),
    withdraw: (caseId, reason) => send(`/v1/cases/${caseId}/withdrawal`, { reason }),
    events: async (caseId) =>
      (await read<{ events: EventView[] }>(await get(`/v1/cases/${caseId}/events`))).events,
    licence: async (licenceId) => read(await get(`/v1/licences/${licenceId}`)),
  };
};
