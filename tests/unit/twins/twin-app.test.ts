import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { delivery, makeHubDouble, makeTwinOn, plainDials } from "./hub-double.ts";

const personal = { legalRepresentative: { name: "李淮生", idNumber: "340300198503120006" } };

const withOneItem = async () => {
  const hub = makeHubDouble();
  const twin = makeTwinOn(hub);
  await twin.start();
  await hub.deliver(twin, delivery({ data: { fields: personal } }));
  await twin.stop();
  return { hub, twin };
};

const put = (twin: ReturnType<typeof makeTwinOn>, body: string) =>
  twin.app.request("/dials", { method: "PUT", headers: { "content-type": "application/json" }, body });

describe("makeTwinApp", () => {
  it("shows in its status what it holds, and nothing of the form", async () => {
    const { twin } = await withOneItem();

    const text = await (await twin.app.request("/status")).text();

    expect(JSON.parse(text)).toMatchObject({
      department: "quality-supervision",
      protocol: "json",
      running: false,
      held: 1,
      metrics: { received: 1 },
      dials: plainDials,
      items: [{ caseId: "c1", itemId: "organization-code", state: "in-hand", answers: [] }],
    });
    expect(text).not.toMatch(/李淮生|340300198503120006/);
  });

  it("has a page in Chinese and English that escapes what it shows and tells nothing of the form", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();
    await hub.deliver(twin, delivery({ caseId: "<script>", data: { fields: personal } }));
    await twin.stop();

    const reply = await twin.app.request("/");
    const page = await reply.text();

    expect(reply.headers.get("content-type")).toMatch(/^text\/html/);
    expect(page).toMatch(/^<!DOCTYPE html>/);
    expect(page).toContain("部门替身系统");
    expect(page).toContain("nothing it says has legal effect");
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toMatch(/<script|李淮生|340300198503120006/);
  });

  it.each([
    ["/", "/status"],
    ["/twins/tax", "/twins/tax/status"],
  ])("links its status from %s, wherever it is mounted", async (path, statusPath) => {
    const { twin } = await withOneItem();
    const app = new Hono();
    app.route(path, twin.app);

    const page = await (await app.request(path)).text();

    expect(page).toContain(`<a href="${statusPath}">`);
    expect((await app.request(statusPath)).status).toBe(200);
  });

  it("turns the dials it is given and leaves the others", async () => {
    const { twin } = await withOneItem();

    const reply = await put(twin, JSON.stringify({ duplicateRate: 0.5, outageUntil: null }));

    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({ ...plainDials, duplicateRate: 0.5, outageUntil: null });
    expect(twin.dials.duplicateRate).toBe(0.5);
  });

  it.each(['{"duplicateRate":2}', '{"speed":1}', "[1]", "null", "7", "{"])(
    "refuses the dials %s and turns none",
    async (body) => {
      const { twin } = await withOneItem();

      const reply = await put(twin, body);

      expect(reply.status).toBe(400);
      expect(reply.headers.get("content-type")).toBe("application/problem+json");
      expect(twin.dials).toEqual(plainDials);
    },
  );

  it("refuses a delivery of more than five megabytes", async () => {
    const { twin } = await withOneItem();

    const reply = await twin.app.request("/deliveries/events", {
      method: "POST",
      body: new Uint8Array(5_000_001),
      headers: { "content-length": "5000001" },
    });

    expect(reply.status).toBe(413);
  });

  it("hangs up without an answer while it is unreachable, on a real socket", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: { unreachable: true } });
    await twin.start();
    const server = serve({ fetch: twin.app.fetch, port: 0, hostname: "127.0.0.1" });
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const post = async () => {
      const signed = hub.request(delivery());
      const body = await signed.arrayBuffer();
      return fetch(`http://127.0.0.1:${port}/deliveries/events`, {
        method: "POST",
        headers: signed.headers,
        body,
      });
    };

    const cut = await post().then(
      ({ status }) => status,
      () => "no answer",
    );
    twin.dials.unreachable = false;
    const mended = await post();

    expect([cut, mended.status]).toEqual(["no answer", 202]);
    server.close();
    await twin.stop();
  });
});
