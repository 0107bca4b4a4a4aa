/** What one attempt to post an answer came to. `later` names why and, in ms, how long the hub asks to wait at least. */
export type PostResult =
  | { kind: "acknowledged"; status: number }
  | { kind: "refused"; status: number; detail: string }
  | { kind: "taken"; status: number; detail: string }
  | { kind: "later"; status: number | null; detail: string; waitMs: number };

/** The longest a `Retry-After` is honoured, one hour. */
const MAX_RETRY_AFTER_MS = 3_600_000;

const retryAfterMs = (header: string | null, nowMs: number): number => {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS) : 0;
};

interface Problem {
  type: string;
  text: string;
}

const readProblem = async (response: Response): Promise<Problem> => {
  try {
    const body: { type?: unknown; title?: unknown; detail?: unknown } = JSON.parse(await response.text());
    const text = [body.title, body.detail].filter((each) => typeof each === "string").join(": ");
    return { type: String(body.type ?? ""), text };
  } catch {
    return { type: "", text: "" };
  }
};

/**
 * Read the hub's reply to an answer.
 *
 * 2xx is acknowledged. 5xx, 429, 408 and a 409 whose problem type ends in `not-asked-yet` are tried again. A 422
 * whose problem type ends in `taken` means that a code belongs to another case. Everything else, redirects included,
 * is refused and must be looked at. @see RFC 9457
 */
export const readHubReply = async (response: Response, nowMs: number): Promise<PostResult> => {
  const { status } = response;
  if (status >= 200 && status < 300) {
    await response.body?.cancel();
    return { kind: "acknowledged", status };
  }
  const problem = await readProblem(response);
  const detail = `HTTP ${status} ${problem.type} ${problem.text}`.trim().slice(0, 500);
  const isLater =
    status >= 500 ||
    status === 429 ||
    status === 408 ||
    (status === 409 && /(?:^|[/#])not-asked-yet$/.test(problem.type));
  if (isLater)
    return {
      kind: "later",
      status,
      detail,
      waitMs: retryAfterMs(response.headers.get("retry-after"), nowMs),
    };
  const isTaken = status === 422 && /(?:^|[-/#])taken$/.test(problem.type);
  return { kind: isTaken ? "taken" : "refused", status, detail };
};
