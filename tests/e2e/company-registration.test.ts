import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HubClient, makeHubClient, Refused, signIn } from "../../functions/entry/demo/hub-client.ts";
import { playCase } from "../../functions/entry/demo/play-case.ts";
import { uploadSampleMaterials } from "../../functions/entry/demo/sample-materials.ts";
import { isOrganizationCode } from "../../schemas/codes/organization-code.ts";
import { isRegistrationNumber } from "../../schemas/codes/registration-number.ts";
import { isTaxNumber } from "../../schemas/codes/tax-number.ts";
import { isUscc } from "../../schemas/codes/uscc.ts";
import { sampleForm } from "../support/hub-harness.ts";
import { makeTarget, type Target } from "./target.ts";

let target: Target;
let client: HubClient;

beforeAll(async () => {
  target = await makeTarget();
  client = makeHubClient(target.baseUrl, await signIn(target.baseUrl, "zhang-san"));
});

afterAll(() => target.stop());

const nothing = (): void => undefined;

/** The sample form under a name nobody else files here. */
const named = (sample: string, tradeName: string) => ({
  ...sampleForm(sample),
  name: { ...sampleForm(sample).name, tradeName },
});

describe("a company is registered", () => {
  it("with one licence and one code", async () => {
    const { view } = await playCase(
      client,
      { title: "", form: named("sails-through", "淮畔一号云") },
      nothing,
    );
    const licence = await client.licence(view.licence?.licenceId ?? "");
    expect(view.status).toBe("issued");
    expect(isUscc(licence.record.codes.uscc ?? "")).toBe(true);
  });

  it("with one licence and three numbers, each built on the one before", async () => {
    const play = { title: "", form: named("sails-through", "淮畔三号云"), mode: "three-numbers" };
    const { view } = await playCase(client, play, nothing);
    const { codes } = (await client.licence(view.licence?.licenceId ?? "")).record;
    const events = await client.events(view.caseId);
    const asked = events.filter(({ type }) => type === "ItemAsked").map(({ data }) => data.itemId);
    expect([
      isRegistrationNumber(codes.registrationNumber ?? ""),
      isOrganizationCode(codes.organizationCode ?? ""),
      isTaxNumber(codes.taxNumber ?? ""),
    ]).toEqual([true, true, true]);
    expect(codes.taxNumber?.slice(6)).toBe(codes.organizationCode);
    expect(asked).toEqual(["enterprise-registration", "organization-code", "tax-registration"]);
  });

  it("after one notice with every department's wishes, and only those concerned are asked again", async () => {
    const play = {
      title: "",
      form: named("needs-correction", "禹风补正里"),
      corrected: named("corrected", "禹风补正里"),
    };
    const { view, notices } = await playCase(client, play, nothing);
    expect(view.status).toBe("issued");
    expect(notices).toHaveLength(1);
    expect(notices[0]?.wishes.map(({ path }) => path).toSorted()).toEqual([
      "domicile.address",
      "financeOfficer.phone",
    ]);
    expect(view.revision).toBe(2);
  });

  it("after the approval its business scope needs first", async () => {
    const { view } = await playCase(
      client,
      { title: "", form: named("hazardous-chemicals", "淮源清远") },
      nothing,
    );
    const events = await client.events(view.caseId);
    const order = events
      .filter(({ type }) => type === "ItemAsked" || type === "StageSettled")
      .map(({ type, data }) => (type === "ItemAsked" ? data.itemId : `settled ${String(data.stageId)}`));
    expect(view.status).toBe("issued");
    expect(order.slice(0, 2)).toEqual(["hazardous-chemicals-permit", "settled pre-approval"]);
  });
});

describe("a company is not registered", () => {
  it("when a department refuses; the others are told to stand down", async () => {
    const { view } = await playCase(client, { title: "", form: sampleForm("refused") }, nothing);
    expect(view.status).toBe("refused");
    expect(view.refusal[0]?.text).toContain("珠城");
    expect(view.licence).toBeNull();
  });

  it("when its applicant withdraws", async () => {
    const form = named("sails-through", "淮畔撤回云");
    const materials = await uploadSampleMaterials(client, (await client.dryRun(form)).materials);
    const { caseId } = await client.file({ form, materials });
    const view = await client.withdraw(caseId, "不办了");
    expect([view.status, view.withdrawal]).toEqual(["withdrawn", "不办了"]);
  });

  it("when somebody else has the name", async () => {
    const form = named("sails-through", "淮畔同名云");
    const materials = await uploadSampleMaterials(client, (await client.dryRun(form)).materials);
    await client.file({ form, materials });
    const second = client.file({ form, materials });
    await expect(second).rejects.toBeInstanceOf(Refused);
    await expect(second).rejects.toMatchObject({ problem: { status: 409, type: "/problems/name-taken" } });
  });
});

describe("many at once", () => {
  it("brings forty cases to their licences with forty different codes", async () => {
    const played = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        playCase(
          client,
          {
            title: "",
            form: named(
              "sails-through",
              `群办${[..."甲乙丙丁戊己庚辛壬癸"][index % 10]}${[..."东南西北"][Math.floor(index / 10)]}云`,
            ),
          },
          nothing,
        ),
      ),
    );
    const codes = await Promise.all(
      played.map(async ({ view }) => (await client.licence(view.licence?.licenceId ?? "")).record.codes.uscc),
    );
    expect(played.map(({ view }) => view.status)).toEqual(Array.from({ length: 40 }, () => "issued"));
    expect(new Set(codes).size).toBe(40);
  });
});
