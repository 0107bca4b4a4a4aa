import { randomUUID } from "node:crypto";
import type { HttpAnswer, HttpClient } from "../http-client.ts";
import type { LastAnswer } from "../load.ts";

/** The departments that decide in parallel, in the order in which their answers are sent. */
export const departments = ["market-supervision", "public-security", "taxation"] as const;

/** One of the {@link departments}. */
export type Department = (typeof departments)[number];

/** What one department answers. */
export interface DepartmentAnswer {
  readonly department: Department;
  readonly decision: "approved" | "rejected";
  readonly opinion: string;
}

/** What the applicant hands in: small on purpose, about 230 bytes, since the engines are measured, not their parsers. */
export interface ApplicationForm {
  readonly name: string;
  readonly address: string;
  readonly legalRepresentative: string;
  readonly registeredCapital: number;
  readonly businessScope: string;
}

/** What a case comes to: approved when every department approves. */
export interface CaseResult {
  readonly outcome: "approved" | "rejected";
}

/**
 * Where a peer takes the calls of one case. Starting and answering are POSTs; the result is a GET that waits for it.
 * `result` is null when the start call itself stays open until the case is decided and answers with the result.
 */
export interface CaseRoutes {
  readonly start: (id: string) => string;
  readonly answer: (id: string) => string;
  readonly result: ((id: string) => string) | null;
}

/** Judge the answers of all departments. A missing answer counts against the case. */
export function resultOf(answers: readonly (DepartmentAnswer | null)[]): CaseResult {
  return { outcome: answers.every((answer) => answer?.decision === "approved") ? "approved" : "rejected" };
}

const form = JSON.stringify({
  name: "安徽省试点科技有限公司",
  address: "安徽省合肥市蜀山区示范路 1 号",
  legalRepresentative: "张三",
  registeredCapital: 1_000_000,
  businessScope: "软件开发;信息技术咨询服务",
} satisfies ApplicationForm);

const approvalOf = (department: Department) =>
  JSON.stringify({ department, decision: "approved", opinion: "符合要求" } satisfies DepartmentAnswer);

const firstAnswers = departments.slice(0, -1).map(approvalOf);
const lastAnswer = approvalOf(departments[2]);

/**
 * Make the `startCase` of a peer: the calls of one case, each sent when the one before was answered: start, three
 * answers, and one that waits for the result, unless the start call does.
 *
 * Failures: rejects on any status but 2xx, and on any outcome but approved.
 */
export function makeStartCase(client: HttpClient, routes: CaseRoutes): () => Promise<LastAnswer> {
  const call = async (method: "GET" | "POST", path: string, body?: string) =>
    successBody(path, await client.send({ method, path, ...(body === undefined ? {} : { body }) }));
  return async () => {
    const id = randomUUID();
    const started = call("POST", routes.start(id), form);
    if (routes.result === null) started.catch(() => undefined);
    else await started;
    for (const answer of firstAnswers) await call("POST", routes.answer(id), answer);
    return async () => {
      await call("POST", routes.answer(id), lastAnswer);
      const result = await (routes.result === null ? started : call("GET", routes.result(id)));
      const { outcome }: CaseResult = JSON.parse(result);
      if (outcome !== "approved") throw new Error(`case ${id}: ${outcome}`);
    };
  };
}

function successBody(path: string, { status, body }: HttpAnswer): string {
  if (status < 200 || status > 299) throw new Error(`${path}: ${status} ${body.slice(0, 200)}`);
  return body;
}
