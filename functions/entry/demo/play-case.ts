import type { CaseView } from "../../../schemas/http.ts";
import type { HubClient } from "./hub-client.ts";
import { uploadSampleMaterials } from "./sample-materials.ts";

/** A case to play: a title, the form, and what the applicant hands in when a correction is asked for. */
export interface Play {
  title: string;
  form: unknown;
  mode?: string;
  corrected?: unknown;
  /** How long the case may take, in milliseconds. @default 60,000 */
  patienceMs?: number;
}

/** What was seen of a played case: where it ended and how long it took, in milliseconds. */
export interface Played {
  play: Play;
  view: CaseView;
  tookMs: number;
  /** The correction notices, as the applicant read them. */
  notices: NonNullable<CaseView["notice"]>[];
}

/** How long a case may take, in milliseconds. */
const PATIENCE_MS = 60_000;

const isOver = (view: CaseView): boolean => view.closedAt !== null && view.waitingOn === null;

/** File a case as its applicant would, answer its correction notice, and follow it to the end. */
export const playCase = async (
  client: HubClient,
  play: Play,
  onChange: (view: CaseView) => void,
): Promise<Played> => {
  const { form, mode, corrected, patienceMs = PATIENCE_MS } = play;
  const { materials: needed } = await client.dryRun(form, mode);
  const materials = await uploadSampleMaterials(client, needed);
  const began = performance.now();
  let view = await client.file(mode === undefined ? { form, materials } : { form, materials, mode });
  const notices: Played["notices"] = [];
  onChange(view);
  while (!isOver(view)) {
    if (performance.now() - began > patienceMs) break;
    if (view.notice !== null && view.waitingOn === "applicant") {
      notices.push(view.notice);
      if (corrected === undefined) break;
      view = await client.correct(view.caseId, view.revision, { form: corrected, materials });
    } else view = await client.follow(view.caseId, view.version, 5);
    onChange(view);
  }
  return { play, view, tookMs: performance.now() - began, notices };
};
