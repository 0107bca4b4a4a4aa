import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { feesKey } from "../../../functions/application/project/project-claims.ts";
import { makeProjectEffects } from "../../../functions/application/project/project-effects.ts";
import { gatherPool } from "../../../functions/application/project-pool.ts";
import { react } from "../../../functions/case/react.ts";
import type { CaseState } from "../../../functions/case/state.ts";
import { type DataFolder, makeDataFolder } from "../../contract/embedded-fixtures.ts";
import { makeJointProject, PROJECT } from "../../support/joint-project.ts";

const asIs = {};

/** What a square metre of shelter that is not built costs under an office, in fen. */
const SHELTER_RATE_FEN = 200_000;

/** The charges of public money on the sheet of a case, by fee and cause, in fen before any relief. */
const chargesOf = ({ fees: { sheet } }: CaseState): Record<string, number> => {
  const lines = [...(sheet?.treasury.administrative.lines ?? []), ...(sheet?.treasury.fund.lines ?? [])];
  return Object.fromEntries(
    lines.flatMap((line) =>
      line.kind === "charge" ? [[`${line.feeCode} ${line.cause}`, line.amountFen] as const] : [],
    ),
  );
};

const feesOn = (state: CaseState): string[] => [
  ...new Set(Object.keys(chargesOf(state)).map((key) => key.split(" ")[0] ?? "")),
];

