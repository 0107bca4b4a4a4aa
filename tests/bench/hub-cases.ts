import { signedHeaders } from "../../functions/departments/webhook-signature.ts";
import { syntheticOrganizationCode } from "../../schemas/codes/organization-code.ts";
import { composeUscc } from "../../schemas/codes/uscc.ts";
import { companyForm, tradeNameOf } from "./company.ts";
import type { HttpClient } from "./http-client.ts";
import type { Level } from "./load.ts";

/** Where the hub is and what its clients need. */
export interface HubAddress {
  url: string;
  token: string;
  secrets: Readonly<Record<string, string>>;
}

interface Document {
  documentId: string;
  sha256: string;
  bytes: number;
}

/** Materials the sample form needs; one stored document stands for all of them. */
const MATERIALS = [
  "application-form",
  "shareholder-identity",
  "domicile-proof",
  "articles-of-association",
  "officer-appointment",
  "agent-authorization",
];

const PDF = `%PDF-1.4\n${"%".repeat(2_000)}\n%%EOF\n`;

const answers = [
  ["market-regulation", "enterprise-registration"],
  ["quality-supervision", "organization-code"],
  ["tax", "tax-registration"],
] as const;

/** Upload the document every case refers to. */
export const uploadDocument = async (client: HttpClient, { token }: HubAddress): Promise<Document> => {
  const reply = await client.send({
    method: "POST",
    path: "/v1/documents",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/pdf",
      "content-length": String(PDF.length),
    },
    body: PDF,
  });
  if (reply.status !== 201) throw new Error(`upload: ${reply.status} ${reply.body}`);
  return JSON.parse(reply.body) as Document;
};

const outputsOf = (itemId: string, n: number): Record<string, unknown> => {
  if (itemId === "enterprise-registration") {
    const organizationCode = syntheticOrganizationCode(n % 99_999 || 99_999);
    const uscc = composeUscc({ department: "9", category: "1", division: "340303", organizationCode });
    return { registeredName: `蚌埠${tradeNameOf(n)}智能装备有限公司`, uscc };
  }
  return itemId === "tax-registration" ? { taxAuthority: "国家税务总局蚌埠市蚌山区税务局" } : {};
};

const materialsOf = ({ documentId, sha256, bytes }: Document) =>
  MATERIALS.map((code) => ({ code, name: code, documentId, sha256, bytes, mediaType: "application/pdf" }));

/** File the sample form under its `n`-th name; resolves with the case number. */
export const makeFileCase = (client: HttpClient, { token }: HubAddress, document: Document) => {
  const authorization = `Bearer ${token}`;
  const materials = materialsOf(document);
  return async (n: number): Promise<string> => {
    const filed = await client.send({
      method: "POST",
      path: "/v1/cases",
      headers: { authorization, "idempotency-key": `bench-${n}-${Date.now()}` },
      body: JSON.stringify({ processId: "company-registration", form: companyForm(n), materials }),
    });
    if (filed.status !== 201) throw new Error(`filing: ${filed.status} ${filed.body}`);
    return (JSON.parse(filed.body) as { caseId: string }).caseId;
  };
};

/**
 * Open cases of the three-department registration: file, two signed answers, then the last and the licence.
 *
 * `from` is the number before the first name and code used. @default 0
 */
export const makeStartCase = (
  client: HttpClient,
  hub: HubAddress,
  document: Document,
  from = 0,
): Level["startCase"] => {
  const authorization = `Bearer ${hub.token}`;
  const secrets = new Map(Object.entries(hub.secrets).map(([id, text]) => [id, Buffer.from(text, "base64")]));
  const file = makeFileCase(client, hub, document);
  let count = from;

  const answer = async (
    caseId: string,
    [department, itemId]: (typeof answers)[number],
    n: number,
  ): Promise<number> => {
    const id = `${caseId}-${itemId}`;
    const body = JSON.stringify({
      specversion: "1.0",
      id,
      source: `urn:bench:${department}`,
      type: "lianban.item.approved",
      subject: `${caseId}/${itemId}`,
      time: new Date().toISOString(),
      data: {
        revision: 1,
        officer: { name: "程若谷", id: "MR-017" },
        opinion: "同意",
        outputs: outputsOf(itemId, n),
      },
    });
    const secret = secrets.get(department) ?? new Uint8Array();
    const timestampSeconds = Math.floor(Date.now() / 1_000);
    const headers = signedHeaders({
      secrets: [secret],
      digest: "sha256",
      id,
      timestampSeconds,
      body: Buffer.from(body),
    });
    const reply = await client.send({
      method: "POST",
      path: `/v1/webhooks/${department}`,
      headers: { ...headers, "content-type": "application/cloudevents+json" },
      body,
    });
    if (reply.status !== 200) throw new Error(`answer of ${department}: ${reply.status} ${reply.body}`);
    return (JSON.parse(reply.body) as { version: number }).version;
  };

  const untilIssued = async (caseId: string, answered: number): Promise<void> => {
    let version = answered;
    for (let tries = 0; tries < 20; tries += 1) {
      const reply = await client.send({
        method: "GET",
        path: `/v1/cases/${caseId}?wait=10&version=${version}`,
        headers: { authorization },
      });
      const view = JSON.parse(reply.body) as { status: string; version: number };
      if (view.status === "issued") return;
      version = view.version;
    }
    throw new Error(`case ${caseId} was not issued`);
  };

  return async () => {
    count += 1;
    const n = count;
    const caseId = await file(n);
    const [first, second, third] = answers;
    await answer(caseId, first, n);
    await answer(caseId, second, n);
    return async () => {
      await untilIssued(caseId, await answer(caseId, third, n));
    };
  };
};
