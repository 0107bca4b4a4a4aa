import { afterAll, describe, expect, it } from "vitest";
import type { DeskItemView } from "../../schemas/desk.ts";
import type { Material } from "../../schemas/materials.ts";
import { readAs, slugOf } from "../support/acting.ts";
import { makeHarness, sampleForm, samplePdf } from "../support/hub-harness.ts";

const harness = await makeHarness();
afterAll(() => harness.stop());

const ITEM = "tax-registration";
let names = 0;

const file = () => {
  names += 1;
  const form = sampleForm("sails-through");
  const tradeName = `云帆${"甲乙丙丁戊己庚辛壬癸"[names]}`;
  return harness.file({ ...form, name: { ...form.name, tradeName } });
};

const claim = (person: string, caseId: string, body: object = {}) =>
  harness.post(person, `/v1/desk/${caseId}/${ITEM}/claim`, body);

const look = async (person: string, caseId: string): Promise<DeskItemView> =>
  readAs<DeskItemView>(await harness.as(person, `/v1/desk/${caseId}/${ITEM}`));

const upload = async (person: string): Promise<Material> => {
  const headers = { "content-type": "application/pdf" };
  return readAs<Material>(
    await harness.as(person, "/v1/documents", { method: "POST", headers, body: samplePdf }),
    201,
  );
};

const approve = (person: string, caseId: string, documents: unknown[] = []) =>
  harness.desk(person, {
    ...{ caseId, itemId: ITEM, type: "lianban.item.approved" },
    data: { revision: 1, opinion: "同意", outputs: { taxAuthority: "蚌埠市税务局第一分局" }, documents },
  });

describe("claiming an item at the desk", () => {
  it("shows in the worklist and at the desk whose it is", async () => {
    const { caseId } = await file();

    const receipt = await readAs<{ claimedBy: unknown }>(await claim("officer-tax", caseId));

    expect(receipt.claimedBy).toEqual({ id: "officer-tax", name: "税务局郑强" });
    expect((await look("officer-tax", caseId)).claimedBy).toEqual(receipt.claimedBy);
    const { rows } = await readAs<{ rows: { caseId: string; claimedBy: string | null }[] }>(
      await harness.as("officer-tax", "/v1/departments/tax/worklist"),
    );
    expect(rows.find((row) => row.caseId === caseId)?.claimedBy).toBe("税务局郑强");
  });

  it("is for the item's department alone", async () => {
    const { caseId } = await file();

    expect(await slugOf(await claim("officer-quality", caseId))).toBe("403 /problems/not-this-department");
    expect((await claim("zhang-san", caseId)).status).toBe(403);
    expect((await claim("window-01", caseId)).status).toBe(403);
  });

  it("leaves it to the chief representative, who takes over by saying so", async () => {
    const { caseId } = await file();
    await claim("officer-tax", caseId);

    expect(await slugOf(await claim("chief-tax", caseId))).toBe("409 /problems/claimed-already");
    expect((await claim("chief-tax", caseId, { takesOver: true })).status).toBe(200);
    expect(await slugOf(await approve("officer-tax", caseId))).toBe("409 /problems/claimed-already");
    expect((await approve("chief-tax", caseId)).status).toBe(200);
  });
});

describe("attaching a document at the desk", () => {
  it("gives it to the applicant with the decision, by a link that reads it", async () => {
    const { caseId } = await file();
    const { documentId, sha256, bytes } = await upload("officer-tax");
    const attached = { name: "税务登记通知.pdf", sha256, bytes, mediaType: "application/pdf", documentId };

    expect((await approve("officer-tax", caseId, [attached])).status).toBe(200);

    const own = await harness.read(caseId);
    const shown = own.items.find(({ itemId }) => itemId === ITEM)?.documents[0];
    expect(shown).toMatchObject({ name: "税务登记通知.pdf", sha256 });
    expect(shown).not.toHaveProperty("documentId");
    const { pathname, search } = new URL(shown?.url ?? "");
    const read = await harness.as(null, `${pathname}${search}`);
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(samplePdf);
    expect((await harness.as("zhang-san", `/v1/documents/${documentId}`)).status).toBe(404);
    const overseen = await harness.read(caseId, "supervisor");
    expect(overseen.items.find(({ itemId }) => itemId === ITEM)?.documents[0]?.url).toBeNull();
  });

  it("is refused for a document of somebody else, and for one that is not as it says", async () => {
    const { caseId } = await file();
    const own = await upload("officer-tax");
    const foreign = await upload("officer-quality");
    const named = ({ documentId }: Material, sha256 = own.sha256) => ({
      ...{ name: "附件.pdf", sha256, mediaType: "application/pdf", documentId },
    });

    for (const document of [named(foreign, foreign.sha256), named(own, "0".repeat(64))])
      expect(await slugOf(await approve("officer-tax", caseId, [document]))).toBe(
        "422 /problems/materials-wrong",
      );
  });

  it("is refused in a department's message: a system has stored nothing here", async () => {
    const { caseId } = await file();
    const { documentId, sha256 } = await upload("officer-quality");
    const documents = [{ name: "附件.pdf", sha256, mediaType: "application/pdf", documentId }];
    const officer = { name: "周文衡" };

    const response = await harness.answer({
      ...{ department: "quality-supervision", caseId, itemId: "organization-code" },
      data: { revision: 1, officer, outputs: {}, documents },
    });

    const { type, errors } = await readAs<{ type: string; errors: { path: string }[] }>(response, 400);
    expect([type, errors[0]?.path]).toEqual(["/problems/webhook-malformed", "data.documents.0.documentId"]);
  });

  it("goes when the personal data of its case is taken out of use", async () => {
    const { caseId } = await file();
    const { documentId, sha256 } = await upload("officer-tax");
    const attached = { name: "附件.pdf", sha256, mediaType: "application/pdf", documentId };
    await approve("officer-tax", caseId, [attached]);
    await harness.post("zhang-san", `/v1/cases/${caseId}/withdrawal`, { reason: "不办了" });
    await harness.post("chief-market", `/v1/cases/${caseId}/withdrawal-ruling`, {
      isGranted: true,
      reasons: "同意",
    });
    await harness.settle();
    await harness.post("admin", `/v1/cases/${caseId}/erasure`, { reason: "申请人请求" });

    await expect
      .poll(async () => (await harness.as("officer-tax", `/v1/documents/${documentId}`)).status, {
        timeout: 5_000,
      })
      .toBe(410);
  });
});
