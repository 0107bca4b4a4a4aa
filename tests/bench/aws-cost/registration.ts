import { setTimeout as pause } from "node:timers/promises";
import { type HubClient, makeHubClient, signIn } from "../../../functions/entry/demo/hub-client.ts";
import { uploadSampleMaterials } from "../../../functions/entry/demo/sample-materials.ts";
import type { TwinDials } from "../../../functions/twins/dials.ts";
import { twinRoster } from "../../../functions/twins/roster.ts";
import type { Material } from "../../../schemas/materials.ts";
import { tradeName } from "../../e2e/trade-names.ts";
import { sampleForm } from "../../support/hub-harness.ts";
import { tradeNameOf } from "../company.ts";
import type { CaseTable, Standing } from "./case-table.ts";
import type { Rig } from "./rig.ts";
import { type Around, useLicence } from "./use-licence.ts";

/** A registration to play. */
export interface Registration {
  sample: string;
  /** The form handed in when a correction is asked for. */
  corrected?: string;
}

/** Departments that answer each message at once, decide when they are let, and send everything once. */
const dutiful: Partial<TwinDials> = {
  acceptAfterMs: [0, 0],
  decideAfterMs: [0, 0],
  duplicateRate: 0,
  reorderRate: 0,
  outageRate: 0,
  dropAnswerRate: 0,
};

/** How long a step may take, in milliseconds. */
const PATIENCE_MS = 90_000;

/** Reads of the case by its applicant: after the filing, after the first decisions, and at the end. */
const READS = 5;

/** Documents that are uploaded, whatever the form needs, so that kinds of registration can be compared. */
const MATERIALS = 6;

/** Statuses of an item whose department has to decide. */
const UNDECIDED: ReadonlySet<string> = new Set(["asked", "accepted"]);

const untilStanding = async (
  table: CaseTable,
  caseId: string,
  holds: (standing: Standing) => boolean,
): Promise<Standing> => {
  let last: Standing | null = null;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(100)) {
    last = await table.standing(caseId);
    if (holds(last)) return last;
  }
  throw new Error(`case ${caseId} does not get on: ${JSON.stringify(last)}`);
};

/** Every department that was asked has accepted. */
const isAccepted = ({ items }: Standing): boolean => items.every(({ status }) => status !== "asked");

const isOver = ({ status }: Standing): boolean => ["issued", "refused", "withdrawn"].includes(status);

/** A registration under way. */
interface Playing {
  rig: Rig;
  table: CaseTable;
  client: HubClient;
  around: Around;
  materials: readonly Material[];
  caseId: string;
  reads: number;
  licenceId: string;
}

const readOnce = async (playing: Playing): Promise<void> => {
  if (playing.reads >= READS) return;
  playing.reads += 1;
  await playing.around("read", async () => {
    const { licence } = await playing.client.read(playing.caseId);
    playing.licenceId = licence?.licenceId ?? "";
  });
};

const file = async (playing: Playing, form: unknown): Promise<void> => {
  const { client, table, around } = playing;
  await around("filing", async () => {
    const { materials } = await client.dryRun(form);
    const spare = materials.slice(0, Math.max(0, MATERIALS - materials.length));
    [playing.materials] = await Promise.all([
      uploadSampleMaterials(client, materials),
      uploadSampleMaterials(client, spare),
    ]);
    playing.caseId = (await client.file({ form, materials: playing.materials })).caseId;
    await untilStanding(table, playing.caseId, isAccepted);
  });
};

/** The applicant reads what is wished, and hands in the form anew. */
const correct = ({ client, table, around, caseId, materials }: Playing, form: unknown): Promise<void> =>
  around("correction", async () => {
    const { revision } = await client.read(caseId);
    await client.correct(caseId, revision, { form, materials });
    const isGoingOn = (standing: Standing) => standing.waitingOn !== "applicant" && isAccepted(standing);
    await untilStanding(table, caseId, isGoingOn);
  });

const decide = async ({ rig, table, around, caseId }: Playing, department: string): Promise<void> => {
  await around(`decision of ${department}`, async () => {
    await rig.twins.turn(department, { holdDecisions: false });
    await untilStanding(
      table,
      caseId,
      (standing) =>
        standing.items.every((item) => item.department !== department || !UNDECIDED.has(item.status)) &&
        isAccepted(standing),
    );
  });
  await rig.twins.turn(department, { holdDecisions: true });
};

/** Let one department after another decide, and correct what they wish, until the case is over. */
const goOn = async (playing: Playing, corrected: unknown): Promise<void> => {
  const { table, caseId } = playing;
  const standing = await table.standing(caseId);
  if (isOver(standing)) return;
  const next = standing.items.find(({ status }) => UNDECIDED.has(status));
  if (next !== undefined) {
    await decide(playing, next.department);
    if (playing.reads < READS - 1) await readOnce(playing);
  } else if (standing.waitingOn === "applicant" && corrected !== null) await correct(playing, corrected);
  else await untilStanding(table, caseId, (after) => isOver(after) || after.waitingOn !== "hub");
  await goOn(playing, corrected);
};

let played = 0;

/**
 * Play a registration: dry run, materials, filing, each department accepts and decides, five reads of the case, the
 * licence once as JSON, as PDF and on its page. Resolves to the case number.
 */
export const playRegistration = async (
  rig: Rig,
  table: CaseTable,
  { sample, corrected }: Registration,
  around: Around,
): Promise<string> => {
  for (const { department } of twinRoster)
    await rig.twins.turn(department, { ...dutiful, holdDecisions: true });
  const { url } = rig.deployment.gate;
  const client = makeHubClient(url, await signIn(url, "zhang-san"));
  played += 1;
  const name = tradeName(tradeNameOf(played));
  const named = (form: string) => ({
    ...sampleForm(form),
    name: { ...sampleForm(form).name, tradeName: name },
  });
  const playing: Playing = { rig, table, client, around, materials: [], caseId: "", reads: 0, licenceId: "" };
  await file(playing, named(sample));
  await readOnce(playing);
  await goOn(playing, corrected === undefined ? null : named(corrected));
  await readOnce(playing);
  await useLicence(url, client, playing.licenceId, around);
  return playing.caseId;
};
