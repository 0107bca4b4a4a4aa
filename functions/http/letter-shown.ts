import type { Context } from "hono";
import { accepts } from "hono/accepts";
import type { Letter } from "../../schemas/letter.ts";
import { decodeEvent } from "../application/event-codec.ts";
import { followUrl } from "../application/letters/phrases.ts";
import { bengbuOffices } from "../catalog/bengbu-offices.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { loadFor, noteLook } from "./load-case.ts";
import { Failed, type HubEnv } from "./responses.ts";

/** What reading letters takes. */
export type LetterDeps = Pick<Deps, "hub" | "memory">;

/**
 * All letters of a case, for whoever may see the case; throws a problem otherwise. They are made from its log each time.
 * That somebody else than the applicant looked is noted.
 */
export const lettersFor = async (deps: LetterDeps, claims: Claims, caseId: string): Promise<Letter[]> => {
  const { hub, memory } = deps;
  const { state, isOwn } = await loadFor(deps, claims, caseId);
  await noteLook(deps, claims, state, { what: "notice" });
  const found = await memory.load(caseId);
  const stored = await hub.store.load(caseId, 0);
  if (found.kind !== "Loaded" || stored === null) throw new Failed({ kind: "CaseUnknown", caseId });
  // The words of letters are loaded when somebody wants one: the API starts without them.
  const { lettersOf } = await import("../application/letters/letters-of.ts");
  const log = stored.events.map((each) => ({
    ...decodeEvent(found.loaded.key, caseId, each),
    hash: each.hash,
  }));
  return lettersOf({ world: hub.world, offices: bengbuOffices, baseUrl: hub.baseUrl, isOwn }, log);
};

/** Whether somebody would rather have the letter as data than printed. */
export const wantsData = (c: Context<HubEnv>): boolean =>
  accepts(c, {
    header: "Accept",
    supports: ["application/pdf", "application/json"],
    default: "application/pdf",
  }) === "application/json";

/** Find one letter of a case; throws a problem when there is none of that number. */
export const findLetter = async (
  deps: LetterDeps,
  claims: Claims,
  { caseId, number }: { caseId: string; number: string },
): Promise<Letter> => {
  const letter = (await lettersFor(deps, claims, caseId)).find((each) => each.number === number);
  if (letter === undefined) throw new Failed({ kind: "NotFound" });
  return letter;
};

/** Print a letter as A4 PDF. What draws it is loaded when the first is printed. */
export const printLetter = async ({ hub }: LetterDeps, c: Context<HubEnv>, letter: Letter) => {
  const { renderLetterPdf } = await import("../application/letters/letter-pdf.ts");
  const pdf = await renderLetterPdf({ letter, followUrl: followUrl(hub.baseUrl, letter.caseId) });
  c.header("content-type", "application/pdf");
  c.header("content-disposition", `inline; filename="${letter.number}.pdf"`);
  return c.body(new Uint8Array(pdf), 200);
};

/** What every answer that holds a letter says to caches: nobody keeps it, and that its form was asked for. */
export const markLetter = (c: Context<HubEnv>): void => {
  c.header("cache-control", "private, no-store");
  c.header("vary", "accept");
};
