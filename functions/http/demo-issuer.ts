import { createPublicKey, type KeyObject } from "node:crypto";
import { Hono } from "hono";
import { SignJWT } from "jose";
import { Failed, type HubEnv } from "./api.ts";
import type { Claims } from "./authenticate.ts";

/** How long a demonstration token is good, in seconds. */
const TOKEN_SECONDS = 8 * 3_600;

/** The audience every token of this hub names. */
export const AUDIENCE = "lianban";

/** People to try the hub with; nobody of them exists. */
export const demoPeople: readonly Claims[] = [
  { sub: "zhang-san", name: "张三", roles: ["applicant"] },
  { sub: "li-si", name: "李四", roles: ["applicant"] },
  { sub: "station-xiaobengbu", name: "小蚌埠镇代办员", roles: ["station"] },
  { sub: "window-01", name: "综合窗口王敏", roles: ["officer"] },
  { sub: "officer-market", name: "市场监管局赵强", roles: ["officer"], department: "market-regulation" },
  { sub: "chief-market", name: "市场监管局首席代表孙丽", roles: ["chief"], department: "market-regulation" },
  { sub: "supervisor", name: "督查科周正", roles: ["supervisor"] },
  { sub: "admin", name: "系统管理员", roles: ["admin"] },
];

/** Sign a token for a demonstration person. */
export const demoToken = (
  privateKey: KeyObject,
  issuer: string,
  { sub, ...person }: Claims,
): Promise<string> =>
  new SignJWT({ ...person })
    .setProtectedHeader({ alg: "EdDSA" })
    .setSubject(sub)
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1_000) + TOKEN_SECONDS)
    .sign(privateKey);

/**
 * The embedded hub's own OpenID Connect issuer, for evaluation: it gives anybody a token of a demonstration person
 * and must be off where real people file.
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export const makeDemoIssuer = (privateKey: KeyObject, issuer: string): Hono<HubEnv> => {
  const app = new Hono<HubEnv>();
  const jwk = createPublicKey(privateKey).export({ format: "jwk" });
  app.get("/oidc/.well-known/openid-configuration", (c) =>
    c.json({
      issuer,
      jwks_uri: `${issuer}/jwks`,
      token_endpoint: `${issuer}/token`,
      response_types_supported: ["token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["EdDSA"],
    }),
  );
  app.get("/oidc/jwks", (c) => c.json({ keys: [{ ...jwk, use: "sig", alg: "EdDSA" }] }));
  app.get("/oidc/demo-people", (c) => c.json(demoPeople));
  app.post("/oidc/token", async (c) => {
    const { person } = await c.req.parseBody();
    const found = demoPeople.find((each) => each.sub === person);
    if (found === undefined) throw new Failed({ kind: "NotFound" });
    const token = await demoToken(privateKey, issuer, found);
    return c.json({ access_token: token, token_type: "Bearer", expires_in: TOKEN_SECONDS });
  });
  return app;
};
