import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet } from "jose";
import { renderUnicodeCompact } from "uqr";
import { isOrganizationCode } from "../../../schemas/codes/organization-code.ts";
import { isRegistrationNumber } from "../../../schemas/codes/registration-number.ts";
import { isTaxNumber } from "../../../schemas/codes/tax-number.ts";
import { isUscc } from "../../../schemas/codes/uscc.ts";
import type { LicenceView } from "../../../schemas/http.ts";
import type { BusinessLicence, JointOpinion, LicenceRecord } from "../../../schemas/licence.ts";
import { subjectName } from "../../application/licence-opinion-text.ts";
import { isJoinsHashRight } from "../../application/licence-proof.ts";
import { canonical } from "../../case/scope.ts";
import type { HubClient } from "./hub-client.ts";
import { namesIn, opinionLines } from "./opinion-lines.ts";
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

/** What is printed of a record, and whether what it can be checked by holds. */
interface Shown {
  lines: string[];
  isGood: boolean;
}

const showBusinessLicence = (screen: Screen, record: BusinessLicence): Shown => {
  const checked = codes.flatMap(([name, label, check]) => {
    const code = record.codes[name];
    return code === undefined ? [] : [{ label, code, isGood: check(code) }];
  });
  return {
    lines: [
      screen.paint("bold", `营业执照 / business licence  ${record.holder.name}`),
      ...checked.map(
        ({ label, code, isGood }) =>
          `   ${label}  ${code}  ${mark(screen, isGood, "校验位正确 / verifies", "校验位错误 / wrong")}`,
      ),
    ],
    isGood: checked.length > 0 && checked.every(({ isGood }) => isGood),
  };
};

const showOpinion = async (screen: Screen, client: HubClient, record: JointOpinion): Promise<Shown> => {
  const { title } = record;
  const names = namesIn(await client.read(record.caseId));
  return {
    lines: [
      screen.paint("bold", `${title.zh} / ${title.en}  ${subjectName(record)}`),
      ...opinionLines(screen, record, names).map((line) => (line === "" ? "" : `   ${line}`)),
    ],
    isGood: true,
  };
};

const joinsHashLines = (screen: Screen, record: LicenceRecord): string[] => {
  const { joinsHash } = record.proof;
  if (joinsHash === undefined && record.kind === "business-licence") return [];
  const verdict = mark(
    screen,
    isJoinsHashRight(record),
    "与各部门意见相符 / verifies",
    "与各部门意见不符 / wrong",
  );
  return [`   联办证明 / join   ${joinsHash ?? "—"}  ${verdict}`];
};

/** Write the licence as PDF and as signed record into a folder. @returns their paths */
const writeFiles = async (client: HubClient, { record, signature, pdf }: LicenceView, folder: string) => {
  const bytes = new Uint8Array(await (await client.get(new URL(pdf).pathname)).arrayBuffer());
  const files = {
    pdf: join(folder, `licence-${record.licenceId}.pdf`),
    json: join(folder, `licence-${record.licenceId}.json`),
  };
  await writeFile(files.pdf, bytes);
  await writeFile(files.json, JSON.stringify({ record, signature }, null, 2));
  return files;
};

/**
 * Print a licence or a joint opinion: its codes checked anew, or its facts and the join of its departments; the join's
 * hash and the signature verified, where to verify it, and the files written to `folder`.
 * @returns whether everything verifies
 */
export const showLicence = async (
  screen: Screen,
  client: HubClient,
  licenceId: string,
  folder: string,
): Promise<boolean> => {
  const licence = await client.licence(licenceId);
  const { record } = licence;
  const files = await writeFiles(client, licence, folder);
  const isSigned = await isSignatureGood(client, licence);
  const shown =
    record.kind === "joint-opinion"
      ? await showOpinion(screen, client, record)
      : showBusinessLicence(screen, record);
  screen.print(
    "",
    ...shown.lines,
    ...joinsHashLines(screen, record),
    `   签名 / signature  ${decodeProtectedHeader(licence.signature).alg}  ${mark(screen, isSigned, "验签通过 / verifies", "验签失败 / wrong")}`,
    `   核验 / verify     ${licence.verify}`,
    `   证照 / PDF        ${files.pdf}`,
    `   数据 / record     ${files.json}`,
    "",
    ...renderUnicodeCompact(licence.verify, { border: 1 })
      .split("\n")
      .map((line) => `   ${line}`),
  );
  return isSigned && shown.isGood && isJoinsHashRight(record);
};
