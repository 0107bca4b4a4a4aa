import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { World } from "../../functions/case/world.ts";
import { companyRegistration } from "../../functions/processes/company-registration.ts";
import type { CaseView } from "../../schemas/http.ts";
import { workingDays } from "../../schemas/limit.ts";
import { message } from "../../schemas/message.ts";
import type { Problem } from "../../schemas/problem.ts";
import { named, readAs, slugOf } from "../support/acting.ts";
import { approveAll, type Harness, makeHarness } from "../support/hub-harness.ts";
import { bengbuWorldWith } from "../support/test-world.ts";

const OWED = "domicile-proof";

/** Proof of the domicile may follow later, and tax takes a signed commitment. */
const world: World = {
  ...bengbuWorldWith({
    "tax-registration": {
      commitment: {
        conditions: [message("具备办税条件", "able to file taxes")],
        checkWithin: workingDays(30),
        basis: "合成告知承诺办法",
      },
    },
  }),
  processes: new Map([
    [
      companyRegistration.id,
      {
        ...companyRegistration,
        requiredMaterials: (form, on) =>
          companyRegistration
            .requiredMaterials(form, on)
            .map((each) => (each.code === OWED ? { ...each, isTolerable: true } : each)),
      },
    ],
  ]),
};

let harness: Harness;

beforeAll(async () => {
  harness = await makeHarness({ world });
});

afterAll(() => harness.stop());

const file = async (tradeName: string, said: Record<string, unknown>, without: string[] = []) => {
  const form = named(tradeName);
  const materials = (await harness.materials(form)).filter(({ code }) => !without.includes(code));
  const body = { processId: "company-registration", form, materials, ...said };
  return harness.post("zhang-san", "/v1/cases", body, { "idempotency-key": crypto.randomUUID() });
};

describe("material that is promised", () => {
  const promise = { codes: [OWED], signedBy: "李淮生" };

  it("may be missing, is owed by a day, and is kept by the correction that brings it", async () => {
    const filed = await readAs<CaseView>(await file("珠城启元", { promise }, [OWED]), 201);
    const overseen = await harness.read(filed.caseId, "supervisor");
    const logged = await (await harness.as("supervisor", `/v1/cases/${filed.caseId}/events`)).text();
    const brought = (await harness.materials(named("珠城启元"))).filter(({ code }) => code === OWED);
    const body = { form: filed.form, materials: [...(filed.materials ?? []), ...brought] };
    const path = `/v1/cases/${filed.caseId}/corrections`;
    const corrected = await harness.post("zhang-san", path, body, { "if-match": '"1"' });

    expect(filed.tolerance).toMatchObject({ codes: [OWED], kept: false, signedBy: "李淮生" });
    expect(filed.tolerance?.dueOn).toMatch(/^\d{4}-/);
    expect(overseen.tolerance).toMatchObject({ codes: [OWED], signedBy: null });
    expect(logged).not.toContain("李淮生");
    expect(logged).toContain('"tolerance"');
    expect((await readAs<CaseView>(corrected)).tolerance?.kept).toBe(true);
  });

  it("is refused where it may not be promised, naming each, and where it is not missing", async () => {
    const wrong = await file("珠城恒泰", { promise: { ...promise, codes: ["articles-of-association"] } }, [
      "articles-of-association",
      OWED,
    ]);
    const notMissing = await file("珠城恒泰", { promise });
    const unsigned = await file("珠城恒泰", { promise: { codes: [OWED] } }, [OWED]);
    const unpromised = await file("珠城恒泰", {}, [OWED]);

    const refused = await readAs<Problem>(wrong, 422);
    expect(refused.type).toBe("/problems/promise-refused");
    expect(refused.detail).toContain(OWED);
    expect(refused.errors?.[0]?.path).toBe("promise.codes.articles-of-association");
    expect((await readAs<Problem>(notMissing, 422)).type).toBe("/problems/promise-refused");
    expect((await readAs<Problem>(unsigned, 422)).errors?.[0]?.path).toBe("promise.signedBy");
    expect((await readAs<Problem>(unpromised, 422)).type).toBe("/problems/materials-missing");
  });
});

describe("conditions that are signed instead of proved", () => {
  const commitments = [{ item: "tax-registration", signedBy: "李淮生" }];

  it("mark their item, which is then decided at once", async () => {
    const filed = await readAs<CaseView>(await file("禹会启元", { commitments }), 201);
    const logged = await (await harness.as("supervisor", `/v1/cases/${filed.caseId}/events`)).text();

    const tax = filed.items.find(({ itemId }) => itemId === "tax-registration");
    expect(tax).toMatchObject({ committed: true, limits: { promised: { value: 0, unit: "working-day" } } });
    expect(filed.items.filter(({ committed }) => committed)).toHaveLength(1);
    expect(logged).not.toContain("李淮生");
  });

  it("are checked by their department once the licence is out, and only then", async () => {
    const { caseId } = await readAs<CaseView>(await file("禹会嘉远", { commitments }), 201);
    const data = { revision: 1, kept: false, findings: "住所不具备办税条件" };
    const check = (person: string, itemId = "tax-registration") =>
      harness.desk(person, { caseId, itemId, type: "lianban.item.checked", data });

    const early = await slugOf(await check("officer-tax"));
    await approveAll(harness, caseId);
    const other = await slugOf(await check("officer-quality"));
    const uncommitted = await slugOf(await check("officer-quality", "organization-code"));
    const first = await check("officer-tax");
    const { version } = await harness.read(caseId);
    const again = await check("chief-tax");

    expect(early).toBe("409 /problems/nothing-to-check");
    expect([other, uncommitted]).toEqual([
      "403 /problems/not-this-department",
      "409 /problems/nothing-to-check",
    ]);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect((await harness.read(caseId)).version).toBe(version);
  });

  it("are refused for an item that takes none", async () => {
    const wrong = await file("禹会恒泰", {
      commitments: [...commitments, { item: "organization-code", signedBy: "李淮生" }],
    });

    const refused = await readAs<Problem>(wrong, 422);
    expect([refused.type, refused.errors?.[0]?.path]).toEqual([
      "/problems/commitment-refused",
      "commitments.organization-code",
    ]);
    expect(refused.detail).toContain("tax-registration");
  });
});
