import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { CaseEvent } from "../../schemas/events.ts";
import type { FileCaseBody } from "../../schemas/http.ts";
import type { Material } from "../../schemas/materials.ts";
import { message } from "../../schemas/message.ts";
import { viewCase } from "../application/case-view.ts";
import { decodeEvent } from "../application/event-codec.ts";
import { filingScope, materialProblems } from "../application/file-case.ts";
import { maskPersonal, resolveMasks } from "../application/mask-form.ts";
import { canonical } from "../case/scope.ts";
import type { CaseState } from "../case/state.ts";
import { makeRouter } from "./api.ts";
import type { Claims, Role } from "./authenticate.ts";
import {
  correctRoute,
  eraseRoute,
  eventsRoute,
  fileRoute,
  listRoute,
  readRoute,
  withdrawRoute,
} from "./case-routes.ts";
import type { Deps } from "./deps.ts";
import { actorOf, doneOrFail, Failed, failureOf, type HubEnv, limitBody, requireRole } from "./responses.ts";

/** The largest filing or correction, in bytes. Documents travel apart. */
const CASE_BODY_BYTES = 1_000_000;

const oversees = ({ roles }: Claims): boolean => roles.includes("supervisor") || roles.includes("admin");

/** Load a case for somebody: its applicant, and who filed it for them, see the form, supervisors the course; for everybody else it is not there. */
const loadFor = async (
  { memory }: Deps,
  claims: Claims,
  caseId: string,
): Promise<{ state: CaseState; isOwn: boolean }> => {
  const found = await memory.load(caseId);
  if (found.kind === "NotFound") throw new Failed({ kind: "CaseUnknown", caseId });
  const { applicant, filedBy } =
    found.kind === "Erased" ? { ...found.head, filedBy: null } : found.loaded.state;
  const isOwn = applicant === claims.sub || filedBy === claims.sub;
  if (!isOwn && !oversees(claims)) throw new Failed({ kind: "CaseUnknown", caseId });
  if (found.kind === "Erased") throw new Failed({ kind: "Erased" });
  return { state: found.loaded.state, isOwn };
};

/** Load a case only for its applicant. */
const loadOwn = async (deps: Deps, claims: Claims, caseId: string): Promise<CaseState> => {
  const { state, isOwn } = await loadFor(deps, claims, caseId);
  if (!isOwn) throw new Failed({ kind: "Forbidden", needed: ["applicant"] });
  return state;
};

