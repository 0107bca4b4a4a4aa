import { caseFeesView } from "../../schemas/fee-view.ts";
import { caseFeesOf } from "../application/fees/case-fees-view.ts";
import { feeDayOf } from "../case/fees/due-fees.ts";
import { paymentChannels } from "../case/fees/payment-channel.ts";
import { chargesOf } from "../case/fees/split.ts";
import type { CaseState } from "../case/state.ts";
import { processOf, type World } from "../case/world.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { feeTableOn } from "../catalog/fees/fee-editions.ts";
import { caseParams, createRoute, makeRouter, ok, problemResponses, signedIn } from "./api.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { isAtCentre, loadAny, loadFor, noteLook } from "./load-case.ts";
import { Failed } from "./responses.ts";

const feesRoute = createRoute({
  method: "get",
  path: "/v1/cases/{caseId}/fees",
  summary: "The fee sheet of a case / 一表收费",
  description:
    "Every line with its basis, quantity and rate and the rule that reduces it, in words; public money apart from intermediaries' prices; what was paid, is owed, and goes back. For the applicant and their station, the lead department, those that collect public money by the sheet, payment channels, and supervisors: prices of contracts are no business of others that take part. A sheet by example rates says so in `notice`. `no-fee-sheet` (404) tells a process without fees from a sheet that is not issued yet.",
  tags: ["express lane"],
  security: signedIn,
  request: { params: caseParams },
  responses: { 200: ok("the sheet", caseFeesView), ...problemResponses(401, 403, 404, 410, 422) },
});

/**
 * Whether a department has to do with the fees of a case: it leads the process, collects by the sheet, or takes payments.
 * To take part is not enough: the sheet holds what intermediaries charge by contract, and who paid what.
 */
const isConcerned = (world: World, state: CaseState, department: string, today: IsoDate): boolean => {
  const leads = processOf(world, state).lead === department;
  const { sheet } = state.fees;
  const collects =
    sheet !== null &&
    chargesOf(sheet).some(
      ({ feeKind, collectors }) =>
        feeKind !== "service" && collectors.some(({ collector }) => collector === department),
    );
  return leads || collects || paymentChannels(world, today).includes(department);
};

/** Load a case whose fees somebody may read: as for the case, and for those of departments that have to do with them. */
const loadForFees = async (
  deps: Pick<Deps, "hub" | "memory">,
  claims: Claims,
  caseId: string,
  today: IsoDate,
): Promise<CaseState> => {
  const { department } = claims;
  if (isAtCentre(claims) && department !== undefined) {
    const found = await deps.memory.load(caseId);
    if (found.kind === "Loaded" && isConcerned(deps.hub.world, found.loaded.state, department, today))
      return loadAny(deps, caseId);
  }
  return (await loadFor(deps, claims, caseId)).state;
};

/** Why a case without a sheet has none. */
const whyNone = (world: World, state: CaseState): "no-fees" | "no-table" | "not-issued" => {
  if (processOf(world, state).feeFacts === undefined) return "no-fees";
  return feeTableOn(world.fees ?? [], feeDayOf(state)) === undefined ? "no-table" : "not-issued";
};

/** `GET /v1/cases/{caseId}/fees`. That somebody else than the applicant looked is noted. */
export const makeFeeRoutes = (deps: Pick<Deps, "hub" | "memory">) => {
  const { hub } = deps;
  const app = makeRouter();

  app.openapi(feesRoute, async (c) => {
    const claims = c.get("claims");
    const { caseId } = c.req.valid("param");
    const today = shanghaiDate(hub.clock.now());
    const state = await loadForFees(deps, claims, caseId, today);
    await noteLook(deps, claims, state, { what: "fees" });
    const fees = caseFeesOf(hub.world, state, today);
    if (fees === null) throw new Failed({ kind: "NoFeeSheet", why: whyNone(hub.world, state) });
    c.header("cache-control", "private, no-store");
    return c.json(fees, 200);
  });

  return app;
};
