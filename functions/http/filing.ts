import { createHash } from "node:crypto";
import type { Actor } from "../../schemas/events.ts";
import type { FileCaseBody } from "../../schemas/http.ts";
import { message } from "../../schemas/message.ts";
import { viewCase } from "../application/case-view.ts";
import { filingScope } from "../application/file-case.ts";
import { canonical } from "../case/scope.ts";
import type { CaseState, Owner } from "../case/state.ts";
import { makeRouter } from "./api.ts";
import type { Claims, Role } from "./authenticate.ts";
import { fileRoute } from "./case-routes.ts";
import { checkMandate, checkMaterials } from "./check-materials.ts";
import type { Deps } from "./deps.ts";
import { seesForm } from "./load-case.ts";
import { actorOf, doneOrFail, Failed, requireRole } from "./responses.ts";

const needed = {
  "express-lane": [],
  window: ["officer", "chief"],
  station: ["station"],
} as const satisfies Record<FileCaseBody["channel"], readonly Role[]>;

/** Who may file in whose name, and over which channel (受理渠道); throws a problem otherwise. */
const checkRepresentation = (claims: Claims, { applicant, channel, delegation }: FileCaseBody): void => {
  const isForOther = applicant !== undefined && applicant !== claims.sub;
  const roles: readonly Role[] =
    channel === "express-lane" && isForOther ? ["station", "officer", "chief"] : needed[channel];
  if (roles.length > 0 && !roles.some((role) => claims.roles.includes(role)))
    throw new Failed({ kind: "Forbidden", needed: roles });
  if (isForOther && channel === "express-lane")
    throw new Failed({
      kind: "Invalid",
      errors: [
        {
          path: "channel",
          message: message(
            "替他人申报须注明渠道:窗口为 window,代办站点为 station",
            "to file for somebody name the channel: window at a window, station at a station",
          ),
        },
      ],
    });
  if (delegation !== undefined && channel !== "station")
    throw new Failed({
      kind: "Invalid",
      errors: [
        {
          path: "delegation",
          message: message(
            "只有代办站点填写委托,请删去此项",
            "only a station fills in a delegation; remove it",
          ),
        },
      ],
    });
};

/** Whoever takes a filing in at a window or a station is asked first and answers for it (首问负责). */
const ownerOf = ({ sub, name, department }: Claims, { channel }: FileCaseBody): Owner | undefined =>
  channel === "express-lane"
    ? undefined
    : { id: sub, name: name === "" ? sub : name, department: department ?? null };

const filerOf = (claims: Claims, applicant: string, { delegation }: FileCaseBody): Actor =>
  delegation === undefined || applicant === claims.sub
    ? actorOf(claims)
    : { ...actorOf(claims), onBehalfOf: { applicant, until: delegation.until } };

/** `POST /v1/cases`: a filing, once however often it is sent. */
export const makeFilingRoutes = (deps: Deps) => {
  const { hub, memory, fileCase } = deps;
  const app = makeRouter();

  /** The case an earlier request under the same key opened, if its body was the same. */
  const replayed = async (claims: Claims, key: string, digest: string): Promise<CaseState | null> => {
    const seen = await hub.store.inbox(filingScope(claims.sub), key);
    if (seen === null) return null;
    if (seen.digest !== digest) throw new Failed({ kind: "IdempotencyKeyReused" });
    const found = await memory.load(seen.answer);
    if (found.kind !== "Loaded") throw new Failed({ kind: "Erased" });
    return found.loaded.state;
  };

  app.openapi(fileRoute, async (c) => {
    const claims = requireRole(c, "applicant", "station", "officer", "chief");
    const key = c.req.valid("header")["idempotency-key"];
    if (key === undefined)
      throw new Failed({ kind: "HeaderMissing", header: "Idempotency-Key", example: crypto.randomUUID() });
    const body = c.req.valid("json");
    const digest = createHash("sha256").update(canonical(body)).digest("hex");
    const show = async (state: CaseState, withForm: boolean) => {
      c.header("etag", `"${state.revision}"`);
      return viewCase(hub, state, { withForm });
    };
    const showAgain = (state: CaseState) => show(state, seesForm(deps, claims, state));
    checkRepresentation(claims, body);
    const applicant = body.applicant ?? claims.sub;
    const earlier = await replayed(claims, key, digest);
    if (earlier !== null) return c.json(await showAgain(earlier), 201);
    const owners = [claims.sub, applicant];
    await checkMaterials(deps, owners, body.materials);
    await checkMandate(deps, owners, body.delegation?.mandate);
    const result = await fileCase({
      body,
      actor: filerOf(claims, applicant, body),
      applicant,
      owner: ownerOf(claims, body),
      idempotencyKey: key,
      digest,
    });
    if (result.kind === "Repeated") {
      const first = await replayed(claims, key, digest);
      if (first !== null) return c.json(await showAgain(first), 201);
    }
    const { state } = doneOrFail(result);
    c.header("location", `/v1/cases/${state.caseId}`);
    return c.json(await show(state, true), 201);
  });

  return app;
};
