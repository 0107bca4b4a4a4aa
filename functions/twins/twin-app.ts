import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { readWebhookHeaders, verifyWebhook, type WebhookVerdict } from "../departments/webhook-signature.ts";
import { type TwinDials, twinDials } from "./dials.ts";
import { type Dice, happens } from "./dice.ts";
import type { Receipt } from "./engine.ts";
import type { TwinMetrics } from "./metrics.ts";
import type { Protocol, TwinDelivery } from "./protocols/protocol.ts";
import type { TwinStatus } from "./status.ts";
import { twinPage } from "./twin-page.ts";

/** What the app of a twin is made of. */
export interface TwinAppOptions {
  protocol: Protocol;
  /** Secrets of which one must have signed a delivery; read for each. */
  secrets: () => Promise<readonly Uint8Array[]>;
  dials: TwinDials;
  dice: Dice;
  metrics: TwinMetrics;
  nowMs: () => number;
  receive: (delivery: TwinDelivery) => Promise<Receipt>;
  status: () => TwinStatus;
}

const MAX_BYTES = 5_000_000;

const problem = (
  status: number,
  name: string,
  detail: string,
  headers: Record<string, string> = {},
): Response =>
  new Response(JSON.stringify({ type: `urn:lianban:twin:${name}`, title: name, status, detail }), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });

const refusalOfSignature = (verdict: Exclude<WebhookVerdict, { kind: "Valid" }>): Response => {
  switch (verdict.kind) {
    case "MissingHeader":
    case "MalformedHeader":
      return problem(401, "unsigned", `${verdict.header}: ${verdict.kind}`);
    case "Stale":
      return problem(401, "stale", `the message is ${verdict.ageSeconds} seconds old; set your clock`);
    case "BadSignature":
      return problem(
        401,
        "bad-signature",
        "no signature is ours; check the secret, the digest and the bytes",
      );
  }
};

/** Seconds the department asks the hub to wait, or `null` while it works. Throws the dice once a delivery. */
const outageSeconds = ({ dials, dice, nowMs }: TwinAppOptions): number | null => {
  const isChance = happens(dice, dials.outageRate);
  const leftMs = dials.outageUntil ? Date.parse(dials.outageUntil) - nowMs() : 0;
  if (leftMs > 0) return Math.ceil(leftMs / 1_000);
  return isChance ? 1 : null;
};

/** Hang up without an answer where there is a socket; behind `app.request()` there is none, so say 504. */
const hangUp = (c: Context): Response => {
  const env = c.env as { incoming?: { socket?: { destroy?: () => void } } } | undefined;
  env?.incoming?.socket?.destroy?.();
  return problem(504, "unreachable", "the line is cut");
};

const receipts: Readonly<Record<Exclude<Receipt, "received" | "seen-before">, () => Response>> = {
  "not-mine": () => problem(404, "not-mine", "another department answers for this item"),
  "not-running": () => problem(503, "not-running", "the system starts or stops", { "retry-after": "1" }),
};

const takeDelivery = async (c: Context, options: TwinAppOptions): Promise<Response> => {
  const { dials, metrics, protocol } = options;
  if (dials.unreachable) return hangUp(c);
  const seconds = outageSeconds(options);
  if (seconds !== null) {
    metrics.outages += 1;
    return problem(503, "outage", "the system is down", { "retry-after": String(seconds) });
  }
  const body = new Uint8Array(await c.req.arrayBuffer());
  const headers = readWebhookHeaders((name) => c.req.header(name));
  const nowSeconds = Math.floor(options.nowMs() / 1_000);
  const verdict = verifyWebhook({
    ...{ secrets: await options.secrets(), digest: protocol.digest, headers, body, nowSeconds },
  });
  if (verdict.kind !== "Valid") {
    metrics.unsigned += 1;
    return refusalOfSignature(verdict);
  }
  const delivery = protocol.read({ contentType: c.req.header("content-type") ?? "", body });
  if ("kind" in delivery || delivery.id !== headers.id) {
    metrics.unreadable += 1;
    return problem(400, "unreadable", "kind" in delivery ? delivery.detail : "the id is not webhook-id");
  }
  const receipt = await options.receive(delivery);
  return receipt === "received" || receipt === "seen-before"
    ? c.json({ id: delivery.id, receipt }, 202)
    : receipts[receipt]();
};

const turnDials = async (c: Context, dials: TwinDials): Promise<Response> => {
  const body: unknown = await c.req.json().catch(() => null);
  const merged = typeof body === "object" && body !== null ? { ...dials, ...body } : body;
  const read = twinDials.safeParse(merged);
  if (!read.success) {
    const [issue] = read.error.issues;
    const place = issue?.path.join(".") || "body";
    return problem(400, "dials-invalid", `${place}: ${issue?.message ?? "a JSON object of dials is needed"}`);
  }
  Object.assign(dials, read.data);
  return c.json(dials);
};

/**
 * Make the HTTP side of a twin: `POST /deliveries/*` for the hub, `GET /`, `GET /status` and `PUT /dials` for people.
 *
 * `PUT /dials` takes any part of {@link TwinDials} as JSON. It and the status ask for no login, since a twin stands
 * in for nobody's real data: keep it off public networks.
 */
export const makeTwinApp = (options: TwinAppOptions): Hono => {
  const app = new Hono();
  app.onError((error) => {
    options.metrics.faults += 1;
    options.metrics.lastFault = error.message;
    return problem(500, "fault", "the system failed; its status says why");
  });
  const limit = bodyLimit({
    maxSize: MAX_BYTES,
    onError: () => problem(413, "too-large", `a delivery has at most ${MAX_BYTES} bytes`),
  });
  app.post("/deliveries/*", limit, (c) => takeDelivery(c, options));
  app.get("/status", (c) => c.json(options.status()));
  app.put("/dials", (c) => turnDials(c, options.dials));
  app.get("/", (c) => c.html(twinPage(options.status(), `${c.req.path.replace(/\/$/, "")}/status`)));
  return app;
};
