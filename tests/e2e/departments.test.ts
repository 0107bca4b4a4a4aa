import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect } from "vitest";
import { parseSecret, signedHeaders } from "../../functions/departments/webhook-signature.ts";
import type { CaseView } from "../../schemas/http.ts";
import { makeJourney } from "./journey.ts";
import { fileSample, named } from "./sample-case.ts";
import { openTarget } from "./target.ts";
import { tradeName } from "./trade-names.ts";

const target = await openTarget();
const journey = await makeJourney(target);
const client = await target.as("zhang-san");

afterAll(() => target.stop());

const PERMIT = { department: "emergency-management", itemId: "hazardous-chemicals-permit" } as const;

const statusOf = (view: CaseView, itemId: string): string | undefined =>
  view.items.find((item) => item.itemId === itemId)?.status;

interface Answer {
  department: string;
  caseId: string;
  itemId: string;
  id: string;
  secret: Uint8Array;
  outputs: Record<string, unknown>;
}

/** Post an approval as a department does: the same id and the same bytes each time it is sent. */
const makeApproval = ({ department, caseId, itemId, id, secret, outputs }: Answer) => {
  const event = {
    ...{ specversion: "1.0", id, source: `urn:lianban:department:${department}` },
    ...{ type: "lianban.item.approved", subject: `${caseId}/${itemId}`, time: new Date().toISOString() },
    data: { revision: 1, officer: { name: "程若谷", id: "MR-017" }, opinion: "同意", outputs },
  };
  const body = new TextEncoder().encode(JSON.stringify(event));
  return async (): Promise<{ status: number; answer: Record<string, unknown> }> => {
    const timestampSeconds = Math.floor(Date.now() / 1_000);
    const signed = signedHeaders({ secrets: [secret], digest: "sha256", id, timestampSeconds, body });
    const response = await fetch(`${target.baseUrl}/v1/webhooks/${department}`, {
      method: "POST",
      headers: { ...signed, "content-type": "application/json" },
      body,
    });
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
  };
};

/** A hub may remember a department's secrets for some seconds after a rotation. */
const untilKnown = async <T extends { status: number }>(send: () => Promise<T>): Promise<T> => {
  const end = Date.now() + 30_000;
  for (;;) {
    const sent = await send();
    if (sent.status !== 401 || Date.now() > end) return sent;
    await pause(1_000);
  }
};

const rotate = async (department: string): Promise<Uint8Array> => {
  const authorization = `Bearer ${await target.token("admin")}`;
  const path = `/v1/departments/${department}/secret-rotation`;
  const response = await fetch(`${target.baseUrl}${path}`, { method: "POST", headers: { authorization } });
  const { secret } = (await response.json()) as { secret: string };
  await target.twins?.handOver(department, secret);
  return parseSecret(secret) ?? new Uint8Array();
};

/** With its decisions held the department still says that it accepts; one that answers out of order would not. */
const HELD = { holdDecisions: true, reorderRate: 0 } as const;

const during = async (
  dials: typeof HELD | { unreachable: true },
  work: () => Promise<void>,
): Promise<void> => {
  await (target.twins?.during(PERMIT.department, dials, work) ?? work());
};

const until = (caseId: string, holds: (view: CaseView) => boolean) =>
  client.until(caseId, holds, target.patienceMs);

describe("a department's message", () => {
  journey("that is forged is refused and changes nothing", [], async () => {
    const { view: filed } = await fileSample(client, named("needs-correction", "伪签"));
    const before = await until(filed.caseId, ({ waitingOn }) => waitingOn === "applicant");
    const forged = makeApproval({
      ...{ department: "market-regulation", itemId: "enterprise-registration", caseId: filed.caseId },
      ...{ id: `msg_${crypto.randomUUID()}`, secret: new Uint8Array(32).fill(7), outputs: {} },
    });

    const { status, answer } = await forged();

    expect([status, answer.type]).toEqual([401, "/problems/signature-wrong"]);
    expect(await client.read(filed.caseId)).toEqual(before);
  });

  journey(
    "that comes again acts once and gets the same receipt",
    ["an administrator", "twins that can be steered"],
    async () => {
      const secret = await rotate(PERMIT.department);
      await during(HELD, async () => {
        const { view: filed } = await fileSample(client, named("hazardous-chemicals", "重发"));
        // Its acceptance first: an answer that bears an earlier time than one taken is refused.
        await until(filed.caseId, (view) => statusOf(view, PERMIT.itemId) === "accepted");
        const send = makeApproval({
          ...{ ...PERMIT, secret, caseId: filed.caseId, id: `msg_${crypto.randomUUID()}` },
          outputs: { permitNumber: tradeName("危化证"), permitValidUntil: "2029-11-23" },
        });

        const receipts = [await untilKnown(send), await send(), await send()];

        const approvals = (await client.events(filed.caseId)).filter(({ type }) => type === "ItemApproved");
        const [first] = receipts;
        expect(first).toMatchObject({ status: 200, answer: { received: true, itemStatus: "approved" } });
        expect(receipts).toEqual([first, first, first]);
        expect(approvals.filter(({ data }) => data.itemId === PERMIT.itemId)).toHaveLength(1);
      });
    },
  );
});

describe("a department", () => {
  journey(
    "that is down for a while gets its messages when it is back, and its case goes through",
    ["twins that can be steered"],
    async () => {
      let caseId = "";
      await during({ unreachable: true }, async () => {
        caseId = (await fileSample(client, named("hazardous-chemicals", "停机"))).view.caseId;
        await until(caseId, (view) => statusOf(view, PERMIT.itemId) === "asked");
        await pause(2_000);
        expect(statusOf(await client.read(caseId), PERMIT.itemId)).toBe("asked");
      });

      const { licence } = await until(caseId, ({ status }) => status === "issued");

      expect(licence?.status).toEqual({ kind: "valid" });
    },
  );
});
