import { createHash, timingSafeEqual } from "node:crypto";
import { licenceId as licenceIdSchema } from "../../../schemas/licence.ts";
import type { Hub } from "../../application/hub.ts";
import { licenceAddresses } from "../../application/licence-addresses.ts";
import { type LicenceNames, licenceNames } from "../../application/licence-names.ts";
import { isJoinsHashRight } from "../../application/licence-proof.ts";
import { type LicenceVersion, licenceVersion, standingOn } from "../../application/licence-status.ts";
import { canonical } from "../../case/scope.ts";
import type { LicenceState } from "../../case/state.ts";
import { shanghaiDate } from "../../catalog/calendar/shanghai.ts";

/** What somebody wants verified: a licence's number, and the version and code their address carries, if any. */
export interface VerifyQuery {
  licenceId: string;
  version?: string | undefined;
  code?: string | undefined;
}

/** Whether the hub made the address: its code fits, differs, or is not there. */
type CodeVerdict = "right" | "wrong" | "missing";

/** A licence version as the register has it, and what the address is worth. `sha256` is of the signed record's canonical JSON. */
export interface FoundLicence extends LicenceVersion {
  kind: "Found";
  current: number;
  code: CodeVerdict;
  sha256: string;
  /** What people call the departments and items the record names. */
  names: LicenceNames;
  addresses: { json: string; pdf: string; verify: string; keys: string };
  /** The page of the version that stands, when this one does not; it carries a code only if this address did. */
  currentAddress: string | null;
}

/**
 * What verifying came to. `Unknown` is no such licence, `UnknownVersion` no such version of it; `Altered` is one whose
 * joins are not those its hash was made of: nothing of it is to be shown as if it were true.
 */
export type Verification =
  | { kind: "Unknown" }
  | { kind: "UnknownVersion" }
  | { kind: "Altered" }
  | FoundLicence;

/**
 * Read a number or code as a person types it: blanks and hyphens fall away, and the letters Crockford base32 leaves
 * out count as the digits they look like, e.g. `7zq4-mot9 …` → `7ZQ4M0T9…`.
 */
export const crockford = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");

const isSame = (code: string, mac: string): boolean => {
  const [given, made] = [crockford(code), crockford(mac)].map((text) =>
    createHash("sha256").update(text).digest(),
  );
  return given !== undefined && made !== undefined && timingSafeEqual(given, made);
};

const macOf = (hub: Hub, licenceId: string, version: number): Promise<string> =>
  hub.keys.mac("licence", `${licenceId}.${version}`);

/** The version an address means: the one it names, else the one its code was made for, else the one that stands. */
const versionMeant = async (
  hub: Hub,
  licence: LicenceState,
  { version, code }: VerifyQuery,
): Promise<number | null> => {
  const { licenceId, version: current } = licence.record;
  if (version !== undefined) return /^[1-9]\d{0,4}$/.test(version) ? Number(version) : null;
  if (code === undefined) return current;
  const versions = [current, ...licence.earlier.map(({ record }) => record.version)];
  for (const each of versions) if (isSame(code, await macOf(hub, licenceId, each))) return each;
  return current;
};

const codeVerdict = async (
  hub: Hub,
  licenceId: string,
  version: number,
  code: string | undefined,
): Promise<CodeVerdict> => {
  if (code === undefined) return "missing";
  return isSame(code, await macOf(hub, licenceId, version)) ? "right" : "wrong";
};

/** The licence of a number, or `null`. A text that cannot be a number never reaches the store. */
export const findLicence = async (hub: Hub, licenceId: string): Promise<LicenceState | null> => {
  if (!licenceIdSchema.safeParse(licenceId).success) return null;
  const row = await hub.store.licence(licenceId);
  return row === null ? null : (JSON.parse(row.licence) as LicenceState);
};

/** Where a version's page is, with its code or without. */
const pageAddress = async (
  hub: Hub,
  licenceId: string,
  version: number,
  withCode: boolean,
): Promise<string> =>
  `/verify/${licenceId}?v=${version}${withCode ? `&c=${await macOf(hub, licenceId, version)}` : ""}`;

/** Verify a licence for anybody: where the version stands today, and whether the hub made the address that led here. */
export const verifyLicence = async (hub: Hub, query: VerifyQuery): Promise<Verification> => {
  const licence = await findLicence(hub, query.licenceId);
  if (licence === null) return { kind: "Unknown" };
  const meant = await versionMeant(hub, licence, query);
  const found = meant === null ? null : licenceVersion(licence, meant);
  if (found === null) return { kind: "UnknownVersion" };
  if (!isJoinsHashRight(found.record)) return { kind: "Altered" };
  const { licenceId, version } = found.record;
  const current = licence.record.version;
  const code = await codeVerdict(hub, licenceId, version, query.code);
  const { url, pdf, verify } = await licenceAddresses(hub, found.record);
  return {
    kind: "Found",
    ...standingOn(found, shanghaiDate(hub.clock.now())),
    names: licenceNames(hub.world, found.record),
    current,
    code,
    sha256: createHash("sha256").update(canonical(found.record)).digest("hex"),
    addresses: { json: url, pdf, verify, keys: `${hub.baseUrl}/.well-known/jwks.json` },
    currentAddress: current === version ? null : await pageAddress(hub, licenceId, current, code === "right"),
  };
};
