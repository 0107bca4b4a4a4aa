import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from "jose";
import * as z from "zod";
import { IssuerUnreachable } from "../http/issuer-unreachable.ts";

/** How long the issuer has to answer at the start, in milliseconds. */
const TIMEOUT_MS = 10_000;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

const whyOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};

const unusable = (issuer: string, address: string, why: string, cause?: unknown): Error =>
  new Error(
    `LIANBAN_OIDC_ISSUER=${issuer}: 不能使用 ${address}(${why})。请核对地址、网络和证书 / cannot use ${address} (${why}); check the address, the network and its certificate`,
    { cause },
  );

const readDiscovery = async (issuer: string): Promise<z.infer<typeof discovery>> => {
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  let body: unknown;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    body = await response.json();
  } catch (error) {
    throw unusable(issuer, address, whyOf(error), error);
  }
  const read = discovery.safeParse(body);
  if (!read.success) throw unusable(issuer, address, "no issuer or jwks_uri in it");
  if (read.data.issuer !== issuer)
    throw unusable(issuer, address, `it is about the issuer ${read.data.issuer}; set exactly that one`);
  return read.data;
};

/** A key the issuer does not have is the token's fault; every other failure to find one is the issuer's. */
const isTokensFault = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported;

/**
 * Find the keys of an OpenID Connect issuer by its discovery document, read once; the keys themselves are read now
 * and again when a token names a new one.
 *
 * Throws when the issuer cannot be reached or its document names another issuer. Later the keys fail with
 * {@link IssuerUnreachable}, never with a network error.
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html §4
 */
export const discoverIssuer = async (issuer: string): Promise<JWTVerifyGetKey> => {
  const { jwks_uri: address } = await readDiscovery(issuer);
  const keys = createRemoteJWKSet(new URL(address));
  await keys.reload().catch((error: unknown) => {
    throw unusable(issuer, address, whyOf(error), error);
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      throw isTokensFault(error) ? error : new IssuerUnreachable(whyOf(error));
    }
  };
};
