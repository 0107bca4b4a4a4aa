import { createPublicKey, type KeyObject } from "node:crypto";
import { SignJWT } from "jose";
import { createRoute, makeRouter, problemResponses, z } from "./api.ts";
import { AUDIENCE } from "./audience.ts";
import type { Claims } from "./authenticate.ts";
import { Failed } from "./responses.ts";

/** How long a demonstration token is good, in seconds. */
const TOKEN_SECONDS = 8 * 3_600;

/** An officer and the chief representative of a department: `officer-planning`, `chief-planning`. */
const peopleOf = (department: string, office: string, officer: string, chief: string): Claims[] => [
  { sub: `officer-${department}`, name: `${office}${officer}`, roles: ["officer"], department },
  { sub: `chief-${department}`, name: `${office}首席代表${chief}`, roles: ["chief"], department },
];

/** People to try the hub with; nobody of them exists. */
export const demoPeople: readonly Claims[] = [
  { sub: "zhang-san", name: "张三", roles: ["applicant"] },
  { sub: "li-si", name: "李四", roles: ["applicant"] },
  { sub: "station-xiaobengbu", name: "小蚌埠镇代办员", roles: ["station"] },
  { sub: "window-01", name: "综合窗口王敏", roles: ["officer"] },
  { sub: "officer-market", name: "市场监管局赵强", roles: ["officer"], department: "market-regulation" },
  { sub: "chief-market", name: "市场监管局首席代表孙丽", roles: ["chief"], department: "market-regulation" },
  { sub: "officer-quality", name: "质监局钱伟", roles: ["officer"], department: "quality-supervision" },
  { sub: "chief-quality", name: "质监局首席代表吴静", roles: ["chief"], department: "quality-supervision" },
  { sub: "officer-tax", name: "税务局郑强", roles: ["officer"], department: "tax" },
  { sub: "chief-tax", name: "税务局首席代表冯兰", roles: ["chief"], department: "tax" },
  { sub: "officer-emergency", name: "应急局陈刚", roles: ["officer"], department: "emergency-management" },
  {
    sub: "chief-emergency",
    name: "应急局首席代表蒋敏",
    roles: ["chief"],
    department: "emergency-management",
  },
  ...peopleOf("planning", "规划局", "许巍然", "秦素心"),
  ...peopleOf("land", "土地局", "何志田", "吕秋禾"),
  ...peopleOf("housing-construction", "住建局", "施远桥", "高品如"),
  ...peopleOf("fire-rescue", "消防支队", "严守正", "卫安宁"),
  ...peopleOf("civil-air-defence", "人防办", "傅长城", "罗静之"),
  ...peopleOf("meteorology", "气象局", "雷鸣谦", "温如玉"),
  ...peopleOf("ecology-environment", "生态环境局", "江清平", "叶知秋"),
  ...peopleOf("water-resources", "水利局", "沈淮生", "汪润泽"),
  ...peopleOf("landscaping", "园林局", "柏青松", "梅若兰"),
  ...peopleOf("archives", "城建档案馆", "史存真", "文书琴"),
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

const json = <T extends z.ZodType>(description: string, schema: T) => ({
  200: { description, content: { "application/json": { schema } } },
});

const about = { tags: ["demonstration sign-in"] };

const discoveryRoute = createRoute({
  ...about,
  method: "get",
  path: "/oidc/.well-known/openid-configuration",
  summary: "The issuer's own description / 签发者说明",
  responses: json(
    "OpenID Connect discovery",
    z.object({
      issuer: z.string(),
      jwks_uri: z.string(),
      token_endpoint: z.string(),
      response_types_supported: z.array(z.string()),
      subject_types_supported: z.array(z.string()),
      id_token_signing_alg_values_supported: z.array(z.string()),
    }),
  ),
});

const jwksRoute = createRoute({
  ...about,
  method: "get",
  path: "/oidc/jwks",
  summary: "The keys that verify its tokens / 令牌验签公钥",
  responses: json("a JSON Web Key Set", z.object({ keys: z.array(z.looseObject({})) })),
});

const peopleRoute = createRoute({
  ...about,
  method: "get",
  path: "/oidc/demo-people",
  summary: "People to try the hub with / 演示人员",
  responses: json(
    "made-up people",
    z.array(
      z.object({
        sub: z.string(),
        name: z.string(),
        roles: z.array(z.string()),
        department: z.string().optional(),
      }),
    ),
  ),
});

const tokenRoute = createRoute({
  ...about,
  method: "post",
  path: "/oidc/token",
  summary: "A token of one of them / 领取令牌",
  request: {
    body: {
      content: {
        "application/x-www-form-urlencoded": {
          schema: z.object({ person: z.string().meta({ example: "zhang-san" }) }),
        },
      },
    },
  },
  responses: {
    ...json(
      "a bearer token",
      z.object({ access_token: z.string(), token_type: z.string(), expires_in: z.int() }),
    ),
    ...problemResponses(404, 422),
  },
});

/**
 * The embedded hub's own OpenID Connect issuer, for evaluation: it gives anybody a token of a demonstration person
 * and must be off where real people file.
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export const makeDemoIssuer = (privateKey: KeyObject, issuer: string) => {
  const app = makeRouter();
  const { kty = "", crv = "", x = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  const publicKey = { kty, crv, x, use: "sig", alg: "EdDSA" };
  app.openapi(discoveryRoute, (c) =>
    c.json(
      {
        issuer,
        jwks_uri: `${issuer}/jwks`,
        token_endpoint: `${issuer}/token`,
        response_types_supported: ["token"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["EdDSA"],
      },
      200,
    ),
  );
  app.openapi(jwksRoute, (c) => c.json({ keys: [publicKey] }, 200));
  app.openapi(peopleRoute, (c) => c.json([...demoPeople], 200));
  app.openapi(tokenRoute, async (c) => {
    const { person } = c.req.valid("form");
    const found = demoPeople.find((each) => each.sub === person);
    if (found === undefined) throw new Failed({ kind: "NotFound" });
    const token = await demoToken(privateKey, issuer, found);
    return c.json({ access_token: token, token_type: "Bearer", expires_in: TOKEN_SECONDS }, 200);
  });
  return app;
};
