import type { Context } from "hono";
import type { Material } from "../../schemas/materials.ts";
import { viewCase } from "../application/case-view.ts";
import { makeCorrectCase } from "../application/correct-case.ts";
import { decodeEvent } from "../application/event-codec.ts";
import { masked, resolveMasks } from "../application/mask-form.ts";
import { canonical } from "../case/scope.ts";
import type { CaseState } from "../case/state.ts";
import { makeRouter } from "./api.ts";
import { correctRoute, eraseRoute, eventsRoute, listRoute, readRoute, withdrawRoute } from "./case-routes.ts";
import { checkMaterials } from "./check-materials.ts";
import type { Deps } from "./deps.ts";
import { eventFor } from "./event-audience.ts";
import { makeFilingRoutes } from "./filing.ts";
import { loadFor, loadForCorrection, loadOwn, noteLook, oversees, seesForm } from "./load-case.ts";
import {
  actorOf,
  actorOn,
  doneOrFail,
  Failed,
  failureOf,
  type HubEnv,
  limitBody,
  requireRole,
} from "./responses.ts";

/** The largest filing or correction, in bytes. Documents travel apart. */
const CASE_BODY_BYTES = 1_000_000;

const withETag = (c: Context<HubEnv>, state: CaseState): void => c.header("etag", `"${state.revision}"`);

const revisionOf = (ifMatch: string | undefined): number => {
  const [, digits] = /^(?:W\/)?"?(\d{1,6})"?$/.exec(ifMatch ?? "") ?? [];
  if (digits === undefined) throw new Failed({ kind: "HeaderMissing", header: "If-Match", example: '"1"' });
  return Number(digits);
};

/** Hold a request until its case moves past a version, or the time is up. */
const follow = async (
  deps: Deps,
  caseId: string,
  after: number,
  seconds: number,
  signal: AbortSignal,
): Promise<void> => {
  const present = await deps.hub.store.head(caseId);
  if (present !== null && present.version > after) return;
  await deps.hub.changes.wait(caseId, after, seconds * 1_000, signal);
};

/** The express lane's routes on cases. */
export const makeCaseRoutes = (deps: Deps) => {
  const { hub, memory, handle } = deps;
  const correctCase = makeCorrectCase(hub, memory, handle);
  const app = makeRouter();
  app.use("/v1/cases", limitBody(CASE_BODY_BYTES));
  app.use("/v1/cases/*", limitBody(CASE_BODY_BYTES));

  const show = async (c: Context<HubEnv>, state: CaseState, withForm: boolean) => {
    withETag(c, state);
    return viewCase(hub, state, { withForm });
  };

  app.route("/", makeFilingRoutes(deps));

  app.openapi(listRoute, async (c) => {
    const claims = c.get("claims");
    const { status, cursor, limit } = c.req.valid("query");
    const page = await hub.store.search({
      ...(oversees(claims) ? {} : { applicant: claims.sub }),
      ...(status === undefined ? {} : { status }),
      cursor: cursor ?? null,
      limit,
    });
    const rows = page.rows.map(
      ({ caseId, processId, title, status: stands, waitingOn, revision, filedAt, updatedAt }) => ({
        caseId,
        processId,
        title,
        status: stands,
        waitingOn,
        revision,
        filedAt,
        updatedAt,
      }),
    );
    return c.json({ rows, cursor: page.cursor }, 200);
  });

  app.openapi(readRoute, async (c) => {
    const claims = c.get("claims");
    const { caseId } = c.req.valid("param");
    const { wait, version } = c.req.valid("query");
    const first = await loadFor(deps, claims, caseId);
    await noteLook(deps, claims, first.state, { what: first.isOwn ? "form" : "case" });
    if (wait === undefined || wait === 0) return c.json(await show(c, first.state, first.isOwn), 200);
    await follow(deps, caseId, version ?? first.state.version, wait, c.req.raw.signal);
    const { state, isOwn } = await loadFor(deps, claims, caseId);
    return c.json(await show(c, state, isOwn), 200);
  });

  app.openapi(correctRoute, async (c) => {
    const claims = c.get("claims");
    const { caseId } = c.req.valid("param");
    const before = await loadForCorrection(deps, claims, caseId);
    const baseRevision = revisionOf(c.req.valid("header")["if-match"]);
    const { form, materials } = c.req.valid("json");
    await checkMaterials(
      deps,
      [claims.sub, before.applicant, before.filedBy],
      newMaterials(before, materials),
    );
    const resolved = resolveMasks(form, before.form);
    if ("problems" in resolved) throw new Failed({ kind: "FormInvalid", issues: resolved.problems });
    const { state } = doneOrFail(
      await correctCase({
        caseId,
        command: { type: "CorrectCase", baseRevision, form: resolved.form, materials, by: claims.sub },
        actor: actorOn(claims, before),
        cause: `correction of ${baseRevision}`,
      }),
    );
    return c.json(await show(c, state, seesForm(deps, claims, state)), 200);
  });

  app.openapi(withdrawRoute, async (c) => {
    const claims = c.get("claims");
    const { caseId } = c.req.valid("param");
    const before = await loadOwn(deps, claims, caseId);
    const { reason } = c.req.valid("json");
    const command = { type: "WithdrawCase", reason, by: claims.sub } as const;
    const result = await handle({ caseId, command, actor: actorOn(claims, before), cause: "withdrawal" });
    const { state } = doneOrFail(result);
    const shown = await show(c, state, seesForm(deps, claims, state));
    return state.status === "withdrawn" ? c.json(shown, 200) : c.json(shown, 202);
  });

  app.openapi(eventsRoute, async (c) => {
    const { caseId } = c.req.valid("param");
    const claims = c.get("claims");
    const { state, isOwn } = await loadFor(deps, claims, caseId);
    await noteLook(deps, claims, state, { what: "events" });
    const found = await deps.memory.load(caseId);
    const stored = await hub.store.load(caseId, c.req.valid("query").after);
    if (found.kind !== "Loaded" || stored === null) throw new Failed({ kind: "CaseUnknown", caseId });
    const audience = {
      seesForm: isOwn,
      seesRatings: state.applicant === claims.sub || oversees(claims),
    };
    const events = stored.events.map((each) => {
      const { seq, at, actor, cause, event } = decodeEvent(found.loaded.key, caseId, each);
      const { type, ...data } = masked(eventFor(event, audience));
      return { seq, type, at, actor, cause, data, previousHash: each.previousHash, hash: each.hash };
    });
    return c.json({ events }, 200);
  });

  app.openapi(eraseRoute, async (c) => {
    const claims = requireRole(c, "admin");
    const { caseId } = c.req.valid("param");
    const result = await deps.eraseCase(caseId, actorOf(claims), c.req.valid("json").reason);
    if (result.kind !== "Done") throw new Failed(failureOf(result));
    return result.isGone ? c.body(null, 204) : c.body(null, 202);
  });

  return app;
};

/** Materials of a correction that the case did not have before. */
const newMaterials = ({ materials: before }: CaseState, materials: readonly Material[]): Material[] =>
  materials.filter((each) => !before.some((old) => canonical(old) === canonical(each)));
