import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UndoRow } from "../../schemas/acts.ts";
import type { CaseView } from "../../schemas/http.ts";
import { named, readAs, slugOf, statusesOf, UNKNOWN } from "../support/acting.ts";
import { type Harness, makeHarness } from "../support/hub-harness.ts";

let harness: Harness;

beforeAll(async () => {
  harness = await makeHarness();
});

afterAll(() => harness.stop());

const withdraw = (caseId: string, person: string | null = "zhang-san"): Promise<Response> =>
  harness.post(person, `/v1/cases/${caseId}/withdrawal`, { reason: "不再设立" });

const rule = (caseId: string, person: string | null, isGranted: boolean): Promise<Response> =>
  harness.post(person, `/v1/cases/${caseId}/withdrawal-ruling`, { isGranted, reasons: "已征求各部门意见" });

/** A case that quality supervision has approved its part of. */
const builtOn = async (tradeName: string): Promise<CaseView> => {
  const { caseId } = await harness.file(named(tradeName));
  await harness.answer({ department: "quality-supervision", caseId, itemId: "organization-code" });
  return harness.read(caseId);
};

const undoList = async (person: string, query = ""): Promise<UndoRow[]> =>
  (await readAs<{ rows: UndoRow[] }>(await harness.as(person, `/v1/undo${query}`))).rows;

describe("a withdrawal", () => {
  it("ends the case at once while nobody has approved anything, and once only", async () => {
    const { caseId } = await harness.file(named("珠城启元"));

    const first = await withdraw(caseId);
    const again = await withdraw(caseId);

    expect(await readAs<CaseView>(first)).toMatchObject({ status: "withdrawn", withdrawalRequest: null });
    expect(await slugOf(again)).toBe("409 /problems/case-closed");
  });

  it("waits for the lead's ruling once somebody has approved; asking again changes nothing", async () => {
    const { caseId } = await builtOn("珠城恒泰");

    const first = await readAs<CaseView>(await withdraw(caseId), 202);
    const again = await readAs<CaseView>(await withdraw(caseId), 202);

    expect(first).toMatchObject({
      status: "reviewing",
      withdrawal: null,
      withdrawalRequest: { reason: "不再设立", status: "submitted" },
    });
    expect(first.withdrawalRequest?.rulingBy).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(again.version).toBe(first.version);
  });

  it("is the applicant's alone to ask for", async () => {
    const { caseId } = await harness.file(named("珠城嘉远"));

    const statuses = await statusesOf(
      ["li-si", "station-xiaobengbu", "officer-market", "chief-market", "supervisor", null],
      (person) => withdraw(caseId, person),
    );

    expect(statuses).toEqual([404, 404, 404, 404, 403, 401]);
    expect((await harness.read(caseId)).status).toBe("reviewing");
  });

  it("is masked where it names an identity number", async () => {
    const { caseId } = await builtOn("珠城泰和");
    await harness.post("zhang-san", `/v1/cases/${caseId}/withdrawal`, {
      reason: "本人340300199001010004撤回",
    });

    const text = await (await harness.as("supervisor", `/v1/cases/${caseId}`)).text();

    expect(text).toContain("3403**********0004");
    expect(text).not.toContain("340300199001010004");
  });
});

describe("POST /v1/cases/{caseId}/withdrawal-ruling", () => {
  it("is an officer's or the chief's of the lead department, and nobody else's", async () => {
    const { caseId } = await builtOn("禹会启元");
    await withdraw(caseId);

    const refused = await statusesOf(
      ["zhang-san", "li-si", "station-xiaobengbu", "window-01", "officer-tax", "chief-quality", "supervisor"],
      (person) => rule(caseId, person, true),
    );
    const nobody = await rule(caseId, null, true);
    const ofNone = await slugOf(await rule(caseId, "window-01", true));
    const ofOther = await slugOf(await rule(caseId, "officer-tax", true));
    const byOfficer = await rule(caseId, "officer-market", false);

    expect(refused).toEqual([403, 403, 403, 403, 403, 403, 403]);
    expect(nobody.status).toBe(401);
    expect([ofNone, ofOther]).toEqual(["403 /problems/no-department", "403 /problems/not-lead"]);
    expect(await readAs(byOfficer)).toMatchObject({ caseId, status: "reviewing" });
  });

  it("refused, lets the case go on, and the applicant may ask again", async () => {
    const { caseId } = await builtOn("禹会恒泰");
    await withdraw(caseId);
    await rule(caseId, "officer-market", false);

    const going = await harness.read(caseId);
    const second = await withdraw(caseId);

    expect(going).toMatchObject({ status: "reviewing", withdrawalRequest: { status: "refused" } });
    expect(second.status).toBe(202);
  });

  it("granted, ends the case, once", async () => {
    const { caseId } = await builtOn("禹会嘉远");
    await withdraw(caseId);

    const first = await rule(caseId, "chief-market", true);
    const again = await rule(caseId, "chief-market", true);

    expect(await readAs(first)).toMatchObject({ status: "withdrawn" });
    expect(await slugOf(again)).toBe("409 /problems/withdrawal-not-pending");
    expect(await harness.read(caseId)).toMatchObject({
      status: "withdrawn",
      withdrawal: "不再设立",
      withdrawalRequest: { status: "granted" },
    });
  });

  it("says so where nobody asked to withdraw, where there is no such case, and what is wrong", async () => {
    const { caseId } = await builtOn("禹会泰和");

    const none = await slugOf(await rule(caseId, "chief-market", true));
    const unknown = await slugOf(await rule(UNKNOWN, "chief-market", true));
    const empty = await harness.post("chief-market", `/v1/cases/${caseId}/withdrawal-ruling`, {
      reasons: "",
    });

    expect(none).toBe("409 /problems/withdrawal-not-pending");
    expect(unknown).toBe("404 /problems/case-unknown");
    expect(empty.status).toBe(422);
  });
});

