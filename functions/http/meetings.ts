import type { MeetingView } from "../../schemas/meeting-views.ts";
import { message } from "../../schemas/message.ts";
import type { CommandResult } from "../application/handle-command.ts";
import { invitationIcs } from "../application/meetings/invitation-ics.ts";
import { meetingNames } from "../application/meetings/meeting-names.ts";
import { meetingViewOf } from "../application/meetings/meeting-view.ts";
import type { Command } from "../case/commands.ts";
import { makeRouter } from "./api.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { departmentOf, noteLook } from "./load-case.ts";
import { findMeeting, loadForDepartment, loadForMeetings } from "./load-meetings.ts";
import {
  cancellationRoute,
  invitationRoute,
  listRoute,
  minutesRoute,
  proposeRoute,
} from "./meeting-routes.ts";
import { officerOf } from "./officer-of.ts";
import { actorOf, doneOrFail, requireRole } from "./responses.ts";

/** Visits and meetings of a case: its lead department arranges and records them, who has a part in it reads them. */
export const makeMeetingRoutes = (deps: Deps) => {
  const { hub, handle } = deps;
  const app = makeRouter();

  const act = async (
    claims: Claims,
    caseId: string,
    command: Command,
  ): Promise<Extract<CommandResult, { kind: "Done" }>> => {
    await loadForDepartment(deps, claims, caseId);
    return doneOrFail(await handle({ caseId, command, actor: actorOf(claims), cause: "meeting" }));
  };

  app.openapi(listRoute, async (c) => {
    const claims = c.get("claims");
    const state = await loadForMeetings(deps, claims, c.req.valid("param").caseId);
    await noteLook(deps, claims, state, { what: "case" });
    c.header("cache-control", "private, no-store");
    return c.json({ meetings: state.meetings.map(meetingViewOf) }, 200);
  });

  app.openapi(proposeRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief");
    const department = departmentOf(claims);
    const { items, ...said } = c.req.valid("json");
    const { state } = await act(claims, c.req.valid("param").caseId, {
      ...{ type: "ProposeMeeting", department, officer: officerOf(claims), ...said },
      ...(items === undefined ? {} : { items }),
    });
    const proposed = state.meetings.findLast(({ kind }) => kind === said.kind);
    if (proposed === undefined) throw new Error(`a proposal left no meeting on case ${state.caseId}`);
    return c.json(meetingViewOf(proposed), 200);
  });

  const actOnMeeting = async (claims: Claims, caseId: string, command: Command & { meetingId: string }) => {
    const { state } = await act(claims, caseId, command);
    return meetingViewOf(findMeeting(state, command.meetingId)) satisfies MeetingView;
  };

  app.openapi(minutesRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief");
    const department = departmentOf(claims);
    const { caseId, meetingId } = c.req.valid("param");
    const said = c.req.valid("json");
    const command = {
      ...{ type: "HoldMeeting" as const, department, meetingId, officer: officerOf(claims) },
      ...said,
    };
    return c.json(await actOnMeeting(claims, caseId, command), 200);
  });

  app.openapi(cancellationRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief");
    const department = departmentOf(claims);
    const { caseId, meetingId } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    const command = { type: "CallOffMeeting" as const, department, meetingId, reason };
    return c.json(await actOnMeeting(claims, caseId, command), 200);
  });

  app.openapi(invitationRoute, async (c) => {
    const claims = c.get("claims");
    const { caseId, meetingId } = c.req.valid("param");
    const state = await loadForMeetings(deps, claims, caseId);
    const meeting = findMeeting(state, meetingId);
    await noteLook(deps, claims, state, { what: "case" });
    const { departments } = hub.world.catalog;
    const ics = invitationIcs(meeting, {
      title: meetingNames[meeting.kind].zh,
      caseTitle: state.title,
      caseId,
      nameOf: (department) => departments.get(department)?.name ?? message(department, department),
      meetings: state.meetings,
      host: new URL(hub.baseUrl).hostname,
      at: hub.clock.now(),
    });
    c.header("content-type", "text/calendar; charset=utf-8");
    c.header("content-disposition", 'attachment; filename="invitation.ics"');
    c.header("cache-control", "private, no-store");
    return c.body(ics, 200);
  });

  return app;
};
