import {
  delegationRevocationBody,
  deliveryBody,
  deliveryReceipt,
  ownerBody,
  ownerReceipt,
} from "../../schemas/acts.ts";
import { caseView } from "../../schemas/http.ts";
import { message } from "../../schemas/message.ts";
import { viewCase } from "../application/case-view.ts";
import type { CaseState, Owner } from "../case/state.ts";
import { processOf } from "../case/world.ts";
import {
  bodyOf,
  caseParams,
  createRoute,
  makeRouter,
  ok,
  problemResponses,
  signedIn,
  type z,
} from "./api.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { isAtCentre, loadAny, loadAsApplicant, loadOwn, oversees, owns } from "./load-case.ts";
import { actorOf, actorOn, doneOrFail, Failed, requireRole } from "./responses.ts";

type Named = NonNullable<z.infer<typeof ownerBody>["to"]>;

const deliveryRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/delivery",
  summary: "Record that the licence was delivered / 登记证照送达",
  description:
    "By the window, the lead department, whoever answers for the case, or the applicant's station where its delegation covers collecting. Cases of the express lane are delivered the moment they are issued.",
  tags: ["window"],
  security: signedIn,
  request: { params: caseParams, ...bodyOf(deliveryBody) },
  responses: { 200: ok("delivered", deliveryReceipt), ...problemResponses(401, 403, 404, 409, 410, 422) },
});

const ownerRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/owner",
  summary: "Take over or hand over a case / 接办或移交办件",
  description:
    "Whoever was asked first answers for a case until it is handed over with a record. An open case nobody answers for may be taken by whoever took it in at the window, and by people of the lead department and of departments that take part; another's only by a supervisor. `to` is for its owner and for supervisors.",
  tags: ["window"],
  security: signedIn,
  request: { params: caseParams, ...bodyOf(ownerBody) },
  responses: {
    200: ok("who answers for it now", ownerReceipt),
    ...problemResponses(401, 403, 404, 409, 410, 422),
  },
});

const revocationRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/delegation-revocation",
  summary: "Revoke a station's delegation / 撤销代办委托",
  description: "By the applicant. What the station did before stands; it may do and read nothing more.",
  tags: ["express lane"],
  security: signedIn,
  request: { params: caseParams, ...bodyOf(delegationRevocationBody) },
  responses: { 200: ok("revoked", caseView), ...problemResponses(401, 403, 404, 409, 410, 422) },
});

/** People of the window, of the lead department, and whoever answers for the case hand a licence over. */
const handsOver = ({ world }: Deps["hub"], claims: Claims, state: CaseState): boolean => {
  const { department } = claims;
  const isOfLead = department === undefined || department === processOf(world, state).lead;
  return isAtCentre(claims) && (isOfLead || owns(claims, state.owner));
};

/** Whether somebody may answer for a case: who took it in at the window, and people of departments it concerns. */
const mayAnswerFor = ({ world }: Deps["hub"], claims: Claims, state: CaseState): boolean => {
  const { department, sub } = claims;
  if (!isAtCentre(claims)) return false;
  if (state.channel === "window" && state.filedBy === sub) return true;
  const isOfItem = Object.values(state.items).some(
    ({ plan }) => plan.takesPart === "asked" && plan.department === department,
  );
  return isOfItem || department === processOf(world, state).lead;
};

/** Where a case stays with the window: its owner, the delivery of its licence, the end of a delegation. */
export const makeWindowActRoutes = (deps: Deps) => {
  const { hub, handle } = deps;
  const app = makeRouter();

  /** The case whose licence somebody hands over or collects; it is not there for everybody else. */
  const loadForDelivery = async (claims: Claims, caseId: string): Promise<CaseState> => {
    if (!isAtCentre(claims)) return loadOwn(deps, claims, caseId);
    const found = await deps.memory.load(caseId);
    if (found.kind === "Loaded" && handsOver(hub, claims, found.loaded.state)) return found.loaded.state;
    return loadOwn(deps, claims, caseId);
  };

  /** The case somebody takes or hands over; it is not there for those whom it does not concern. */
  const loadForHandOver = async (claims: Claims, caseId: string): Promise<CaseState> => {
    if (oversees(claims)) return loadAny(deps, caseId);
    const found = await deps.memory.load(caseId);
    const state = found.kind === "Loaded" ? found.loaded.state : null;
    if (state === null || !(owns(claims, state.owner) || mayAnswerFor(hub, claims, state)))
      throw new Failed({ kind: "CaseUnknown", caseId });
    return state;
  };

  /** Who asks, or who was named: by the owner or by supervision, and of a department, so that no applicant can be. */
  const newOwner = (claims: Claims, { owner }: CaseState, to: Named | undefined): Owner => {
    const { sub, name, department = null } = claims;
    if (to === undefined) return { id: sub, name: name === "" ? sub : name, department };
    if (!oversees(claims) && !owns(claims, owner))
      throw new Failed({ kind: "NotTheOwner", owner: owner?.name ?? null });
    if (hub.world.catalog.departments.has(to.department)) return to;
    const known = [...hub.world.catalog.departments.keys()].join(", ");
    const text = message(`没有这个部门,应为:${known}`, `no such department; use one of: ${known}`);
    throw new Failed({ kind: "Invalid", errors: [{ path: "to.department", message: text }] });
  };

  app.openapi(deliveryRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief", "station");
    const { caseId } = c.req.valid("param");
    const before = await loadForDelivery(claims, caseId);
    const { how, recipient } = c.req.valid("json");
    const result = await handle({
      caseId,
      command: { type: "DeliverLicence", how, recipient, by: claims.sub },
      actor: actorOn(claims, before),
      cause: "delivery",
    });
    const { deliveredOn, version } = doneOrFail(result).state;
    return c.json({ caseId, deliveredOn, version }, 200);
  });

  app.openapi(ownerRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief", "supervisor", "admin");
    const { caseId } = c.req.valid("param");
    const before = await loadForHandOver(claims, caseId);
    const { to, reason } = c.req.valid("json");
    const mayTakeOver = oversees(claims);
    const result = await handle({
      caseId,
      command: { type: "HandOver", to: newOwner(claims, before, to), reason, by: claims.sub, mayTakeOver },
      actor: actorOf(claims),
      cause: "hand-over",
    });
    const { owner, version } = doneOrFail(result).state;
    return c.json({ caseId, owner, version }, 200);
  });

  app.openapi(revocationRoute, async (c) => {
    const claims = c.get("claims");
    const { caseId } = c.req.valid("param");
    const before = await loadAsApplicant(deps, claims, caseId);
    if (before.delegation === null) throw new Failed({ kind: "NothingDelegated" });
    const result = await handle({
      caseId,
      command: { type: "RevokeDelegation", reason: c.req.valid("json").reason },
      actor: actorOf(claims),
      cause: "delegation revocation",
    });
    return c.json(await viewCase(hub, doneOrFail(result).state, { withForm: true }), 200);
  });

  return app;
};
