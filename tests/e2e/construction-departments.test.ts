import { setTimeout as pause } from "node:timers/promises";
import ICAL from "ical.js";
import { afterAll, describe, expect } from "vitest";
import { noticeOf } from "../../functions/entry/demo/construction/payment.ts";
import { holdVisit, isVisitWanted } from "../../functions/entry/demo/construction/visit.ts";
import type { DeskItemView } from "../../schemas/desk.ts";
import type { CaseView } from "../../schemas/http.ts";
import type { MeetingView } from "../../schemas/meeting-views.ts";
import { readAs, slugOf } from "../support/acting.ts";
import { itemOf, makeActing } from "./acting.ts";
import {
  consequencesOf,
  feesOf,
  fileConstruction,
  freshProjectCode,
  isAsked,
  isBilled,
  quietDrawings,
  quietSurvey,
  surveyPlan,
  tooHigh,
  whileHeld,
} from "./construction-case.ts";
import { makeJourney } from "./journey.ts";
import { makePaymentChannel } from "./payment-channel.ts";
import { openTarget } from "./target.ts";

const target = await openTarget();
const journey = await makeJourney(target);
const { get, post, answer } = makeActing(target);
const builder = await target.as("zhang-san");
const channel = makePaymentChannel(target);

afterAll(() => target.stop());

const until = (caseId: string, holds: (view: CaseView) => boolean) =>
  builder.until(caseId, holds, target.patienceMs);

const joinOf = async ({ licence }: CaseView, itemId: string) => {
  const { record } = await builder.licence(licence?.licenceId ?? "");
  return { proof: record.proof, join: record.proof.joins.find(({ item }) => item === itemId) };
};

/** File a survey and hold its visit, without waiting for departments that stay away. */
const surveyed = async (
  project: Record<string, unknown>,
  absent: readonly string[] = [],
): Promise<{ caseId: string; visit: MeetingView }> => {
  const form = await quietSurvey(freshProjectCode(), project);
  const { caseId } = await fileConstruction(builder, "construction-survey", form);
  await until(caseId, (view) => isVisitWanted(view, surveyPlan));
  const plan = { ...surveyPlan, ...target.visits };
  return { caseId, visit: await holdVisit(await target.as("chief-planning"), caseId, plan, absent) };
};

