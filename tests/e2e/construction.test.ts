import type { JSONWebKeySet } from "jose";
import { afterAll, describe, expect } from "vitest";
import { payTreasury } from "../../functions/entry/demo/construction/payment.ts";
import { leads, samplePhases } from "../../functions/entry/demo/construction/phases.ts";
import { type PlayedPhase, playPhase } from "../../functions/entry/demo/construction/play-phase.ts";
import { Refused } from "../../functions/entry/demo/hub-client.ts";
import type { CaseView } from "../../schemas/http.ts";
import { slugOf, statusesOf } from "../support/acting.ts";
import { makeActing } from "./acting.ts";
import { feesOf, fileConstruction, freshProjectCode, projectOf, quietSurvey } from "./construction-case.ts";
import { makeJourney } from "./journey.ts";
import { verifyLicence } from "./licence-proof.ts";
import { makePaymentChannel } from "./payment-channel.ts";
import { openTarget } from "./target.ts";

const target = await openTarget();
const journey = await makeJourney(target);
const { get, post } = makeActing(target);
const builder = await target.as("zhang-san");
const channel = makePaymentChannel(target);

afterAll(() => target.stop());

const silent = { onChange: () => undefined, onFees: () => undefined };

/** The three phases of the sample project; each hands in what the project has not got yet. */
interface Project {
  code: string;
  phases: [survey: PlayedPhase, drawings: PlayedPhase, acceptance: PlayedPhase];
  views: [survey: CaseView, drawings: CaseView, acceptance: CaseView];
}

const playProject = async (): Promise<Project> => {
  const code = freshProjectCode();
  const [survey, drawings, acceptance] = await samplePhases(code);
  const { secret } = await channel();
  const pay: Parameters<typeof playPhase>[0]["pay"] = async (fees) => {
    await payTreasury(target.baseUrl, secret, fees, `pay-${fees.caseId}`);
  };
  const play = async (phase: typeof survey): Promise<PlayedPhase> => {
    const { processId, visit } = phase;
    const lead = await target.as(leads[processId as keyof typeof leads]);
    const has = phase === survey ? [] : (await projectOf(builder, code)).materials;
    const paced = visit === undefined ? phase : { ...phase, visit: { ...visit, ...target.visits } };
    const held = has.map((each) => each.code);
    return playPhase({ builder, lead, pay }, paced, held, silent);
  };
  const phases: Project["phases"] = [await play(survey), await play(drawings), await play(acceptance)];
  return { code, phases, views: [phases[0].view, phases[1].view, phases[2].view] };
};

let project: Promise<Project> | null = null;

/** One project for all journeys that only look at how it went. */
const played = (): Promise<Project> => {
  project ??= playProject();
  return project;
};

/** Items of a case that were asked so many times at least. */
const asked = ({ items }: CaseView, times = 1): string[] =>
  items.filter(({ round }) => round >= times).map(({ itemId }) => itemId);

const handedIn = ({ materials, inheritedMaterials }: CaseView): string[] => {
  const taken = new Set(inheritedMaterials.map(({ code }) => code));
  return (materials ?? []).map(({ code }) => code).filter((code) => !taken.has(code));
};

const licenceOf = ({ licence }: CaseView) => builder.licence(licence?.licenceId ?? "");

const needed = ["the leads of construction", "an administrator"] as const;

/** Three phases with ten departments each, over functions that start cold, in milliseconds. */
const PROJECT_MS = 300_000;

