import { afterAll, describe, expect } from "vitest";
import { uploadSampleMaterials } from "../../functions/entry/demo/sample-materials.ts";
import type { UndoRow } from "../../schemas/acts.ts";
import type { CaseView } from "../../schemas/http.ts";
import type { Material } from "../../schemas/materials.ts";
import { readAs, slugOf } from "../support/acting.ts";
import { makeActing } from "./acting.ts";
import { makeJourney } from "./journey.ts";
import { named } from "./sample-case.ts";
import { openTarget } from "./target.ts";

const target = await openTarget();
const journey = await makeJourney(target);
const { post, file, rows, entries } = makeActing(target);
const client = await target.as("zhang-san");

afterAll(() => target.stop());

const until = (caseId: string, holds: (view: CaseView) => boolean) =>
  client.until(caseId, holds, target.patienceMs);

/** Proof of the officers' identity may follow after the filing (容缺受理). */
const OWED = "officer-identity";

/** File a case that owes a material: whatever departments say, it stays open until the material is in. */
const fileOwing = async (word: string): Promise<CaseView> =>
  readAs<CaseView>(
    await file({
      person: "zhang-san",
      form: named("sails-through", word),
      without: [OWED],
      said: { promise: { codes: [OWED], signedBy: "李淮生" } },
    }),
    201,
  );

const isAllApproved = ({ items }: CaseView): boolean =>
  items.every(({ round, status }) => round === 0 || status === "approved");

describe("material that is promised", () => {
  journey("may follow the filing, and the licence waits for it", [], async () => {
    const form = named("sails-through", "容缺");
    const filed = await fileOwing("容缺");

    const reviewed = await until(filed.caseId, isAllApproved);
    const { materials: needed } = await client.dryRun(form);
    const brought = await uploadSampleMaterials(
      client,
      needed.filter(({ code }) => code === OWED),
    );
    const materials: Material[] = [...(filed.materials ?? []), ...brought];
    await client.correct(filed.caseId, 1, { form: filed.form ?? {}, materials });
    const issued = await until(filed.caseId, ({ status }) => status === "issued");

    const events = (await client.events(filed.caseId)).map(({ type }) => type);
    expect(needed.filter(({ isTolerable }) => isTolerable).map(({ code }) => code)).toContain(OWED);
    expect(reviewed).toMatchObject({
      status: "reviewing",
      licence: null,
      tolerance: { codes: [OWED], kept: false, signedBy: "李淮生" },
    });
    expect(reviewed.waitingFor.zh).toContain("补交");
    expect(issued.tolerance?.kept).toBe(true);
    expect(issued.licence?.status).toEqual({ kind: "valid" });
    expect(events.filter((type) => type === "PromiseKept" || type === "LicenceIssued")).toEqual([
      "PromiseKept",
      "LicenceIssued",
    ]);
  });

  journey("is refused where it may not be promised", [], async () => {
    const code = "articles-of-association";

    const refused = await file({
      person: "zhang-san",
      form: named("sails-through", "不容"),
      without: [code],
      said: { promise: { codes: [code], signedBy: "李淮生" } },
    });

    expect(await slugOf(refused)).toBe("422 /problems/promise-refused");
  });
});

describe("an application that is taken back", () => {
  journey(
    "after approvals waits for the lead's ruling, and every department that approved undoes it",
    ["the chief representatives of two departments", "a supervisor"],
    async () => {
      const { caseId } = await fileOwing("撤件");
      await until(caseId, isAllApproved);
      const rule = (person: string) =>
        post(person, `/v1/cases/${caseId}/withdrawal-ruling`, { isGranted: true, reasons: "尚未制证,同意" });

      const asked = await post("zhang-san", `/v1/cases/${caseId}/withdrawal`, { reason: "不再设立" });
      const pending = await readAs<CaseView>(asked, 202);
      const byOther = await slugOf(await rule("chief-quality"));
      const ruled = await rule("chief-market");
      const isUndone = ({ items }: CaseView) =>
        items.every(({ round, voiding }) => round === 0 || typeof voiding?.doneOn === "string");
      const ended = await until(caseId, isUndone);

      expect(pending).toMatchObject({ status: "reviewing", withdrawalRequest: { status: "submitted" } });
      expect(byOther).toBe("403 /problems/not-lead");
      expect(await readAs(ruled)).toMatchObject({ status: "withdrawn" });
      expect(ended).toMatchObject({
        status: "withdrawn",
        licence: null,
        withdrawal: "不再设立",
        withdrawalRequest: { status: "granted" },
      });
      const events = await client.events(caseId);
      const itemsOf = (type: string) =>
        events.flatMap((event) => (event.type === type ? [String(event.data.itemId)] : [])).toSorted();
      expect(itemsOf("VoidAsked")).toEqual([
        "enterprise-registration",
        "organization-code",
        "tax-registration",
      ]);
      expect(itemsOf("VoidAcknowledged")).toEqual(itemsOf("VoidAsked"));
      const stillToUndo = async () =>
        (await rows<UndoRow>("supervisor", "/v1/undo?")).filter((row) => row.caseId === caseId);
      await expect.poll(stillToUndo, { timeout: target.patienceMs }).toEqual([]);
      const duties = await entries("supervisor", "duty", caseId);
      expect(duties.filter(({ data }) => data.kind === "duty" && data.duty === "undo")).toHaveLength(3);
      expect(duties.filter(({ isOpen }) => isOpen)).toEqual([]);
    },
  );
});