const checkMaterials = async (
  { hub }: Deps,
  owners: readonly string[],
  materials: readonly Material[],
): Promise<void> => {
  const problems = await materialProblems(hub, owners, materials);
  if (problems.length === 0) return;
  const errors = problems.map(({ index, field }) => ({
    path: `materials.${index}.${field}`,
    message:
      field === "documentId"
        ? message("没有这个文件,请先上传", "no such document; upload it first")
        : message("与上传的文件不符", "differs from the stored document"),
  }));
  throw new Failed({ kind: "MaterialsWrong", errors });
};

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
  const { hub, handle } = deps;
  const app = makeRouter();
  app.use("/v1/cases", limitBody(CASE_BODY_BYTES));
  app.use("/v1/cases/*", limitBody(CASE_BODY_BYTES));

  const show = async (c: Context<HubEnv>, state: CaseState, withForm = true) => {
    withETag(c, state);
    return viewCase(hub, state, { withForm });
  };

  /** The case an earlier request under the same key opened, if its body was the same. */
  const replayed = async (claims: Claims, key: string, digest: string): Promise<CaseState | null> => {
    const seen = await hub.store.inbox(filingScope(claims.sub), key);
    if (seen === null) return null;
    if (seen.digest !== digest) throw new Failed({ kind: "IdempotencyKeyReused" });
    const found = await deps.memory.load(seen.answer);
    if (found.kind !== "Loaded") throw new Failed({ kind: "Erased" });
    return found.loaded.state;
  };

  app.openapi(fileRoute, async (c) => {
    const claims = requireRole(c, "applicant", "station", "officer");
    const key = c.req.valid("header")["idempotency-key"];
    if (key === undefined)
      throw new Failed({ kind: "HeaderMissing", header: "Idempotency-Key", example: crypto.randomUUID() });
    const body = c.req.valid("json");
    const digest = createHash("sha256").update(canonical(body)).digest("hex");
    checkRepresentation(claims, body);
    const applicant = body.applicant ?? claims.sub;
    const earlier = await replayed(claims, key, digest);
    if (earlier !== null) return c.json(await show(c, earlier), 201);
    await checkMaterials(deps, [claims.sub, applicant], body.materials);
    const result = await deps.fileCase({
      body,
      actor: actorOf(claims),
      applicant,
      idempotencyKey: key,
      digest,
    });
    if (result.kind === "Repeated") {
      const first = await replayed(claims, key, digest);
      if (first !== null) return c.json(await show(c, first), 201);
    }
    const { state } = doneOrFail(result);
    c.header("location", `/v1/cases/${state.caseId}`);
    return c.json(await show(c, state), 201);
  });

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
    if (wait === undefined || wait === 0) return c.json(await show(c, first.state, first.isOwn), 200);
    await follow(deps, caseId, version ?? first.state.version, wait, c.req.raw.signal);
    const { state, isOwn } = await loadFor(deps, claims, caseId);
    return c.json(await show(c, state, isOwn), 200);
  });

  app.openapi(correctRoute, async (c) => {
    const claims = c.get("claims");
    const { caseId } = c.req.valid("param");
    const before = await loadOwn(deps, claims, caseId);
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
      await handle({
        caseId,
        command: { type: "CorrectCase", baseRevision, form: resolved.form, materials },
        actor: actorOf(claims),
        cause: `correction of ${baseRevision}`,
      }),
    );
    return c.json(await show(c, state), 200);
  });

  app.openapi(withdrawRoute, async (c) => {
    const claims = c.get("claims");
    const { caseId } = c.req.valid("param");
    await loadOwn(deps, claims, caseId);
    const { reason } = c.req.valid("json");
    const command = { type: "WithdrawCase", reason } as const;
    const result = await handle({ caseId, command, actor: actorOf(claims), cause: "withdrawal" });
    return c.json(await show(c, doneOrFail(result).state), 200);
  });

  app.openapi(eventsRoute, async (c) => {
    const { caseId } = c.req.valid("param");
    const { isOwn } = await loadFor(deps, c.get("claims"), caseId);
    const found = await deps.memory.load(caseId);
    const stored = await hub.store.load(caseId, c.req.valid("query").after);
    if (found.kind !== "Loaded" || stored === null) throw new Failed({ kind: "CaseUnknown", caseId });
    const events = stored.events.map((each) => {
      const { seq, at, actor, cause, event } = decodeEvent(found.loaded.key, caseId, each);
      const { type, ...data } = maskPersonal(isOwn ? event : withoutForm(event)) as EventData;
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

type EventData = { type: string } & Record<string, unknown>;

/** An event as it shows the course of a case to those who may not read the application itself. */
const withoutForm = (event: CaseEvent): Partial<CaseEvent> => {
  if (event.type !== "CaseFiled" && event.type !== "RevisionSubmitted") return event;
  const { form: _, materials: __, ...course } = event;
  return course;
};

/** Who may file in whose name, and over which channel (受理渠道). */
const checkRepresentation = (claims: Claims, { applicant, channel: over }: FileCaseBody): void => {
  const needed: Role[] = over === "station" ? ["station"] : over === "window" ? ["officer"] : [];
  if (applicant !== undefined && applicant !== claims.sub) needed.push("station", "officer");
  if (needed.length > 0 && !needed.some((role) => claims.roles.includes(role)))
    throw new Failed({ kind: "Forbidden", needed });
};

/** Materials of a correction that the case did not have before. */
const newMaterials = ({ materials: before }: CaseState, materials: readonly Material[]): Material[] =>
  materials.filter((each) => !before.some((old) => canonical(old) === canonical(each)));
