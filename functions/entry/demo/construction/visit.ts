import { setTimeout as pause } from "node:timers/promises";
import type { CaseView } from "../../../../schemas/http.ts";
import type { MeetingView } from "../../../../schemas/meeting-views.ts";
import type { HubClient } from "../hub-client.ts";

/**
 * The visit a stage of a process begins with, as its lead arranges it. `beginsAfterMs` says how soon it begins once it is
 * proposed, `waitsMs` how long from then on its lead waits for people, both in milliseconds.
 */
export interface VisitPlan {
  kind: MeetingView["kind"];
  stage: string;
  place: string;
  agenda: string;
  minutes: string;
  outcome: string;
  /** @default 1,500 */
  beginsAfterMs?: number;
  /** @default 15,000 */
  waitsMs?: number;
}

const BEGINS_AFTER_MS = 1_500;
const WAITS_MS = 15_000;
const LASTS_MS = 3_600_000;

const through: ReadonlySet<string> = new Set([
  "approved",
  "deemed",
  "overruled",
  "waived",
  "notified",
  "not-applicable",
]);

/** Whether a case has come to a stage that waits for its lead to propose the visit. */
export const isVisitWanted = ({ items, meetings, status }: CaseView, { stage }: VisitPlan): boolean => {
  if (status !== "reviewing") return false;
  const own = items.filter((item) => item.stage === stage);
  const before = items.slice(
    0,
    items.findIndex((item) => item.stage === stage),
  );
  const isArranged = meetings.some(
    (meeting) => meeting.stage === stage && (meeting.status === "proposed" || meeting.status === "held"),
  );
  const isReached = before.every((item) => through.has(item.status));
  return isReached && own.some((item) => item.status === "waiting") && !isArranged;
};

const instantAfter = (ms: number): string => new Date(Date.now() + ms).toISOString();

const isThere = ({ signedInAt }: MeetingView["invited"][number]): boolean => signedInAt !== null;

/**
 * Hold a visit as the lead department does: propose a time that is near, wait until whoever comes has signed in, and put
 * down what was found. `absent` are departments nobody waits for.
 */
export const holdVisit = async (
  lead: HubClient,
  caseId: string,
  plan: VisitPlan,
  absent: readonly string[] = [],
): Promise<MeetingView> => {
  const { kind, place, agenda, minutes, outcome } = plan;
  const { beginsAfterMs = BEGINS_AFTER_MS, waitsMs = WAITS_MS } = plan;
  const path = `/v1/cases/${caseId}/meetings`;
  const proposed = await lead.send<MeetingView>(path, {
    ...{ kind, place, agenda },
    startsAt: instantAfter(beginsAfterMs),
    endsAt: instantAfter(beginsAfterMs + LASTS_MS),
  });
  const isAwaited = (each: MeetingView["invited"][number]): boolean =>
    each.department !== proposed.lead && !absent.includes(each.department) && !isThere(each);
  const find = async (): Promise<MeetingView> => {
    const { meetings } = await lead.readAs<{ meetings: MeetingView[] }>(path);
    const found = meetings.find(({ meetingId }) => meetingId === proposed.meetingId);
    if (found === undefined) throw new Error(`the visit ${proposed.meetingId} is not on the case any more`);
    return found;
  };
  const end = Date.now() + beginsAfterMs + waitsMs;
  for (
    let now = proposed;
    Date.parse(now.startsAt) > Date.now() || now.invited.some(isAwaited);
    now = await find()
  ) {
    if (Date.now() > end) break;
    await pause(200);
  }
  return lead.send(`${path}/${encodeURIComponent(proposed.meetingId)}/minutes`, { minutes, outcome });
};
