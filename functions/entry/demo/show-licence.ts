import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet } from "jose";
import { renderUnicodeCompact } from "uqr";
import { isOrganizationCode } from "../../../schemas/codes/organization-code.ts";
import { isRegistrationNumber } from "../../../schemas/codes/registration-number.ts";
import { isTaxNumber } from "../../../schemas/codes/tax-number.ts";
import { isUscc } from "../../../schemas/codes/uscc.ts";
import type { LicenceView } from "../../../schemas/http.ts";
import { canonical } from "../../case/scope.ts";
import type { HubClient } from "./hub-client.ts";
import type { Screen } from "./terminal.ts";

const codes = [
  ["uscc", "统一社会信用代码", isUscc],
  ["registrationNumber", "注册号", isRegistrationNumber],
  ["organizationCode", "组织机构代码", isOrganizationCode],
  ["taxNumber", "税务登记号", isTaxNumber],
] as const;

/** Whether the licence's signature verifies with the hub's published keys, and covers exactly this record. */
const isSignatureGood = async (client: HubClient, { signature, record }: LicenceView): Promise<boolean> => {
  const keys = (await (await client.get("/.well-known/jwks.json")).json()) as JSONWebKeySet;
  const { payload } = await compactVerify(signature, createLocalJWKSet(keys)).catch(() => ({
    payload: null,
  }));
  if (payload === null) return false;
  return new TextDecoder().decode(payload) === canonical(record);
};

const mark = (screen: Screen, isGood: boolean, good: string, bad: string): string =>
  isGood ? screen.paint("green", `✓ ${good}`) : screen.paint("red", `✗ ${bad}`);

/** Print a licence: its codes checked anew, its signature verified, where to verify it, and the files written to `folder`. */
export const showLicence = async (
  screen: Screen,
  client: HubClient,
  licenceId: string,
  folder: string,
): Promise<boolean> => {
  const licence = await client.licence(licenceId);
  const { record } = licence;
  const pdf = new Uint8Array(await (await client.get(new URL(licence.pdf).pathname)).arrayBuffer());
  const files = [
    join(folder, `licence-${licenceId}.pdf`),
    join(folder, `licence-${licenceId}.json`),
  ] as const;
  await writeFile(files[0], pdf);
  await writeFile(files[1], JSON.stringify({ record, signature: licence.signature }, null, 2));
  const isSigned = await isSignatureGood(client, licence);
  const checked = codes.flatMap(([name, label, check]) => {
    const code = record.codes[name];
    return code === undefined ? [] : [{ label, code, isGood: check(code) }];
  });
  screen.print(
    "",
    screen.paint("bold", `营业执照 / business licence  ${record.holder.name}`),
    ...checked.map(
      ({ label, code, isGood }) =>
        `   ${label}  ${code}  ${mark(screen, isGood, "校验位正确 / verifies", "校验位错误 / wrong")}`,
    ),
    `   签名 / signature  ${decodeProtectedHeader(licence.signature).alg}  ${mark(screen, isSigned, "验签通过 / verifies", "验签失败 / wrong")}`,
    `   核验 / verify     ${licence.verify}`,
    `   证照 / PDF        ${files[0]}`,
    `   数据 / record     ${files[1]}`,
    "",
    ...renderUnicodeCompact(licence.verify, { border: 1 })
      .split("\n")
      .map((line) => `   ${line}`),
  );
  return isSigned && checked.length > 0 && checked.every(({ isGood }) => isGood);
};
