import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { type HubClient, makeHubClient, Refused, signIn } from "../../functions/entry/demo/hub-client.ts";
import { uploadSampleMaterials } from "../../functions/entry/demo/sample-materials.ts";
import type { Material } from "../../schemas/materials.ts";
import { tradeNameOf } from "../bench/company.ts";

type Form = { name: Record<string, unknown> } & Record<string, unknown>;

const sample = (name: string): Form =>
  JSON.parse(
    readFileSync(new URL(`../fixtures/company-registration/${name}`, import.meta.url), "utf8"),
  ) as Form;

const forms = {
  good: sample("sails-through.json"),
  faulty: sample("needs-correction.json"),
  mended: sample("corrected.json"),
};

const named = (form: Form, n: number): Form => ({
  ...form,
  name: { ...form.name, tradeName: tradeNameOf(n) },
});

/** What the applicants know for certain: every case number the hub acknowledged, by the key it was filed under. */
export interface Applicants {
  acknowledged: ReadonlyMap<string, string>;
  /** File no more; what was begun must come to its end within a while, or `done` rejects and names the case. */
  stop: () => void;
  /** Resolves when every applicant has gone home. */
  done: Promise<void>;
}

/** Repeat an act until the hub answers; a refusal counts as an answer. Network failures and 5xx do not. */
const insist = async <T>(act: () => Promise<T>): Promise<T> => {
  for (;;)
    try {
      return await act();
    } catch (error) {
      if (error instanceof Refused && error.problem.status < 500) throw error;
      await pause(50);
    }
};

/** How long a case may take to end once nobody files any more, in milliseconds. */
const PATIENCE_MS = 60_000;

/** Who attends to a case: its applicant, and the lead department, which rules on a withdrawal that came after an approval. */
interface Attending {
  client: HubClient;
  lead: HubClient;
}

/** Answer a correction notice, or take the case back, and follow it to its end; reject when it never comes. */
const attend = async (
  { client, lead }: Attending,
  caseId: string,
  n: number,
  materials: readonly Material[],
  stoppedAt: () => number | null,
): Promise<void> => {
  for (;;) {
    const view = await insist(() => client.follow(caseId, 0, 0));
    if (view.closedAt !== null) return;
    if (Date.now() - (stoppedAt() ?? Date.now()) > PATIENCE_MS)
      throw new Error(`case ${caseId} never ended: ${view.status}, ${view.waitingFor.en}`);
    const act = async () => {
      if (view.withdrawalRequest?.status === "submitted")
        await lead.send(`/v1/cases/${caseId}/withdrawal-ruling`, { isGranted: true, reasons: "同意撤回" });
      else if (n % 11 === 10) await client.withdraw(caseId, "不办了");
      else if (view.notice !== null)
        await client.correct(caseId, view.revision, { form: named(forms.mended, n), materials });
    };
    await insist(act).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
    await pause(100);
  }
};

/** Send `count` applicants to a hub that may die at any moment. Each files, insists, and attends to the case. */
export const sendApplicants = (baseUrl: string, count: number): Applicants => {
  const acknowledged = new Map<string, string>();
  let stoppedAt: number | null = null;
  let serial = 0;

  const applicant = async (): Promise<void> => {
    const token = await insist(() => signIn(baseUrl, "zhang-san"));
    const client = makeHubClient(baseUrl, token);
    const lead = makeHubClient(baseUrl, await insist(() => signIn(baseUrl, "chief-market")));
    const { materials: needed } = await insist(() => client.dryRun(forms.good));
    const materials = await insist(() => uploadSampleMaterials(client, needed));
    while (stoppedAt === null) {
      serial += 1;
      const n = serial;
      const form = named(n % 4 === 3 ? forms.faulty : forms.good, n);
      const key = `crash-${n}-${crypto.randomUUID()}`;
      const { caseId } = await insist(() => client.file({ form, materials, key }));
      acknowledged.set(key, caseId);
      await attend({ client, lead }, caseId, n, materials, () => stoppedAt);
    }
  };

  const done = Promise.all(Array.from({ length: count }, applicant)).then(() => undefined);
  // A case that is lost is noticed at once, and told when somebody waits for the end.
  done.catch(() => undefined);

  return {
    acknowledged,
    stop: () => {
      stoppedAt = Date.now();
    },
    done,
  };
};