describe("a project", { concurrent: true, timeout: PROJECT_MS }, () => {
  journey(
    "goes through survey, drawing review and acceptance; all come to its visits, and of revised sheets only fire is asked again",
    needed,
    async () => {
      const { phases, views } = await played();
      const [survey, drawings, acceptance] = views;

      expect(views.map(({ status }) => status)).toEqual(["issued", "issued", "issued"]);
      const visits = [survey, acceptance].map(({ meetings }) =>
        meetings.map(({ kind, status, absent }) => ({ kind, status, absent })),
      );
      expect(visits).toEqual([
        [{ kind: "site-survey", status: "held", absent: [] }],
        [{ kind: "site-acceptance", status: "held", absent: [] }],
      ]);
      const wishes = phases[1].notices.map((notice) => notice.wishes.map(({ itemId }) => itemId));
      expect(wishes).toEqual([["fire-design"]]);
      expect(asked(drawings, 2)).toEqual(["fire-design"]);
    },
  );

  journey("is billed on one sheet that tells what is waived and why, and pays it", needed, async () => {
    const { phases, views } = await played();
    const { sheet, outstandingFen } = phases[1].fees ?? (await feesOf(builder, views[1].caseId));

    const { treasury } = sheet;
    const lines = [...treasury.administrative.lines, ...treasury.fund.lines];
    const waived = lines.filter(({ kind }) => kind === "reduction");
    expect(waived.length).toBeGreaterThan(0);
    expect(waived.filter(({ amountFen, ruleId }) => amountFen >= 0 || ruleId === null)).toEqual([]);
    expect(waived.filter(({ basis, explained }) => basis === "" || explained.zh === "")).toEqual([]);
    expect(lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(treasury.payableFen);
    expect(outstandingFen).toBe(treasury.payableFen);
    expect(views[1].fees).toMatchObject({ outstandingFen: 0, treasuryFen: treasury.payableFen });
    const licences = await Promise.all(views.map(licenceOf));
    const paid = licences.map(({ record }) => record.proof.fees?.paidFen ?? null);
    expect(paid).toEqual([null, treasury.payableFen, null]);
  });

  journey("is proved: join and signature of each opinion verify by what is published", needed, async () => {
    const { views } = await played();
    const keys = (await (await builder.get("/.well-known/jwks.json")).json()) as JSONWebKeySet;

    for (const view of views) {
      const licence = await licenceOf(view);
      const { signed, shown, joinsHash } = await verifyLicence(licence, keys);

      const { proof } = licence.record;
      expect([signed, joinsHash]).toEqual([shown, proof.joinsHash]);
      expect(proof.joins.map(({ item }) => item).toSorted()).toEqual(asked(view).toSorted());
      expect(proof.joins.filter(({ answer }) => answer !== "approved")).toEqual([]);
    }
  });

  journey(
    "is asked nothing twice: what one phase gave stands in the next, with its source",
    needed,
    async () => {
      const { code, views } = await played();
      const [survey, drawings, acceptance] = views;

      const project = await projectOf(builder, code);

      const cases = project.phases.map((phase) => phase.cases.map(({ caseId }) => caseId));
      expect(cases).toEqual(views.map(({ caseId }) => [caseId]));
      const sources = new Map(project.outputs.map(({ name, caseId }) => [name, caseId]));
      expect([...sources]).toEqual(
        expect.arrayContaining([
          ["siteSelectionNumber", survey.caseId],
          ["fireDesignNumber", drawings.caseId],
          ["fireAcceptanceNumber", acceptance.caseId],
        ]),
      );
      expect(project.outputs.filter(({ standing }) => standing !== "stands")).toEqual([]);
      const from = new Set(acceptance.inherited.map(({ caseId }) => caseId));
      expect(from).toEqual(new Set([survey.caseId, drawings.caseId]));
      const all = views.flatMap(handedIn);
      expect(acceptance.inheritedMaterials.map((each) => each.code)).toContain("planning-permit");
      expect(all.length).toBeGreaterThan(20);
      expect(new Set(all).size).toBe(all.length);
    },
  );

  journey(
    "is its applicant's: another can neither file under it nor read it",
    ["another applicant", "the leads of construction", "officers of construction"],
    async () => {
      const code = freshProjectCode();
      const form = await quietSurvey(code);
      const { caseId } = await fileConstruction(builder, "construction-survey", form);
      const other = await target.as("li-si");
      const startsAt = new Date(Date.now() + 3_600_000).toISOString();
      const visit = {
        ...{ kind: "site-survey", startsAt, endsAt: new Date(Date.now() + 7_200_000).toISOString() },
        ...{ place: "项目现场", agenda: "踏勘" },
      };
      const propose = (person: string) => post(person, `/v1/cases/${caseId}/meetings`, visit);
      const path = `/v1/cases/${caseId}`;

      const filed = fileConstruction(other, "construction-survey", form);
      await expect(filed).rejects.toMatchObject({
        problem: { status: 409, type: "/problems/project-of-another" },
      });
      const read = await statusesOf(["li-si", "officer-fire-rescue"], (person) =>
        get(person ?? "", `/v1/projects/${code}`),
      );
      const cases = await statusesOf(["li-si", "officer-fire-rescue"], (person) => get(person ?? "", path));
      const desk = await statusesOf(["officer-fire-rescue", "officer-planning"], (person) =>
        get(person ?? "", `/v1/desk/${caseId}/land-pre-review`),
      );
      const proposals = [
        await slugOf(await propose("officer-fire-rescue")),
        await slugOf(await propose("officer-land")),
      ];
      const proposed = await propose("officer-planning");
      const invited = await get("officer-land", `/v1/desk/${caseId}/land-pre-review`);
      await builder.withdraw(caseId, "不再办理");

      expect([read, cases, desk]).toEqual([
        [404, 404],
        [404, 404],
        [404, 404],
      ]);
      expect(proposals).toEqual(["404 /problems/case-unknown", "403 /problems/not-lead"]);
      expect([proposed.status, invited.status]).toEqual([200, 200]);
      expect((await projectOf(builder, code)).phases[0]?.cases[0]?.status).toBe("withdrawn");
    },
  );

  journey(
    "is not accepted before its drawings passed, nor without its code, and is told by which rule",
    [],
    async () => {
      const [, , { form, processId }] = await samplePhases(freshProjectCode());
      const acceptance = form as Awaited<ReturnType<typeof quietSurvey>>;
      const { code: _, ...project } = acceptance.project;

      const early = await fileConstruction(builder, processId, acceptance).catch((error: unknown) => error);
      const codeless = await builder
        .file({ processId, form: { ...acceptance, project }, materials: [] })
        .catch((error: unknown) => error);

      const problemOf = (error: unknown) => (error instanceof Refused ? error.problem : null);
      expect(problemOf(early)).toMatchObject({ status: 422, type: "/problems/preconditions-unmet" });
      expect(problemOf(early)?.errors?.map(({ path }) => path)).toEqual(["preconditions.drawing-review"]);
      expect(problemOf(early)?.errors?.[0]?.message.zh).toContain("建设工程质量管理条例第十一条");
      expect(problemOf(codeless)).toMatchObject({ status: 422, type: "/problems/form-invalid" });
      expect(problemOf(codeless)?.errors?.map(({ path }) => path)).toContain("form.project.code");
    },
  );
});
