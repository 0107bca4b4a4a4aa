import { verifyChain } from "../application/event-codec.ts";
import { caseParams, createRoute, makeRouter, problemResponses, signedIn, z } from "./api.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { Failed } from "./responses.ts";

const integrityView = z
  .object({
    whole: z.boolean(),
    events: z.int(),
    break: z
      .object({ seq: z.int(), why: z.enum(["hash", "link", "order", "head"]) })
      .nullable()
      .meta({
        description: "the first event whose hash, link or number is wrong, or `head`: the log ends too soon",
      }),
  })
  .meta({ id: "Integrity" });

const integrityRoute = createRoute({
  method: "get",
  path: "/v1/cases/{caseId}/integrity",
  summary: "Verify the event log of a case / 校验办件日志",
  description:
    "Recomputes the hash chain over the stored log. It needs no key, so it also answers for an erased case.",
  tags: ["express lane"],
  security: signedIn,
  request: { params: caseParams },
  responses: {
    200: {
      description: "whole, or where it breaks first",
      content: { "application/json": { schema: integrityView } },
    },
    ...problemResponses(401, 404, 422),
  },
});

const mayVerify = ({ sub, roles }: Claims, applicant: string): boolean =>
  sub === applicant || roles.includes("supervisor") || roles.includes("admin");

/** `GET /v1/cases/{caseId}/integrity`, for the case's applicant, supervisors and administrators; to others it is not there. */
export const makeIntegrityRoutes = ({ hub }: Pick<Deps, "hub">) => {
  const app = makeRouter();

  app.openapi(integrityRoute, async (c) => {
    const { caseId } = c.req.valid("param");
    const stored = await hub.store.load(caseId);
    if (stored === null || !mayVerify(c.get("claims"), stored.head.applicant))
      throw new Failed({ kind: "CaseUnknown", caseId });
    const found = verifyChain(caseId, stored.events, stored.head);
    return c.json({ whole: found === null, events: stored.events.length, break: found }, 200);
  });

  return app;
};
