import {
  readWebhookHeaders,
  signedHeaders,
  verifyWebhook,
} from "../../../functions/departments/webhook-signature.ts";
import { steadyDials, type TwinDials } from "../../../functions/twins/dials.ts";
import { makeMemoryLedger, type TwinLedger } from "../../../functions/twins/ledger.ts";
import type { ProtocolId } from "../../../functions/twins/protocols/protocol.ts";
import { makeTwin, type Twin, type TwinOptions } from "../../../functions/twins/twin.ts";
import type { CloudEvent } from "../../../schemas/cloud-event.ts";
import type { DeliveryData, DeliveryEvent, DeliveryType } from "../../../schemas/deliveries.ts";
import { everyDialect } from "../departments/every-dialect.ts";

/** One answer as it reached the hub, verified and read. */
interface Arrived {
  event: CloudEvent;
  id: string;
  body: string;
  atMs: number;
  url: string;
}

/** How the hub replies to the n-th post (from 1) it gets; it may throw as a broken line does. */
type Reply = (arrived: Arrived, n: number) => Response;

export const problem = (status: number, name: string, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ type: `https://hub.example.cn/problems/${name}`, title: name, status }), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });

export const accepted = (): Response => new Response(null, { status: 202 });

const toHub = new Uint8Array(32).fill(1);
const fromHub = new Uint8Array(32).fill(2);

/** A hub as a twin meets it: delivers in a dialect, takes answers, keeps what arrived. */
export const makeHubDouble = (protocol: ProtocolId = "json") => {
  const dialect = everyDialect.find(({ id }) => id === protocol);
  if (dialect === undefined) throw new Error(`no dialect ${protocol}`);
  const arrived: Arrived[] = [];
  const hub = { reply: accepted as Reply };

  const fetchDouble: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const body = new Uint8Array(await request.arrayBuffer());
    const headers = readWebhookHeaders((name) => request.headers.get(name));
    const nowSeconds = Math.floor(Date.now() / 1_000);
    const verdict = verifyWebhook({ secrets: [toHub], digest: dialect.signature, headers, body, nowSeconds });
    if (verdict.kind !== "Valid") return problem(401, verdict.kind.toLowerCase());
    const event = dialect.decode({ contentType: request.headers.get("content-type") ?? "", body });
    if ("kind" in event) return problem(400, "malformed");
    const text = Buffer.from(body).toString("latin1");
    const one = { event, id: headers.id ?? "", body: text, atMs: Date.now(), url: request.url };
    arrived.push(one);
    return hub.reply(one, arrived.length);
  };

  const request = (
    event: DeliveryEvent,
    changes: { secret?: Uint8Array; ageSeconds?: number; id?: string } = {},
  ) => {
    const { path, contentType, body } = dialect.encode(event);
    const timestampSeconds = Math.floor(Date.now() / 1_000) - (changes.ageSeconds ?? 0);
    const headers = signedHeaders({
      ...{ secrets: [changes.secret ?? fromHub], digest: dialect.signature },
      ...{ id: changes.id ?? event.id, timestampSeconds, body },
    });
    return new Request(`http://twin.example.cn${path}`, {
      method: "POST",
      headers: { "content-type": contentType, ...headers },
      body: Uint8Array.from(body),
    });
  };

  return {
    arrived,
    hub,
    fetch: fetchDouble,
    secrets: { toHub, fromHub: [fromHub] },
    request,
    /** Send a delivery to a twin and return its status. */
    deliver: async (twin: Twin, event: DeliveryEvent): Promise<number> =>
      (await twin.app.request(request(event))).status,
    /** What arrived, as `case/item type` in short. */
    story: (): string[] =>
      arrived.map(({ event }) => `${event.subject} ${event.type.replace("lianban.item.", "")}`),
  };
};

/** A double of the hub. */
export type HubDouble = ReturnType<typeof makeHubDouble>;

/** A delivery of one case and item, at a round and revision. */
export const delivery = (
  changes: {
    caseId?: string;
    itemId?: string;
    type?: DeliveryType;
    round?: number;
    revision?: number;
    id?: string;
    data?: Partial<DeliveryData>;
  } = {},
): DeliveryEvent => {
  const { caseId = "c1", itemId = "organization-code", type = "lianban.item.asked" } = changes;
  const { round = 1, revision = 1 } = changes;
  return {
    specversion: "1.0",
    id: changes.id ?? `${caseId}-${itemId}-${type.split(".").at(-1)}-${round}-${revision}`,
    source: "https://hub.example.cn/v1/cases",
    type,
    subject: `${caseId}/${itemId}`,
    time: new Date(Date.now()).toISOString(),
    datacontenttype: "application/json",
    data: {
      ...{ caseId, itemId, round, revision, processId: "company-registration", mode: "three-numbers" },
      ...{ division: "340303", because: "first", fields: {}, materials: [], inputs: {}, expects: [] },
      limits: { promisedWorkingDays: 1, statutoryWorkingDays: 20 },
      outcome: null,
      answerTo: "https://hub.example.cn/v1/webhooks/quality-supervision",
      ...changes.data,
    },
  };
};

/** Dials without chance: accept after 100 ms, decide 200 ms later. */
export const plainDials: TwinDials = { ...steadyDials, acceptAfterMs: [100, 100], decideAfterMs: [200, 200] };

/** A twin of quality supervision that approves everything, on a double of the hub. */
export const makeTwinOn = (
  hub: HubDouble,
  changes: Partial<Omit<TwinOptions, "dials">> & { dials?: Partial<TwinDials>; ledger?: TwinLedger } = {},
): Twin =>
  makeTwin({
    department: "quality-supervision",
    itemIds: ["organization-code"],
    protocol: "json",
    hubUrl: "https://hub.example.cn",
    secrets: hub.secrets,
    seed: 7,
    review: () => ({ kind: "approved", outputs: {} }),
    ledger: makeMemoryLedger(),
    fetch: hub.fetch,
    ...changes,
    dials: { ...plainDials, ...changes.dials },
  });
