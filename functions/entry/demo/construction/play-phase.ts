import type { CaseFeesView } from "../../../../schemas/fee-view.ts";
import type { CaseView } from "../../../../schemas/http.ts";
import type { Material } from "../../../../schemas/materials.ts";
import type { HubClient } from "../hub-client.ts";
import { uploadSampleMaterials } from "../sample-materials.ts";
import { holdVisit, isVisitWanted, type VisitPlan } from "./visit.ts";

/** One phase of a project: its process, the form, what is mended when that is asked for, and the visit it needs. */
export interface Phase {
  title: string;
  processId: string;
  form: unknown;
  rectified?: { form: unknown; materials: readonly string[] };
  visit?: VisitPlan;
}

/** Who acts in a phase, and how its bill is paid. */
export interface Cast {
  builder: HubClient;
  lead: HubClient;
  pay: (fees: CaseFeesView) => Promise<void>;
}

/** What was seen of a phase: how it ended, its notices, its bill, and materials nobody was asked for again. */
export interface PlayedPhase {
  phase: Phase;
  view: CaseView;
  notices: NonNullable<CaseView["notice"]>[];
  fees: CaseFeesView | null;
  tookMs: number;
}

/** What is watched while a phase is played. */
export interface Watching {
  onChange: (view: CaseView) => void;
  onFees: (fees: CaseFeesView) => void;
}

const isOver = (view: CaseView): boolean => view.closedAt !== null && view.waitingOn === null;

/** How long a phase may take, in milliseconds. */
const PATIENCE_MS = 120_000;

/** Materials for a phase: what the dry run asks for, without what the project has from an earlier phase. */
const materialsFor = async (
  builder: HubClient,
  { form, processId }: Phase,
  held: readonly string[],
): Promise<Material[]> => {
  const { materials: needed } = await builder.dryRun(form, undefined, processId);
  return uploadSampleMaterials(
    builder,
    needed.filter(({ code }) => !held.includes(code)),
  );
};

const rectify = async (
  builder: HubClient,
  view: CaseView,
  { form, materials: codes }: NonNullable<Phase["rectified"]>,
): Promise<CaseView> => {
  const standing = view.materials ?? [];
  const replaced = await uploadSampleMaterials(
    builder,
    standing
      .filter(({ code }) => codes.includes(code))
      .map(({ code, name }) => ({
        ...{ code, name: { zh: name, en: name }, why: { zh: "", en: "" } },
        ...{ present: true, isTolerable: false },
      })),
    `（修改）${view.revision}`,
  );
  const kept = standing
    .filter(({ code }) => !codes.includes(code))
    .map(({ file: _, ...material }) => material);
  return builder.correct(view.caseId, view.revision, { form, materials: [...kept, ...replaced] });
};

/**
 * Play one phase to its end: file as the builder would, hold the visit as the lead does, mend what is asked for, and pay.
 * `held` are codes of materials the project has already; they are not handed in again.
 */
export const playPhase = async (
  { builder, lead, pay }: Cast,
  phase: Phase,
  held: readonly string[],
  { onChange, onFees }: Watching,
): Promise<PlayedPhase> => {
  const began = performance.now();
  const { processId, form, rectified, visit } = phase;
  const materials = await materialsFor(builder, phase, held);
  const notices: PlayedPhase["notices"] = [];
  let fees: CaseFeesView | null = null;
  let view = await builder.file({ processId, form, materials });
  const { caseId } = view;
  onChange(view);
  while (!isOver(view) && performance.now() - began < PATIENCE_MS) {
    if (view.notice !== null && view.waitingOn === "applicant") {
      if (notices.at(-1)?.number !== view.notice.number) notices.push(view.notice);
      if (rectified === undefined) break;
      view = await rectify(builder, view, rectified);
    } else if (visit !== undefined && isVisitWanted(view, visit)) {
      const following = holdVisit(lead, caseId, visit);
      view = await followWhile(builder, view, following, onChange);
    } else if ((view.fees?.outstandingFen ?? 0) > 0) {
      fees = await builder.readAs<CaseFeesView>(`/v1/cases/${caseId}/fees`);
      onFees(fees);
      await pay(fees);
      view = await builder.follow(caseId, view.version, 5);
    } else view = await builder.follow(caseId, view.version, 5);
    onChange(view);
  }
  return { phase, view, notices, fees, tookMs: performance.now() - began };
};

/** Go on watching a case while somebody else is at work on it. */
const followWhile = async (
  builder: HubClient,
  seen: CaseView,
  work: Promise<unknown>,
  onChange: (view: CaseView) => void,
): Promise<CaseView> => {
  let view = seen;
  let outcome: { error?: unknown } | null = null;
  const done = work.then(
    () => {
      outcome = {};
    },
    (error: unknown) => {
      outcome = { error };
    },
  );
  while (outcome === null) {
    view = await builder.follow(view.caseId, view.version, 1);
    onChange(view);
  }
  await done;
  const { error } = outcome as { error?: unknown };
  if (error !== undefined) throw error;
  return builder.read(view.caseId);
};
