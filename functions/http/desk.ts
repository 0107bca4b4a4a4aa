import { claimBody, claimReceipt, deskAnswerBody, deskItemView } from "../../schemas/desk.ts";
import { webhookReceipt } from "../../schemas/http.ts";
import { shownPaths } from "../application/access-ledger.ts";
import { makeAnswerAtDesk } from "../application/answer-at-desk.ts";
import { type DeskStanding, isScopeOpen, viewAtDesk, waitsForLead } from "../application/desk-view.ts";
import { leadOf } from "../case/rule-as-lead.ts";
import type { CaseState, ItemState } from "../case/state.ts";
import { wasShown } from "../case/visits.ts";
import { processOf } from "../case/world.ts";
import { bodyOf, caseParams, createRoute, makeRouter, ok, problemResponses, signedIn, z } from "./api.ts";
import type { Claims } from "./authenticate.ts";
import { checkAttached } from "./check-materials.ts";
import type { Deps } from "./deps.ts";
import { departmentOf, noteLook } from "./load-case.ts";
import { officerOf } from "./officer-of.ts";
import { actorOf, doneOrFail, Failed, failureOf, limitBody, requireRole } from "./responses.ts";

/** The largest answer, in bytes; documents travel by their hash. */
const DESK_BODY_BYTES = 256 * 1_024;

const deskParams = caseParams.extend({ itemId: z.string().min(1).max(60) });

const readRoute = createRoute({
  method: "get",
  path: "/v1/desk/{caseId}/{itemId}",
  summary: "An item at its department's desk / 窗口查看事项",
  description:
    "What the item's scope opens and nothing else, for officers and the chief representative of its department, from the day it was asked or invited to a visit. The lead's chief representative reads the objection to rule on, without the scope.",
  tags: ["desk"],
  security: signedIn,
  request: { params: deskParams },
  responses: { 200: ok("the item", deskItemView), ...problemResponses(401, 403, 404, 422) },
});

const answerRoute = createRoute({
  method: "post",
  path: "/v1/desk/{caseId}/{itemId}/answers",
  summary: "Answer an item at the desk / 窗口答复",
  description:
    "The same answers a department's system may send, given now by the person of the token. Extensions and rulings are the chief representative's; everything else an officer's as well. A repeated `Idempotency-Key` acts once and gets the same receipt.",
  tags: ["desk"],
  security: signedIn,
  request: {
    params: deskParams,
    headers: z.object({ "idempotency-key": z.string().min(8).max(120).optional() }),
    ...bodyOf(deskAnswerBody),
  },
  responses: {
    200: ok("taken, now or before", webhookReceipt),
    ...problemResponses(400, 401, 403, 404, 409, 410, 413, 422),
  },
});

const claimRoute = createRoute({
  method: "post",
  path: "/v1/desk/{caseId}/{itemId}/claim",
  summary: "Take an item in hand / 认领事项",
  description:
    "From then on the item is this officer's, or the chief representative's, to answer at the desk; the worklist shows whose it is. `takesOver` replaces a colleague, which stays on record. Claiming again changes nothing.",
  tags: ["desk"],
  security: signedIn,
  request: { params: deskParams, ...bodyOf(claimBody) },
  responses: { 200: ok("in hand", claimReceipt), ...problemResponses(401, 403, 404, 409, 410, 422) },
});

/** Answers that only the chief representative (首席代表) gives. */
const CHIEFS_ONLY: ReadonlySet<string> = new Set(["lianban.item.extended", "lianban.item.ruled"]);

/** As whom somebody may look at an item, or `null`: then it is not there for them. */
const standingOf = (
  { world }: Deps["hub"],
  { roles, department }: Claims,
  state: CaseState,
  item: ItemState,
): DeskStanding | null => {
  if (department === undefined || !wasShown(state, item)) return null;
  if (department === item.plan.department) return "own";
  const isLead = department === leadOf(processOf(world, state), item.plan.stage);
  return isLead && roles.includes("chief") && waitsForLead(item) ? "lead" : null;
};

/** The desk of departments' people: one item at a time, read as its scope allows, answered as by their system. */
export const makeDeskRoutes = (deps: Deps) => {
  const { hub, memory, handle } = deps;
  const answerAtDesk = makeAnswerAtDesk(hub, handle);
  const app = makeRouter();
  app.use("/v1/desk/*", limitBody(DESK_BODY_BYTES));

  app.openapi(readRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief");
    const { caseId, itemId } = c.req.valid("param");
    const found = await memory.load(caseId);
    if (found.kind !== "Loaded") throw new Failed({ kind: "CaseUnknown", caseId });
    const { state } = found.loaded;
    const item = Object.hasOwn(state.items, itemId) ? state.items[itemId] : undefined;
    const standing = item === undefined ? null : standingOf(hub, claims, state, item);
    if (item === undefined || standing === null) throw new Failed({ kind: "CaseUnknown", caseId });
    const paths = standing === "own" && isScopeOpen(state, item) ? shownPaths(hub.world, state, itemId) : [];
    await noteLook(deps, claims, state, { what: "scope", itemId, paths });
    c.header("cache-control", "private, no-store");
    return c.json(await viewAtDesk(hub, state, item, standing), 200);
  });

  app.openapi(answerRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief");
    const department = departmentOf(claims);
    const key = c.req.valid("header")["idempotency-key"];
    if (key === undefined)
      throw new Failed({ kind: "HeaderMissing", header: "Idempotency-Key", example: crypto.randomUUID() });
    const { type, data } = c.req.valid("json");
    if (CHIEFS_ONLY.has(type)) requireRole(c, "chief");
    await checkAttached(deps, claims.sub, data);
    const result = await answerAtDesk({
      ...c.req.valid("param"),
      department,
      officer: officerOf(claims),
      isChief: claims.roles.includes("chief"),
      actor: actorOf(claims),
      type,
      data,
      key,
    });
    switch (result.kind) {
      case "Received":
        return c.json(JSON.parse(result.receipt) as z.infer<typeof webhookReceipt>, 200);
      case "KeyReused":
        throw new Failed({ kind: "IdempotencyKeyReused" });
      default:
        throw new Failed(failureOf(result));
    }
  });

  app.openapi(claimRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief");
    const department = departmentOf(claims);
    const { caseId, itemId } = c.req.valid("param");
    const by = { id: claims.sub, name: officerOf(claims).name };
    const { takesOver } = c.req.valid("json");
    const result = await handle({
      caseId,
      command: { type: "ClaimItem", itemId, department, by, takesOver },
      actor: actorOf(claims),
      cause: "claim",
    });
    const { state } = doneOrFail(result);
    return c.json({ caseId, itemId, claimedBy: by, version: state.version }, 200);
  });

  return app;
};
