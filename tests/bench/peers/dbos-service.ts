import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { DBOS } from "@dbos-inc/dbos-sdk";
import { listenAndTell } from "./service.ts";
import {
  type ApplicationForm,
  type CaseResult,
  type DepartmentAnswer,
  departments,
  resultOf,
} from "./three-departments.ts";

/** A day: longer than any run, so that no wait ever times out. */
const answerTimeoutSeconds = 86_400;

const reviewCase = DBOS.registerWorkflow(
  async (_form: ApplicationForm): Promise<CaseResult> => {
    const receive = (department: string) =>
      DBOS.recv<DepartmentAnswer>(department, { timeoutSeconds: answerTimeoutSeconds });
    return resultOf(await Promise.all(departments.map(receive)));
  },
  { name: "reviewCase" },
);

/** Results of the cases started by this process: awaiting them here costs no query, where the database is polled. */
const results = new Map<string, Promise<CaseResult>>();

async function startCase(id: string, form: ApplicationForm): Promise<void> {
  const handle = await DBOS.startWorkflow(reviewCase, { workflowID: id })(form);
  results.set(id, handle.getResult());
}

async function takeResult(id: string): Promise<CaseResult | null> {
  const result = await (results.get(id) ?? DBOS.getResult<CaseResult>(id));
  results.delete(id);
  return result;
}

/** `POST /cases/{id}`, `POST /cases/{id}/answers`, `GET /cases/{id}/result`. */
async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, , id = "", part] = (request.url ?? "").split("/");
  if (part === "result") {
    reply(response, 200, JSON.stringify(await takeResult(id)));
    return;
  }
  const body: unknown = JSON.parse(await text(request));
  if (part === "answers") {
    const answer = body as DepartmentAnswer;
    await DBOS.send(id, answer, answer.department);
    reply(response, 204, "");
  } else {
    await startCase(id, body as ApplicationForm);
    reply(response, 201, "");
  }
}

function reply(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body);
}

DBOS.setConfig({
  name: "bench",
  systemDatabaseUrl: process.env.SYSTEM_DATABASE_URL ?? "",
  systemDatabasePoolSize: Number(process.env.POOL_SIZE),
  logLevel: "error",
});
await DBOS.launch();
listenAndTell(
  createServer((request, response) => {
    handle(request, response).catch((error: unknown) => reply(response, 500, String(error)));
  }),
);
