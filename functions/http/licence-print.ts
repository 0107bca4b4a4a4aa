import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { Hub } from "../application/hub.ts";
import { licenceAddresses } from "../application/licence-addresses.ts";
import { licenceNames } from "../application/licence-names.ts";
import { isJoinsHashRight } from "../application/licence-proof.ts";
import { type LicenceVersion, licenceVersion, standingOn } from "../application/licence-status.ts";
import { canonical } from "../case/scope.ts";
import type { LicenceState } from "../case/state.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { Failed, type HubEnv } from "./responses.ts";

/**
 * Find a licence as it stands today, and the number of its current version; throws a problem when there is none. A record
 * whose joins are not those its hash was made of is never handed out: that is a fault of the register, and throws.
 */
export const findLicenceVersion = async (
  { store, clock }: Pick<Hub, "store" | "clock">,
  licenceId: string,
  version?: number,
): Promise<{ found: LicenceVersion; current: number }> => {
  const row = await store.licence(licenceId);
  const licence = row === null ? null : (JSON.parse(row.licence) as LicenceState);
  const found = licence === null ? null : licenceVersion(licence, version);
  if (licence === null || found === null) throw new Failed({ kind: "NotFound" });
  if (!isJoinsHashRight(found.record))
    throw new Error(
      `licence ${licenceId} version ${found.record.version} has joins its hash was not made of; compare it with its signature`,
    );
  return { found: standingOn(found, shanghaiDate(clock.now())), current: licence.record.version };
};

/** Print one version of a licence, its original or a duplicate copy, as A4 PDF. */
export const printLicence = async (
  hub: Hub,
  c: Context<HubEnv>,
  {
    licenceId,
    version,
    copy,
  }: { licenceId: string; version?: number | undefined; copy?: number | undefined },
) => {
  const { found } = await findLicenceVersion(hub, licenceId, version);
  const { record, status } = found;
  if (copy !== undefined && copy > record.duplicateCopies) throw new Failed({ kind: "NotFound" });
  const { verify, mac } = await licenceAddresses(hub, record);
  const sha256OfRecord = createHash("sha256").update(canonical(record)).digest("hex");
  const { renderLicencePdf } = await import("../application/licence-pdf.ts");
  const names = licenceNames(hub.world, record);
  const input = { record, status, verifyUrl: verify, mac, sha256OfRecord, names };
  const pdf = await renderLicencePdf(copy === undefined ? input : { ...input, copyNumber: copy });
  c.header("content-type", "application/pdf");
  c.header("content-disposition", `inline; filename="licence-${record.licenceId}-v${record.version}.pdf"`);
  return c.body(new Uint8Array(pdf), 200);
};
