import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from "jose";
import { afterAll, describe, expect } from "vitest";
import { canonical } from "../../functions/case/scope.ts";
import { playCase } from "../../functions/entry/demo/play-case.ts";
import { makeJourney } from "./journey.ts";
import { fileSample, IN_TURN, named } from "./sample-case.ts";
import { openTarget } from "./target.ts";

const target = await openTarget();
const journey = await makeJourney(target);
const client = await target.as("zhang-san");

afterAll(() => target.stop());

const register = async (word: string) => {
  const play = { title: "", form: named("sails-through", word), patienceMs: target.patienceMs };
  const { view } = await playCase(client, play, () => undefined);
  return client.licence(view.licence?.licenceId ?? "");
};

/** What lies behind a link of a licence, on this deployment. */
const open = (link: string): Promise<Response> => {
  const { pathname, search } = new URL(link);
  return fetch(`${target.baseUrl}${pathname}${search}`);
};

describe("a licence", () => {
  journey("is signed by the published keys, prints as a PDF and is verified by its page", [], async () => {
    const { record, signature, pdf, verify } = await register("证照");
    const keys = (await (await client.get("/.well-known/jwks.json")).json()) as JSONWebKeySet;

    const { payload } = await compactVerify(signature, createLocalJWKSet(keys));
    const printed = await open(pdf);
    const page = await open(verify);

    expect(new TextDecoder().decode(payload)).toBe(canonical(record));
    expect(printed.headers.get("content-type")).toBe("application/pdf");
    expect(
      Buffer.from(await printed.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(record.holder.name);
  });

  journey("that nobody issued is not verified", [], async () => {
    const page = await fetch(`${target.baseUrl}/verify/${"0".repeat(26)}`);

    expect(page.status).toBe(404);
    expect(page.headers.get("content-type")).toContain("text/html");
  });
});

describe("a closed case", () => {
  journey(
    "loses its personal data when an administrator takes it out of use",
    ["an administrator"],
    async () => {
      const { view: filed, materials } = await fileSample(client, named("needs-correction", "停用"), IN_TURN);
      await client.withdraw(filed.caseId, "不办了");
      const authorization = `Bearer ${await target.token("admin")}`;

      const erased = await fetch(`${target.baseUrl}/v1/cases/${filed.caseId}/erasure`, {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body: JSON.stringify({ reason: "保存期满" }),
      });

      expect([202, 204]).toContain(erased.status);
      await expect
        .poll(async () => (await client.get(`/v1/cases/${filed.caseId}`)).status, {
          timeout: target.patienceMs,
        })
        .toBe(410);
      const documents = await Promise.all(
        materials.map(({ documentId }) => client.get(`/v1/documents/${documentId}`)),
      );
      expect(documents.map(({ status }) => status)).toEqual(materials.map(() => 410));
    },
  );
});
