import { createHash } from "node:crypto";
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import * as z from "zod";
import { type Message, message } from "../../schemas/message.ts";
import { IssuerUnreachable } from "./issuer-unreachable.ts";

/** What people may do, as their token says. */
const role = z.enum(["applicant", "station", "officer", "chief", "supervisor", "admin"]);
/** See {@link role}. */
export type Role = z.infer<typeof role>;

/** The roles of the claim `roles` that are this hub's; an issuer may put others beside them. */
const roles = z
  .array(z.unknown())
  .transform((all) => all.map((each) => role.safeParse(each).data).filter((each) => each !== undefined))
  .pipe(z.array(role).min(1));

/** Who speaks: the token's subject, name and roles; `department` for officers and chiefs. */
const claims = z.object({
  sub: z.string().min(1).max(120),
  name: z.string().max(80).default(""),
  roles,
  department: z.string().max(60).optional(),
});
/** See {@link claims}. */
export type Claims = z.infer<typeof claims>;

/** A verified token's claims, or why it does not count. Throws {@link IssuerUnreachable}. */
export type Authenticate = (
  authorization: string | undefined,
) => Promise<{ claims: Claims } | { why: Message }>;

/** Verified tokens remembered until they expire; each check of a signature costs a quarter of a millisecond. */
const REMEMBERED = 2_000;

const reasonOf = (error: unknown): Message =>
  error instanceof errors.JWTExpired
    ? message("登录已过期,请重新登录", "the token has expired; sign in again")
    : message("令牌无效,请重新登录", "the token is not valid; sign in again");

/** Verify bearer tokens of one issuer: signature, issuer, audience and an expiry are all required. */
export const makeAuthenticate = ({
  key,
  issuer,
  audience,
}: {
  key: JWTVerifyGetKey;
  issuer: string;
  audience: string;
}): Authenticate => {
  const known = new Map<string, { claims: Claims; expires: number }>();

  const remember = (digest: string, payload: JWTPayload, read: Claims): void => {
    if (known.size >= REMEMBERED) known.clear();
    known.set(digest, { claims: read, expires: (payload.exp ?? 0) * 1_000 });
  };

  return async (authorization) => {
    const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? "") ?? [];
    if (token === undefined)
      return { why: message("请加请求头 Authorization: Bearer …", "add the header Authorization: Bearer …") };
    const digest = createHash("sha256").update(token).digest("base64");
    const seen = known.get(digest);
    if (seen !== undefined && seen.expires > Date.now()) return { claims: seen.claims };
    try {
      const { payload } = await jwtVerify(token, key, { issuer, audience, requiredClaims: ["exp", "sub"] });
      const read = claims.safeParse(payload);
      if (!read.success) return { why: message("令牌缺少角色", "the token carries no role of this hub") };
      remember(digest, payload, read.data);
      return { claims: read.data };
    } catch (error) {
      if (error instanceof IssuerUnreachable) throw error;
      return { why: reasonOf(error) };
    }
  };
};
