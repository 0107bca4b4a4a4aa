import { type HubClient, makeHubClient, signIn } from "../../functions/entry/demo/hub-client.ts";
import { uploadSampleMaterials } from "../../functions/entry/demo/sample-materials.ts";
import type { CaseView } from "../../schemas/http.ts";
import { named } from "../e2e/sample-case.ts";
import { makeTwinControl, type TwinControl } from "../e2e/twin-control.ts";
import { type Deployment, openDeployment } from "./deployment.ts";

/** An open case: how far it is to come before the hub is deployed anew, and what holds it there. */
interface OpenCase {
  word: string;
  sample: string;
  mode?: string;
  /** The items that have approved by then. */
  answered: readonly string[];
}

/** Departments that keep their decisions back, and cases that therefore stand at every place a case can stand. */
const HELD = ["tax", "emergency-management"] as const;

const openCases: readonly OpenCase[] = [
  { word: "重部甲", sample: "sails-through", answered: ["enterprise-registration", "organization-code"] },
  { word: "重部乙", sample: "sails-through", answered: ["enterprise-registration", "organization-code"] },
  { word: "重部丙", sample: "sails-through", answered: ["enterprise-registration", "organization-code"] },
  {
    ...{ word: "重部丁", sample: "sails-through", mode: "three-numbers" },
    answered: ["enterprise-registration", "organization-code"],
  },
  { word: "重部戊", sample: "hazardous-chemicals", answered: [] },
];

/** How long all of them may take, before and after, in milliseconds. */
const PATIENCE_MS = 150_000;

/** The hub with a process that has changed. */
const CHANGED_APP = "node tests/aws/changed-process/app.ts";

const file = async (client: HubClient, { word, sample, mode }: OpenCase): Promise<CaseView> => {
  const form = named(sample, word);
  const { materials: needed } = await client.dryRun(form, mode);
  const materials = await uploadSampleMaterials(client, needed);
  return client.file({ form, materials, ...(mode === undefined ? {} : { mode }) });
};

const approvedOf = ({ items }: CaseView): string[] =>
  items.filter(({ status }) => status === "approved").map(({ itemId }) => itemId);

/** Whether those who are to answer have, and somebody is still asked. */
const standsWhereWanted = (view: CaseView, { answered }: OpenCase): boolean =>
  answered.every((itemId) => approvedOf(view).includes(itemId)) &&
  view.items.some(({ status }) => status === "accepted" || status === "asked");

/** Do something while the held departments accept and do not decide. */
const whileHeld = async <T>(twins: TwinControl, work: () => Promise<T>): Promise<T> => {
  const turnAll = (holdDecisions: boolean) =>
    Promise.all(HELD.map((department) => twins.turn(department, { holdDecisions })));
  await turnAll(true);
  try {
    return await work();
  } finally {
    await turnAll(false);
  }
};

const issuedOnce = async (client: HubClient, { caseId }: CaseView): Promise<string> => {
  const view = await client.until(caseId, ({ status }) => status === "issued", PATIENCE_MS);
  const issued = (await client.events(caseId)).filter(({ type }) => type === "LicenceIssued");
  if (issued.length !== 1) throw new Error(`case ${caseId} was issued ${issued.length} times`);
  return view.licence?.licenceId ?? "";
};

/**
 * Open cases outlive a deployment of the hub whose process has changed: file some, hold departments so that each case
 * stands somewhere else, deploy, let the departments answer.
 *
 * Rejects unless every case is issued, once, under a licence of its own.
 */
export const redeployOverOpenCases = async (deployment: Deployment): Promise<string> => {
  const { gate, twins, cdk, context } = deployment;
  const client = makeHubClient(gate.url, await signIn(gate.url, "zhang-san"));
  const control = await makeTwinControl(twins.url);
  if (control === null) throw new Error(`the twins at ${twins.url} do not answer`);
  const filed = await whileHeld(control, async () => {
    const cases = await Promise.all(openCases.map((each) => file(client, each)));
    await Promise.all(
      openCases.map((wanted, index) =>
        client.until(cases[index]?.caseId ?? "", (view) => standsWhereWanted(view, wanted), PATIENCE_MS),
      ),
    );
    await cdk.deploy(context, CHANGED_APP);
    await openDeployment(deployment);
    return cases;
  });
  const later = await file(client, { word: "重部己", sample: "sails-through", answered: [] });

  const licences = await Promise.all([...filed, later].map((each) => issuedOnce(client, each)));
  if (new Set(licences).size !== licences.length) throw new Error("two cases have one licence");
  await provesChange(client, later.caseId);
  return `${licences.length} cases`;
};

/** The case filed after the deployment went through the changed process: else nothing was proved. */
const provesChange = async (client: HubClient, caseId: string): Promise<void> => {
  const settled = (await client.events(caseId)).filter(({ type }) => type === "StageSettled");
  if (!settled.some(({ data }) => data.stageId === "tax"))
    throw new Error(`case ${caseId} did not go through the changed process`);
};