describe("GET /v1/undo", () => {
  it("lists what departments approved in a case that was withdrawn, until they have undone it", async () => {
    const { caseId } = await builtOn("淮上启元");
    await withdraw(caseId);
    await rule(caseId, "chief-market", true);
    const itemId = "organization-code";
    const ofCase = async (person: string, query = "") =>
      (await undoList(person, query)).filter((row) => row.caseId === caseId);

    const [overseen, own, other] = [
      await ofCase("supervisor"),
      await ofCase("officer-quality"),
      await ofCase("officer-tax"),
    ];
    const view = await harness.read(caseId);
    const wrong = await harness.desk("officer-tax", { caseId, itemId, type: "lianban.item.voided" });
    const said = { caseId, itemId, type: "lianban.item.voided", data: { revision: 1, note: "已撤销代码" } };
    const undone = await harness.desk("officer-quality", said);

    expect(overseen).toEqual(own);
    expect(own).toMatchObject([{ caseId, itemId, department: "quality-supervision", isOverdue: false }]);
    expect(other).toEqual([]);
    expect(view.items.find((item) => item.itemId === itemId)?.voiding).toMatchObject({ doneOn: null });
    expect([wrong.status, undone.status]).toEqual([403, 200]);
    expect(await ofCase("supervisor")).toEqual([]);
    expect(await ofCase("officer-quality")).toEqual([]);
    const after = (await harness.read(caseId)).items.find((item) => item.itemId === itemId);
    expect(after?.voiding?.doneOn).toMatch(/^\d{4}-/);
  });

  it("is read page by page, whatever other duties stand between", async () => {
    const pending = await builtOn("淮上安泰");
    await withdraw(pending.caseId);
    const cases: string[] = [];
    for (const name of ["淮上恒泰", "淮上嘉远", "淮上泰和"]) {
      const { caseId } = await builtOn(name);
      await withdraw(caseId);
      await rule(caseId, "chief-market", true);
      cases.push(caseId);
    }

    const found: string[] = [];
    for (let cursor = ""; ; ) {
      const after = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const response = await harness.as("admin", `/v1/undo?limit=1${after}`);
      const page = await readAs<{ rows: UndoRow[]; cursor: string | null }>(response);
      expect(page.rows.length).toBeLessThanOrEqual(1);
      found.push(...page.rows.map(({ caseId }) => caseId));
      if (page.cursor === null) break;
      cursor = page.cursor;
    }

    expect(found).toEqual(expect.arrayContaining(cases));
    expect(found).not.toContain(pending.caseId);
    expect(new Set(found).size).toBe(found.length);
  });

  it("is for supervision, and a department's own for its people", async () => {
    const read = (query: string) => (person: string | null) => harness.as(person, `/v1/undo${query}`);

    const all = await statusesOf(
      [
        "supervisor",
        "admin",
        "officer-quality",
        "chief-tax",
        "window-01",
        "zhang-san",
        "station-xiaobengbu",
        null,
      ],
      read(""),
    );
    const ofQuality = await statusesOf(
      ["supervisor", "officer-quality", "officer-tax"],
      read("?department=quality-supervision"),
    );

    expect(all).toEqual([200, 200, 200, 200, 403, 403, 403, 401]);
    expect(ofQuality).toEqual([200, 200, 403]);
  });
});
