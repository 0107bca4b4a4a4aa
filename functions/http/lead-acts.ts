import { actReceipt, extensionBody, withdrawalRulingBody } from "../../schemas/acts.ts";
import { caseView } from "../../schemas/http.ts";
import { viewCase } from "../application/case-view.ts";
import { bodyOf, caseParams, createRoute, makeRouter, ok, problemResponses, signedIn } from "./api.ts";
import type { Deps } from "./deps.ts";
import { departmentOf, loadAny } from "./load-case.ts";
import { actorOf, doneOrFail, requireRole } from "./responses.ts";

const rulingRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/withdrawal-ruling",
  summary: "Rule on a withdrawal / 裁定撤回申请",
  description:
    "By an officer or the chief representative of the lead department. Granted, the case ends; refused, it goes on.",
  tags: ["desk"],
  security: signedIn,
  request: { params: caseParams, ...bodyOf(withdrawalRulingBody) },
  responses: {
    200: ok("ruled", actReceipt),
    ...problemResponses(401, 403, 404, 409, 410, 422),
  },
});

const extensionRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/extension",
  summary: "Extend the limit of joint handling / 延长联合办理期限",
  description:
    "Once, before the limit is over: by fifteen working days, as the head of the same-level government allowed. Where one department alone decides, by ten, as its own head allowed.",
  tags: ["supervision"],
  security: signedIn,
  request: { params: caseParams, ...bodyOf(extensionBody) },
  responses: {
    200: ok("extended; the due dates have moved", caseView),
    ...problemResponses(401, 403, 404, 409, 410, 422),
  },
});

/** What is decided above a single item: a withdrawal by the lead department, an extension by who supervises. */
export const makeLeadActRoutes = (deps: Deps) => {
  const { hub, handle } = deps;
  const app = makeRouter();

  app.openapi(rulingRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief");
    const department = departmentOf(claims);
    const { caseId } = c.req.valid("param");
    const { isGranted, reasons } = c.req.valid("json");
    const result = await handle({
      caseId,
      command: { type: "RuleOnWithdrawal", department, isGranted, reasons },
      actor: actorOf(claims),
      cause: "withdrawal ruling",
    });
    const { status, version } = doneOrFail(result).state;
    return c.json({ caseId, status, version }, 200);
  });

  app.openapi(extensionRoute, async (c) => {
    const claims = requireRole(c, "supervisor", "admin");
    const { caseId } = c.req.valid("param");
    await loadAny(deps, caseId);
    const { approver, reason } = c.req.valid("json");
    const result = await handle({
      caseId,
      command: { type: "ExtendCase", approver, reason },
      actor: actorOf(claims),
      cause: "extension",
    });
    return c.json(await viewCase(hub, doneOrFail(result).state, { withForm: false }), 200);
  });

  return app;
};
