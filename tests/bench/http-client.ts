import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";

/** One request: `path` starts with a slash; `body` is sent as it stands, as JSON unless the headers say otherwise. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back, any status; the body is read to its end as text. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A client of one server over kept-alive connections, as many as there are requests at once. */
export interface HttpClient {
  readonly send: (request: HttpRequest) => Promise<HttpAnswer>;
  /** Close every connection; requests still open reject. */
  readonly close: () => void;
}

/**
 * Make the client the load generators use, over `node:http` with a keep-alive agent.
 *
 * It shares the cores with what it measures, so it has to be cheap: per POST with a small JSON answer at 16 clients
 * it costs about 45 µs of CPU where the global `fetch` costs about 245 µs (Node 24).
 * Failures: `send` rejects when the connection breaks or nothing moves on it for `silenceMs`.
 *
 * @param origin - where the server listens, e.g. `http://127.0.0.1:8080`
 * @param silenceMs - longer than the longest long-poll. @default 60000
 */
export function makeHttpClient(origin: string, silenceMs = 60_000): HttpClient {
  const { hostname, port } = new URL(origin);
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const send = ({ method, path, headers, body }: HttpRequest) =>
    new Promise<HttpAnswer>((resolve, reject) => {
      const sent = request({ agent, hostname, port, method, path, headers: headersOf(headers, body) });
      sent.setTimeout(silenceMs, () =>
        sent.destroy(new Error(`${method} ${path}: silent for ${silenceMs} ms`)),
      );
      sent.once("error", reject);
      sent.once("response", (response) => readAnswer(response, resolve, reject));
      sent.end(body);
    });
  return { send, close: () => agent.destroy() };
}

function headersOf(headers: HttpRequest["headers"], body: string | undefined): Record<string, string> {
  if (body === undefined) return { ...headers };
  return {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  };
}

function readAnswer(
  response: IncomingMessage,
  resolve: (answer: HttpAnswer) => void,
  reject: (error: Error) => void,
): void {
  let body = "";
  response.setEncoding("utf8");
  response.on("data", (text: string) => {
    body += text;
  });
  response.once("error", reject);
  response.once("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
}
