import { afterAll, describe, expect } from "vitest";
import { Refused } from "../../functions/entry/demo/hub-client.ts";
import { type Play, playCase } from "../../functions/entry/demo/play-case.ts";
import { isOrganizationCode } from "../../schemas/codes/organization-code.ts";
import { isRegistrationNumber } from "../../schemas/codes/registration-number.ts";
import { isTaxNumber } from "../../schemas/codes/tax-number.ts";
import { isUscc } from "../../schemas/codes/uscc.ts";
import { sampleForm } from "../support/hub-harness.ts";
import { makeJourney } from "./journey.ts";
import { fileSample, IN_TURN, named } from "./sample-case.ts";
import { openTarget } from "./target.ts";

const target = await openTarget();
const journey = await makeJourney(target);
const client = await target.as("zhang-san");

afterAll(() => target.stop());

const play = (form: unknown, rest: Partial<Play> = {}) =>
  playCase(client, { title: "", form, patienceMs: target.patienceMs, ...rest }, () => undefined);

describe("a company is registered", () => {
  journey("with one licence and one code", [], async () => {
    const { view } = await play(named("sails-through", "一号"));

    const licence = await client.licence(view.licence?.licenceId ?? "");
    expect(view.status).toBe("issued");
    expect(isUscc(licence.record.codes.uscc ?? "")).toBe(true);
  });

  journey("with one licence and three numbers, each built on the one before", [], async () => {
    const { view } = await play(named("sails-through", "三号"), { mode: "three-numbers" });

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

  journey(
    "after one notice with every department's wishes, and only those concerned are asked again",
    [],
    async () => {
      const corrected = named("corrected", "补正");
      const { view, notices } = await play(named("needs-correction", "补正"), { corrected });

      expect(view.status).toBe("issued");
      expect(notices).toHaveLength(1);
      expect(notices[0]?.wishes.map(({ path }) => path).toSorted()).toEqual([
        "domicile.address",
        "financeOfficer.phone",
      ]);
      expect(view.revision).toBe(2);
    },
  );

  journey("after the approval its business scope needs first", [], async () => {
    const { view } = await play(named("hazardous-chemicals", "清远"));

    const events = await client.events(view.caseId);
    const order = events
      .filter(({ type }) => type === "ItemAsked" || type === "StageSettled")
      .map(({ type, data }) => (type === "ItemAsked" ? data.itemId : `settled ${String(data.stageId)}`));
    expect(view.status).toBe("issued");
    expect(order.slice(0, 2)).toEqual(["hazardous-chemicals-permit", "settled pre-approval"]);
  });
});

describe("a company is not registered", () => {
  journey("when a department refuses; the others are told to stand down", [], async () => {
    const { view } = await play(sampleForm("refused"));

    expect(view.status).toBe("refused");
    expect(view.refusal[0]?.text).toContain("珠城");
    expect(view.licence).toBeNull();
  });

  journey("when its applicant withdraws", [], async () => {
    const { view: filed } = await fileSample(client, named("needs-correction", "撤回"), IN_TURN);

    const view = await client.withdraw(filed.caseId, "不办了");

    expect([view.status, view.withdrawal]).toEqual(["withdrawn", "不办了"]);
  });

  journey("when somebody else has the name", [], async () => {
    const form = named("sails-through", "同名");
    const { materials } = await fileSample(client, form);

    const second = client.file({ form, materials });

    await expect(second).rejects.toBeInstanceOf(Refused);
    await expect(second).rejects.toMatchObject({ problem: { status: 409, type: "/problems/name-taken" } });
  });
});

/** How many cases are filed at once: enough to meet one another, and no more than functions on this machine carry. */
const CROWD = target.isEmbedded ? 40 : 8;

describe("many at once", () => {
  journey("reach their licences with as many different codes", [], async () => {
    const words = Array.from({ length: CROWD }, (_, index) => {
      const [stem, branch] = [
        [..."甲乙丙丁戊己庚辛壬癸"][index % 10],
        [..."东南西北"][Math.floor(index / 10)],
      ];
      return `${stem}${branch}`;
    });

    const played = await Promise.all(words.map((word) => play(named("sails-through", word))));

    const codes = await Promise.all(
      played.map(async ({ view }) => (await client.licence(view.licence?.licenceId ?? "")).record.codes.uscc),
    );
    expect(played.map(({ view }) => view.status)).toEqual(words.map(() => "issued"));
    expect(new Set(codes).size).toBe(CROWD);
  });
});