// Each journey turns the dials of other departments than the rest, and meets none that another has turned.
describe.concurrent("a department of a construction project", () => {
  journey(
    "that was told of the visit too late and stays away is asked all the same, and may see the site on its own",
    ["the leads of construction", "officers of construction", "twins that can be steered"],
    async () => {
      const turn = target.twins;
      const work = async () => {
        const project = { inErosionArea: true, triggers: ["lightning-special"] };
        const { caseId, visit } = await surveyed(project, ["water-resources", "meteorology"]);
        const item = { caseId, itemId: "lightning-siting" };
        const asked = await until(caseId, isAsked(item.itemId));
        const another = await answer("officer-meteorology", item, "suspended", {
          ...{ procedure: "site-visit", reason: "自行踏勘" },
        });
        const seen = await answer("officer-meteorology", item, "resumed", { result: "已踏勘" });
        const answered = await answer("officer-meteorology", item, "approved", { opinion: "按规范设防" });
        const issued = await until(caseId, ({ status }) => status === "issued");

        const absent = Object.entries(consequencesOf(visit)).filter(
          ([, consequence]) => consequence !== null,
        );
        expect(Object.fromEntries(absent)).toEqual({
          "water-resources": "must-answer",
          meteorology: "must-answer",
        });
        expect(itemOf(asked, "water-siting").status).not.toBe("deemed");
        expect([another.status, seen.status, answered.status]).toEqual([200, 200, 200]);
        const water = await joinOf(issued, "water-siting");
        const lightning = await joinOf(issued, "lightning-siting");
        expect(water.join).toMatchObject({ answer: "approved", round: 1 });
        expect(lightning.join).toMatchObject({ answer: "approved", round: 1 });
        expect(water.proof.meetings?.[0]?.absent.toSorted()).toEqual(["meteorology", "water-resources"]);
      };
      const held = { absent: true, holdDecisions: true };
      await turn?.during("water-resources", { absent: true }, () => turn.during("meteorology", held, work));
    },
  );

  journey(
    "answers at its desk while its own system says nothing",
    ["the leads of construction", "officers of construction", "twins that can be steered"],
    async () => {
      await whileHeld(target, "landscaping", async () => {
        const { caseId } = await surveyed({ triggers: ["trees-or-green"] });
        const at = { caseId, itemId: "green-siting" };
        await until(caseId, isAsked(at.itemId));

        const shown = await readAs<DeskItemView>(
          await get("officer-landscaping", `/v1/desk/${caseId}/green-siting`),
        );
        const byOther = await slugOf(await answer("officer-land", at, "approved"));
        const answered = await answer("officer-landscaping", at, "approved", { opinion: "移植意杨另行报批" });
        const issued = await until(caseId, ({ status }) => status === "issued");

        expect(shown.fields).toMatchObject({ survey: { site: { trees: expect.stringContaining("意杨") } } });
        expect(JSON.stringify(shown.fields)).not.toContain("presentUse");
        expect(byOther).toBe("403 /problems/not-this-department");
        expect(answered.status).toBe(200);
        expect(itemOf(issued, "green-siting").opinion).toBe("移植意杨另行报批");
        expect((await joinOf(issued, "green-siting")).join?.officer?.name).toBe("园林局柏青松");
      });
    },
  );

  journey(
    "that objects is heard at a meeting, and the lead goes on without it and owes it the reasons",
    [
      "the leads of construction",
      "officers of construction",
      "an administrator",
      "twins that can be steered",
    ],
    async () => {
      let caseId = "";
      const LEAD = "chief-housing-construction";
      await whileHeld(target, "housing-construction", async () => {
        const code = freshProjectCode();
        const form = tooHigh(await quietDrawings(code));
        ({ caseId } = await fileConstruction(builder, "drawing-review", form));
        const [own, disputed] = ["drawing-review", "planning-drawings"].map((itemId) => ({ caseId, itemId }));
        if (own === undefined || disputed === undefined) throw new Error("no items");
        await until(caseId, isAsked(own.itemId));
        // The lead's own system keeps still: its people answer for it, and rule.
        const outputs = { drawingReviewNumber: `蚌图审〔2026〕${code.slice(-6)}号` };
        const filed = await answer("officer-housing-construction", own, "approved", { outputs });
        const objected = await until(caseId, ({ items }) =>
          items.every(({ round, status }) => round === 0 || status === "approved" || status === "rejected"),
        );
        const ruling = { ruling: "approve", reasons: "局部为机房,不计入建筑高度" };
        const byOther = await slugOf(await answer("chief-planning", disputed, "ruled", ruling));
        const meeting = await disputeMeeting(LEAD, caseId, disputed.itemId);
        const ruled = await answer(LEAD, disputed, "ruled", ruling);
        await until(caseId, isBilled);

        expect(filed.status).toBe(200);
        expect(itemOf(objected, disputed.itemId).status).toBe("rejected");
        expect(byOther).toBe("403 /problems/not-lead");
        expect(meeting).toMatchObject({ status: "held", held: { outcome: "牵头部门裁定" } });
        expect(meeting.invited.map(({ department }) => department)).toContain("planning");
        expect(ruled.status).toBe(200);
      });

      const fees = await feesOf(builder, caseId);
      await readAs(await (await channel()).paid(caseId, noticeOf(fees, `pay-${caseId}`)));
      const issued = await until(caseId, ({ status }) => status === "issued");
      const { join, proof } = await joinOf(issued, "planning-drawings");
      expect(join).toMatchObject({
        answer: "overruled",
        department: "planning",
        officer: { name: "住建局首席代表高品如" },
      });
      expect(proof.meetings).toMatchObject([{ kind: "dispute-meeting" }]);
    },
  );
});

/** Meet about what is in dispute: invite, read the invitation as a calendar does, wait until it begins, put down the minutes. */
const disputeMeeting = async (lead: string, caseId: string, itemId: string): Promise<MeetingView> => {
  const path = `/v1/cases/${caseId}/meetings`;
  const startsAt = new Date(Date.now() + target.visits.beginsAfterMs).toISOString();
  const proposal = {
    ...{ kind: "dispute-meeting", startsAt, endsAt: new Date(Date.now() + 3_600_000).toISOString() },
    ...{ place: "政务服务中心三楼会议室", agenda: "综合楼建筑高度", items: [itemId] },
  };
  const { meetingId } = await readAs<MeetingView>(await post(lead, path, proposal));
  const ics = await get("officer-planning", `${path}/${encodeURIComponent(meetingId)}/invitation.ics`);
  const calendar = new ICAL.Component(ICAL.parse(await ics.text()));
  const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent") ?? undefined);
  expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
  expect([event.location, event.startDate.toJSDate().toISOString().slice(0, 19)]).toEqual([
    proposal.place,
    startsAt.slice(0, 19),
  ]);
  expect(event.attendees.map((each) => each.getFirstValue())).toContain("urn:lianban:department:planning");
  await pause(Math.max(Date.parse(startsAt) - Date.now() + 300, 0));
  const minutes = { minutes: "规划局认为超高；住建局认为局部机房不计入高度。", outcome: "牵头部门裁定" };
  return readAs<MeetingView>(await post(lead, `${path}/${encodeURIComponent(meetingId)}/minutes`, minutes));
};
