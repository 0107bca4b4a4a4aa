import type { LicenceRecord } from "../../schemas/licence.ts";
import type { Hub } from "./hub.ts";

/** Where a version of a licence is verified, read and printed. The code in `verify` shows that the hub made the address. */
export const licenceAddresses = async (
  hub: Hub,
  { licenceId, version }: Pick<LicenceRecord, "licenceId" | "version">,
): Promise<{ url: string; pdf: string; verify: string; mac: string }> => {
  const mac = await hub.keys.mac("licence", `${licenceId}.${version}`);
  return {
    url: `${hub.baseUrl}/v1/licences/${licenceId}?version=${version}`,
    pdf: `${hub.baseUrl}/v1/licences/${licenceId}/pdf?version=${version}`,
    verify: `${hub.baseUrl}/verify/${licenceId}?v=${version}&c=${mac}`,
    mac,
  };
};
