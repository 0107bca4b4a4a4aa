import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { makeAuthenticate } from "../../../functions/http/authenticate.ts";
import { IssuerUnreachable } from "../../../functions/http/issuer-unreachable.ts";
import { discoverIssuer } from "../../../functions/runtime/discover-issuer.ts";

describe("discoverIssuer", () => {
  it("calls a key the issuer does not have the token's fault, and a dead issuer its own", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "ES256" };
    let issuer = "";
    const provider = createServer((request, response) =>
      response.end(
        JSON.stringify(request.url === "/keys" ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` }),
      ),
    );
    await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
    issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    const sign = async (kid: string): Promise<string> => {
      const jwt = new SignJWT({ roles: ["applicant"] }).setProtectedHeader({ alg: "ES256", kid });
      jwt.setSubject("zhang-san").setIssuer(issuer).setAudience("lianban").setExpirationTime("5m");
      return `Bearer ${await jwt.sign(privateKey)}`;
    };
    const key = await discoverIssuer(issuer);
    const authenticate = makeAuthenticate({ key, issuer, audience: "lianban" });
    const dead = makeAuthenticate({
      key: async () => {
        throw new IssuerUnreachable("no route");
      },
      issuer,
      audience: "lianban",
    });

    expect(await authenticate(await sign("one"))).toHaveProperty("claims.roles", ["applicant"]);
    expect(await authenticate(await sign("two"))).toHaveProperty("why");
    await expect(dead(await sign("one"))).rejects.toBeInstanceOf(IssuerUnreachable);
    provider.close();
  });
});
