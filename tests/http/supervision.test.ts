import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import type { WorklistRow } from "../../functions/ports/case-store.ts";
import type { DeliveryRecord } from "../../functions/ports/deliveries.ts";
import { eventually } from "../contract/fixture.ts";
import { type Harness, makeHarness, sampleForm } from "../support/hub-harness.ts";

let harness: Harness;
let department: Server;
let caseId = "";
/** What the tax system answers to every message. */
let status = 410;
const received: string[] = [];

beforeAll(async () => {
  department = createServer((request, response) => {
    received.push(String(request.headers["webhook-id"]));
    response.writeHead(status).end();
  }).listen(0, "127.0.0.1");
  await once(department, "listening");
  const { port } = department.address() as AddressInfo;
  const connections = [...bengbuCatalog.departments.keys()].map((id) => ({
    department: id,
    channel: id === "tax" ? ("system" as const) : ("desk" as const),
    dialect: "json",
    url: `http://127.0.0.1:${port}`,
  }));
  harness = await makeHarness({ connections });
  caseId = (await harness.file(sampleForm("sails-through"))).caseId;
  await harness.settle();
});

afterAll(async () => {
  await harness.stop();
  department.close();
});

const listed = async <T>(person: string, path: string): Promise<T[]> =>
  ((await (await harness.as(person, path)).json()) as { rows: T[] }).rows;

const inState = (state: string) =>
  listed<DeliveryRecord>("supervisor", `/v1/deliveries?state=${state}&department=tax`);

describe("messages to departments", () => {
  it("that a department turns away for good are dead, visible, and sent again only by an administrator", async () => {
    await eventually(async () => expect(await inState("dead")).toHaveLength(1));
    const [dead] = await inState("dead");
    const path = `/v1/deliveries/${dead?.id}/redelivery`;
    status = 202;

    const denied = await harness.post("supervisor", path, {});
    const unknown = await harness.post("admin", "/v1/deliveries/nobody/redelivery", {});
    const again = await harness.post("admin", path, {});
    await eventually(async () => expect(await inState("delivered")).toHaveLength(1));

    expect(dead).toMatchObject({ caseId, itemId: "tax-registration", attempts: 1, lastError: "HTTP 410" });
    expect([denied.status, unknown.status, again.status]).toEqual([403, 404, 202]);
    expect(received).toEqual([dead?.id, dead?.id]);
    expect(await inState("dead")).toEqual([]);
  });

  it("are nobody's business but the supervisors'", async () => {
    const statuses = await Promise.all(
      ["zhang-san", "officer-market", null].map(
        async (person) => (await harness.as(person, "/v1/deliveries")).status,
      ),
    );
    expect(statuses).toEqual([403, 403, 401]);
  });
});

describe("what a department has in hand", () => {
  it("is shown to its own officers and to supervisors", async () => {
    const path = "/v1/departments/market-regulation/worklist";
    const own = await listed<WorklistRow>("officer-market", path);
    const other = await harness.as("officer-market", "/v1/departments/tax/worklist");
    const overseen = await listed<WorklistRow>("supervisor", path);

    expect(own.map((row) => [row.caseId, row.itemId, row.status])).toEqual([
      [caseId, "enterprise-registration", "asked"],
    ]);
    expect(overseen).toEqual(own);
    expect(other.status).toBe(403);
  });
});

describe("effects that could not be carried out", () => {
  it("are listed for supervisors; taking up one that is not there is said to be in vain", async () => {
    const none = await listed("supervisor", "/v1/parked");
    const denied = await harness.post("supervisor", "/v1/parked/1/retry", {});
    const unknown = await harness.post("admin", "/v1/parked/1/retry", {});
    expect(none).toEqual([]);
    expect([denied.status, unknown.status]).toEqual([403, 404]);
  });
});
