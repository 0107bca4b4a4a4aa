import { createHash } from "node:crypto";
import type { LicenceState } from "../../functions/case/state.ts";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import type { Catalog } from "../../functions/catalog/catalog.ts";
import type { GuideBook } from "../../functions/catalog/disclosures.ts";
import { bengbuProfile } from "../../functions/catalog/profile.ts";
import type { Deps } from "../../functions/http/deps.ts";
import { makePages } from "../../functions/http/pages/pages.ts";
import { processes } from "../../functions/processes/processes.ts";
import type { LicenceRecord } from "../../schemas/licence.ts";
import { oneCode, recordOf } from "../unit/licence/sample-licence.ts";

/** The public address of the hub under test. */
export const BASE = "https://lianban.example.cn";

/** The number of the sample licence. */
export const ID = oneCode.licenceId;

/** A code anybody can recompute: the fake of the hub's keyed one. */
const macOf = (text: string): string =>
  createHash("sha256").update(`key ${text}`).digest("hex").slice(0, 16).toUpperCase();

/** The verification code of a version of the sample licence. */
export const codeOf = (version: number): string => macOf(`licence ${ID}.${version}`);

/** A licence that stands. @default the sample's record */
export const standing = (record: LicenceRecord = recordOf()): LicenceState => ({
  record,
  signature: "header.payload.signature",
  earlier: [],
  revoked: null,
});

/** What the pages find behind them: one licence or none, and how many cases stand in each status. */
export interface Behind {
  licence?: LicenceState;
  counts?: () => Promise<Record<string, number>>;
  /** @default the Bengbu catalogue */
  catalog?: Catalog;
  /** @default the guides of the Bengbu centre */
  guides?: GuideBook;
}

/** The pages over a hub that holds just what pages read; `asked` and `logged` tell what they did with it. */
export const pagesOf = ({
  licence,
  counts = async () => ({ reviewing: 3, issued: 41 }),
  catalog = bengbuCatalog,
  guides,
}: Behind = {}) => {
  const asked: string[] = [];
  const logged: string[] = [];
  const hub = {
    baseUrl: BASE,
    world: { catalog, processes, profile: bengbuProfile },
    store: {
      counts,
      licence: async (licenceId: string) => {
        asked.push(licenceId);
        return licence?.record.licenceId === licenceId
          ? { licenceId, caseId: licence.record.caseId, licence: JSON.stringify(licence) }
          : null;
      },
    },
    keys: { mac: async (purpose: string, text: string) => macOf(`${purpose} ${text}`) },
    clock: { now: () => "2026-11-24T06:00:00.000Z" },
    log: { error: (code: string) => logged.push(code) },
  };
  const deps = guides === undefined ? { hub } : { hub, guides };
  return { app: makePages(deps as unknown as Deps), asked, logged };
};

/** Read one page. */
export const read = async (path: string, behind: Behind = {}) => {
  const { app } = pagesOf(behind);
  const response = await app.request(path);
  return { response, status: response.status, body: await response.text() };
};

/** The Chinese of a page's only first-level heading; on the verification page, the verdict. */
export const headingOf = (body: string): string | undefined => /<h1[^>]*>\s*([^<]+?)\s*</.exec(body)?.[1];
