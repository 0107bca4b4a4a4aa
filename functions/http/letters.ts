import { letter, letterSummary } from "../../schemas/letter.ts";
import { caseParams, createRoute, makeRouter, problemResponses, signedIn, z } from "./api.ts";
import type { Deps } from "./deps.ts";
import { letterParams } from "./letter-query.ts";
import { findLetter, lettersFor, markLetter, printLetter, wantsData } from "./letter-shown.ts";

const listRoute = createRoute({
  method: "get",
  path: "/v1/cases/{caseId}/letters",
  summary: "List the official letters of a case / 办件文书",
  description:
    "For its applicant, their station as far as its delegation goes, and the clerk at the window who answers for the open case. Supervisors and its owner see them too, without what was handed in and with names masked.",
  tags: ["express lane"],
  security: signedIn,
  request: { params: caseParams },
  responses: {
    200: {
      description: "the letters, in the order of the events they rest on",
      content: { "application/json": { schema: z.object({ letters: z.array(letterSummary) }) } },
    },
    ...problemResponses(401, 403, 404, 410, 422),
  },
});

const readRoute = createRoute({
  method: "get",
  path: "/v1/cases/{caseId}/letters/{number}",
  summary: "Print an official letter / 打印文书",
  description: "A4 PDF, or the letter as data to who sends `Accept: application/json`.",
  tags: ["express lane"],
  security: signedIn,
  request: { params: letterParams },
  responses: {
    200: {
      description: "the letter",
      content: {
        "application/pdf": { schema: z.string().meta({ format: "binary" }) },
        "application/json": { schema: letter },
      },
    },
    ...problemResponses(401, 403, 404, 410, 422),
  },
});

/** The official letters of a case (文书): receipts, notices and decisions, drawn up from its log. */
export const makeLetterRoutes = (deps: Pick<Deps, "hub" | "memory">) => {
  const app = makeRouter();

  app.openapi(listRoute, async (c) => {
    const { caseId } = c.req.valid("param");
    const found = await lettersFor(deps, c.get("claims"), caseId);
    const letters = found.map(({ number, kind, title, on }) => ({
      number,
      kind,
      title,
      on,
      url: `${deps.hub.baseUrl}/v1/cases/${caseId}/letters/${number}`,
    }));
    c.header("cache-control", "private, no-store");
    return c.json({ letters }, 200);
  });

  app.openapi(readRoute, async (c) => {
    const found = await findLetter(deps, c.get("claims"), c.req.valid("param"));
    markLetter(c);
    return wantsData(c) ? c.json(found, 200) : printLetter(deps, c, found);
  });

  return app;
};
