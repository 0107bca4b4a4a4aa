import { createHash } from "node:crypto";
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from "jose";
import type { LicenceView } from "../../schemas/http.ts";

/**
 * The canonical JSON of a value as whoever verifies a licence writes it, without a line of the hub's: members in the order
 * of their names, no blanks. The records hold no number with a fraction. @see RFC 8785
 */
const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
};

/** What somebody finds who verifies a licence by what is published, and by nothing else. */
export interface Verified {
  /** What the signature covers. */
  signed: string;
  /** The record that is shown, as the signature should cover it. */
  shown: string;
  /** The hash of the join, made anew. */
  joinsHash: string;
}

/** Verify a licence by the published keys. Rejects on a signature that is wrong. */
export const verifyLicence = async (
  { record, signature }: LicenceView,
  keys: JSONWebKeySet,
): Promise<Verified> => {
  const { payload } = await compactVerify(signature, createLocalJWKSet(keys));
  const joins = canonicalJson(record.proof.joins);
  return {
    signed: new TextDecoder().decode(payload),
    shown: canonicalJson(record),
    joinsHash: createHash("sha256").update(joins).digest("hex"),
  };
};
