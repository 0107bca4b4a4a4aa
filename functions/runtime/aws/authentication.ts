import type { KeyObject } from "node:crypto";
import type { JWTVerifyGetKey } from "jose";
import { AUDIENCE } from "../../http/audience.ts";
import { type Authenticate, makeAuthenticate } from "../../http/authenticate.ts";
import { IssuerUnreachable } from "../../http/issuer-unreachable.ts";
import { discoverIssuer } from "../discover-issuer.ts";
import { optional, required } from "./environment.ts";

/**
 * The keys of an issuer, found when the first token comes. A failure to find them is not remembered; no token can be
 * judged until then, which is the issuer's fault and not the token's.
 */
const keysOf = (issuer: string): JWTVerifyGetKey => {
  let finding: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    finding ??= discoverIssuer(issuer);
    const keys = await finding.catch((error: unknown) => {
      finding = undefined;
      throw new IssuerUnreachable(error instanceof Error ? error.message : String(error));
    });
    return keys(header, token);
  };
};

/** The hub's own demonstration issuer, where the API mounts it. */
export const demoIssuerUrl = (): string => `${required("LIANBAN_BASE_URL")}/oidc`;

/**
 * Verify tokens of the issuer the stack names, or of the demonstration issuer where that is on.
 *
 * @param ownKey - the demonstration issuer's key, for the function that is that issuer and need not ask itself
 */
export const makeStackAuthenticate = (ownKey?: KeyObject): Authenticate => {
  const issuer = optional("LIANBAN_OIDC_ISSUER") ?? demoIssuerUrl();
  return makeAuthenticate({
    issuer,
    audience: optional("LIANBAN_OIDC_AUDIENCE") ?? AUDIENCE,
    key: ownKey === undefined ? keysOf(issuer) : async () => ownKey,
  });
};