describe("the fees of a project", () => {
  let data: DataFolder;
  let project: Awaited<ReturnType<typeof makeJointProject>>;

  beforeEach(async () => {
    data = makeDataFolder();
    project = await makeJointProject(data);
  });
  afterEach(() => data.dispose());

  const bearerNow = (): Promise<string | null> => project.hub.store.holder(feesKey(PROJECT));

  it("on its land are charged once, by the first of its cases that has fees", async () => {
    const [first, second] = [await project.file({ "1#": asIs }), await project.file({ "2#": asIs })];

    const bills = [await project.bill(first), await project.bill(second)];

    expect(bills.map(({ project: of }) => of?.bearsProjectFees)).toEqual([true, false]);
    expect(bills.map((bill) => feesOn(bill).includes("soil-conservation"))).toEqual([true, false]);
    expect(bills.map((bill) => feesOn(bill).includes("infrastructure"))).toEqual([true, true]);
    expect(await bearerNow()).toBe(first);
  });

  it("are not charged again once that case was issued", async () => {
    await project.issued({ "1#": asIs });

    expect(feesOn(await project.bill(await project.file({ "2#": asIs })))).not.toContain("soil-conservation");
  });

  it("are the next case's, where the one that bore them ended without a licence", async () => {
    const first = await project.file({ "1#": asIs });
    await project.withdraw(first);
    expect(await bearerNow()).toBeNull();

    const next = await project.file({ "2#": asIs });

    expect(await bearerNow()).toBe(next);
    expect(feesOn(await project.bill(next))).toContain("soil-conservation");
  });

  it("stay with the case that bore them when its personal data is gone, and nobody can read it", async () => {
    const first = await project.file({ "1#": asIs });
    const head = await project.hub.store.head(first);
    if (head === null) throw new Error("the case has no head");
    const erased = { ...project.memory, load: async () => ({ kind: "Erased", head }) as const };

    const pool = await gatherPool(project.hub, erased, PROJECT, false);

    expect(pool.bearsProjectFees).toBe(false);
  });

  it("pass to a case that is open already, though its sheet is out", async () => {
    const [first, second, third] = [
      await project.file({ "1#": asIs }),
      await project.file({ "2#": asIs }),
      await project.file({ "3#": { use: "residential" } }),
    ];
    await project.bill(second);
    const ended = await project.withdraw(first);
    const log = await project.hub.store.load(first);
    const effects = react(
      {
        ...{ seq: log?.events.length ?? 0, at: "2026-11-24T02:00:00Z", cause: "test" },
        ...{ actor: { kind: "hub", id: "test" }, event: { type: "CaseWithdrawn", reason: "计划有变" } },
      },
      ended,
    );
    const carryOut = makeProjectEffects(project.hub, project.memory, project.handle);

    for (const effect of [...effects, ...effects]) await carryOut(ended, effect);

    expect(await bearerNow()).toBe(second);
    expect(feesOn(await project.stateOf(second))).toContain("soil-conservation");
    expect(feesOn(await project.bill(third))).not.toContain("soil-conservation");
  });

  it("are one case's where two are filed in the same moment", async () => {
    const first = await project.file({ "1#": asIs });
    await project.file({ "3#": { use: "residential" } });
    await project.withdraw(first);
    const { store } = project.hub;
    const { holder } = store;
    let looks = 0;
    let release = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    store.holder = async (key) => {
      const found = await holder(key);
      if (key !== feesKey(PROJECT)) return found;
      looks += 1;
      if (looks === 2) release();
      await both;
      return found;
    };

    const results = await Promise.all([project.tryFile({ "1#": asIs }), project.tryFile({ "2#": asIs })]);

    const bears = results.map((each) =>
      each.kind === "Done" ? each.state.project?.bearsProjectFees : each.kind,
    );
    expect(bears.toSorted()).toEqual([false, true]);
  });

  it("on works are not charged again when these are reviewed again", async () => {
    const before = await project.issued({ "1#": asIs, "2#": asIs });
    expect(feesOn(before)).toEqual(
      expect.arrayContaining(["infrastructure", "shelter-relocation", "road-occupation", "road-excavation"]),
    );

    const again = await project.bill(await project.file({ "1#": asIs }));

    expect(chargesOf(again)).toEqual({});
    expect(again.fees.sheet?.treasury.payableFen).toBe(0);
  });

  it("are charged on what has grown since, and then on that no more", async () => {
    const floor = 2_660_035;
    const larger = { floorSquareDecimetres: floor + 10_000 };
    const road = { occupiedSquareDecimetres: 6_000, occupiedDays: 40, excavatedSquareDecimetres: 5_550 };
    await project.issued({ "1#": asIs });

    const grown = await project.issued({ "1#": larger }, { "charges.road": road });
    const same = await project.bill(await project.file({ "1#": larger }, { "charges.road": road }));

    // 100 m² of floor at ¥115; 60 m² of road for 10 days more at ¥0.50; 10 m² more dug up at ¥300.
    expect(chargesOf(grown)).toEqual({
      "infrastructure residential": 1_150_000,
      "road-occupation project": 60 * 10 * 50,
      "road-excavation project": 300_000,
    });
    expect(chargesOf(same)).toEqual({});
  });

  it("are charged on works that were not charged before, beside those that were", async () => {
    const alone = await project.issued({ "2#": asIs });
    const both = await project.bill(await project.file({ "1#": asIs, "2#": asIs }));

    expect(chargesOf(both)["infrastructure residential"]).toBe((2_660_035 * 11_500) / 100);
    expect(chargesOf(alone)["infrastructure residential"]).toBe((912_000 * 11_500) / 100);
  });

  it("are not charged again on works that come in by a correction and were paid for in another case meanwhile", async () => {
    const first = await project.file({ "1#": asIs });
    const alone = await project.issued({ "2#": asIs });

    expect((await project.correct(first, { "1#": asIs, "2#": asIs })).kind).toBe("Done");

    const both = await project.bill(first);
    expect(chargesOf(both)["infrastructure residential"]).toBe((2_660_035 * 11_500) / 100);
    expect(chargesOf(alone)["infrastructure residential"]).toBe((912_000 * 11_500) / 100);
    expect(both.project?.charged?.map(({ caseId }) => caseId)).toEqual([alone.caseId]);
  });

  it("for a shelter count the buildings of all its cases, though none would owe one alone", async () => {
    const civil = { use: "office", nature: "new", storeys: 4, foundationMillimetres: 2_000 } as const;
    const office = {
      ...{ ...civil, groundFloorSquareDecimetres: 30_000, aboveGroundSquareDecimetres: 120_000 },
      ...{ floorSquareDecimetres: 120_000, shelterBuiltSquareDecimetres: 0 },
    };
    const commercial = { "project.class": "commercial" };
    const first = await project.issued({ "3#": office }, commercial);
    const second = await project.issued({ "4#": office }, commercial);
    const third = await project.bill(await project.file({ "1#": office }, commercial));
    const again = await project.bill(await project.file({ "3#": office }, commercial));

    const owed = (state: CaseState) => chargesOf(state)["shelter-relocation office"];
    const share = (1_200 * 3) / 100;
    expect([first, second, third, again].map(owed)).toEqual([
      undefined,
      2 * share * SHELTER_RATE_FEN,
      share * SHELTER_RATE_FEN,
      undefined,
    ]);
    expect(second.project?.charged?.[0]?.buildings).toHaveLength(1);
  });

  it("stay on the record of an issued case, whose data is not taken out of use", async () => {
    const { caseId } = await project.issued({ "1#": asIs });
    const command = { type: "EraseCase", reason: "申请人请求" } as const;

    const result = await project.handle({
      caseId,
      command,
      actor: { kind: "admin", id: "a" },
      cause: "test",
    });

    expect(result).toMatchObject({ kind: "Refused", refusal: { kind: "ChargesKept", project: PROJECT } });
    expect(chargesOf(await project.bill(await project.file({ "1#": asIs })))).toEqual({});
  });

  it("do not keep the data of a case that ended without an opinion", async () => {
    const caseId = await project.file({ "1#": asIs });
    await project.withdraw(caseId);

    expect((await project.act(caseId, { type: "EraseCase", reason: "申请人请求" })).status).toBe("withdrawn");
  });

  it("are charged anew under another use, to which other exemptions apply", async () => {
    await project.issued({ "1#": asIs, "4#": asIs });
    const shop = { use: "commercial" } as const;

    const now = await project.bill(await project.file({ "1#": asIs, "4#": shop }));

    expect(chargesOf(now)).toMatchObject({ "infrastructure commercial": (62_000 * 11_500) / 100 });
    expect(chargesOf(now)).not.toHaveProperty("infrastructure residential");
  });

  it("for a shelter are charged on what is missing beyond what was paid for", async () => {
    const paid = await project.issued({ "1#": asIs });
    const none = await project.bill(await project.file({ "1#": { shelterBuiltSquareDecimetres: 0 } }));

    const areaOf = (state: CaseState) => chargesOf(state)["shelter-relocation residential"];
    expect(areaOf(paid)).toBeGreaterThan(0);
    // 300 m² of shelter are not built after all, at ¥2 000.
    expect(areaOf(none)).toBe(60_000_000);
  });
});
