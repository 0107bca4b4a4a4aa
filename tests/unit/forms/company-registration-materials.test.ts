import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  companyRegistrationMaterials,
  requiredMaterials,
} from "../../../schemas/forms/company-registration-materials.ts";
import { companyRegistrationMaterials2016 } from "../../../schemas/forms/company-registration-materials-2016.ts";
import { sampleForm, withValue } from "../../fixtures/company-registration/forms.ts";

const form = sampleForm("sails-through");
const always = [
  "application-form",
  "domicile-proof",
  "articles-of-association",
  "officer-appointment",
  "officer-identity",
];
const codesOf = (of: typeof form, on = "2026-11-24") => requiredMaterials(of, { on }).map(({ code }) => code);
const extra = (of: typeof form, on?: string) => codesOf(of, on).filter((code) => !always.includes(code));

describe("requiredMaterials", () => {
  it("asks everybody for the same five", () => {
    expect(codesOf(form)).toEqual(expect.arrayContaining(always));
  });

  it("asks an agent for the authorisation", () => {
    expect(extra(form)).toEqual(["shareholder-identity", "agent-authorization"]);
    expect(extra(withValue(form, "agent", undefined))).toEqual(["shareholder-identity"]);
  });

  it("asks nobody for the licence of an organisation, which the government has", () => {
    const organization = sampleForm("refused").shareholders[1];

    expect(extra(sampleForm("refused"))).toEqual(["shareholder-identity"]);
    expect(extra({ ...sampleForm("refused"), shareholders: organization ? [organization] : [] })).toEqual([]);
  });

  it("asks for the permit only when the form names one", () => {
    const permit = {
      activity: "hazardous-chemicals",
      permitNumber: "1",
      issuedOn: "2026-11-01",
      issuedBy: "应急管理局",
    };

    expect(extra(sampleForm("hazardous-chemicals"))).not.toContain("pre-approval-document");
    expect(extra(withValue(sampleForm("hazardous-chemicals"), "business.permits", []))).not.toContain(
      "pre-approval-document",
    );
    expect(extra(withValue(sampleForm("hazardous-chemicals"), "business.permits", [permit]))).toContain(
      "pre-approval-document",
    );
  });

  it("asks for a verification of capital when others subscribe", () => {
    const shares = withValue(
      withValue(form, "registration.companyType", "1220"),
      "registration.establishment",
      "subscription",
    );

    expect(extra(shares)).toContain("capital-verification");
    expect(extra(form)).not.toContain("capital-verification");
  });

  it("asks promoters who contribute property for its transfer, but not other shareholders", () => {
    expect(form.shareholders[1]?.methods).toContain("intellectual-property");
    expect(extra(withValue(form, "registration.companyType", "1220"))).toContain("property-transfer-proof");
    expect(extra(form)).not.toContain("property-transfer-proof");
  });

  it("lets the officers' identity documents follow later, and nothing else", () => {
    const later = requiredMaterials(form, { on: "2026-11-24" }).filter(
      ({ necessity }) => necessity === "tolerable",
    );

    expect(later.map(({ code }) => code)).toEqual(["officer-identity"]);
  });

  it("follows the list of 2016 until 2022-02-28", () => {
    const alone = withValue(form, "agent", undefined);

    expect(extra(alone, "2022-02-28")).toEqual(["agent-authorization", "shareholder-identity"]);
    expect(extra(alone, "2022-03-01")).toEqual(["shareholder-identity"]);
    expect(extra(sampleForm("refused"), "2022-02-28")).toContain("organization-licence");
  });

  it("gives the reason and its basis in both languages", () => {
    const [, identity] = requiredMaterials(form, { on: "2026-11-24" });

    expect(identity?.why).toEqual({
      zh: "股东中有自然人（市场主体登记管理条例第十六条第二项）",
      en: "there are shareholders who are natural persons (市场主体登记管理条例第十六条第二项)",
    });
  });
});

describe.each([
  ["companyRegistrationMaterials", companyRegistrationMaterials],
  ["companyRegistrationMaterials2016", companyRegistrationMaterials2016],
])("%s", (_name, list) => {
  it("names every material once and says when a conditional one is needed", () => {
    expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
    expect(
      list.filter(({ necessity, when }) => (necessity === "conditional") !== (when !== undefined)),
    ).toEqual([]);
  });
});

describe("sample materials", () => {
  const folder = new URL("../../fixtures/company-registration/materials/", import.meta.url);
  const files = readdirSync(folder);

  it("are four", () => {
    expect(files.sort()).toEqual([
      "appointment.pdf",
      "articles-of-association.pdf",
      "domicile-proof.pdf",
      "identity.pdf",
    ]);
  });

  it.each(files)("%s is a PDF of one page under 30 KB", (file) => {
    const bytes = readFileSync(new URL(file, folder));
    const text = bytes.toString("latin1");

    expect(text).toMatch(/^%PDF-1\.\d/);
    expect(text.trimEnd()).toMatch(/%%EOF$/);
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(bytes.length).toBeLessThan(30_000);
  });
});
