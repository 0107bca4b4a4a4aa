import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  companyRegistrationFields,
  companyRegistrationForm,
  scopeFor,
} from "../../../schemas/forms/company-registration.ts";

type JsonSchema = {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
};

/** Every path at which the schema takes a value that is not a section; a list is one, and so are its rows' fields. */
const leavesOf = (schema: JsonSchema, path: string): string[] => {
  const variants = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (variants.length > 0) return variants.flatMap((variant) => leavesOf(variant, path));
  if (schema.properties !== undefined)
    return Object.entries(schema.properties).flatMap(([key, value]) =>
      leavesOf(value, path === "" ? key : `${path}.${key}`),
    );
  if (schema.items === undefined) return [path];
  const rows = leavesOf(schema.items, `${path}[]`);
  return [path, ...rows.filter((row) => row !== `${path}[]`)];
};

const schemaLeaves = new Set(
  leavesOf(z.toJSONSchema(companyRegistrationForm, { io: "input" }) as JsonSchema, ""),
);
const paths = companyRegistrationFields.map(({ path }) => path);
const marksOf = (path: string) =>
  companyRegistrationFields
    .find((field) => field.path === path)
    ?.usedBy.map((department) => ({ market: "a", quality: "q", tax: "t" })[department])
    .join("");

describe("companyRegistrationFields", () => {
  it("has every leaf of the form", () => {
    expect([...schemaLeaves].filter((leaf) => !paths.includes(leaf))).toEqual([]);
  });

  it("has nothing that the form has not", () => {
    expect(paths.filter((path) => !schemaLeaves.has(path))).toEqual([]);
  });

  it("has every path once", () => {
    expect(paths).toHaveLength(new Set(paths).size);
  });

  it("labels every field in both languages", () => {
    for (const { path, label } of companyRegistrationFields) {
      expect(label.zh, path).toMatch(/\p{Script=Han}/u);
      expect(label.en, path).toMatch(/^[a-zA-Z]/);
    }
  });

  it("marks the rows of a list as the list itself, so that a list goes to a department whole", () => {
    for (const path of paths.filter((each) => each.includes("[]")))
      expect(marksOf(path), path).toBe(marksOf(path.slice(0, path.indexOf("[]"))));
  });

  it.each([
    ["name.tradeName", "aqt"],
    ["name.preApprovalNumber", "a"],
    ["domicile.division", "aqt"],
    ["domicile.address", "aqt"],
    ["domicile.productionAddress", "t"],
    ["domicile.postalCode", "qt"],
    ["contact.phone", "aqt"],
    ["contact.mobile", ""],
    ["registration.companyType", "aqt"],
    ["registration.capital.amountFen", "aqt"],
    ["business.scope", "aqt"],
    ["business.industryCode", "aqt"],
    ["business.term.until", "a"],
    ["registration.establishment", "a"],
    ["registration.duplicateCopies", "a"],
    ["legalRepresentative.idNumber", "aqt"],
    ["shareholders", "at"],
    ["officers", "a"],
    ["liaison.phone", "a"],
    ["financeOfficer.phone", "t"],
    ["taxHandler.phone", "t"],
    ["taxProfile.accountingMethod", "t"],
    ["qualityProfile.economicType", "q"],
    ["agent.idNumber", "a"],
  ])("lets %s be read by «%s»", (path, marks) => {
    expect(marksOf(path)).toBe(marks);
  });

  it("calls every name, number and telephone of a person personal, and nothing of the company", () => {
    const personal = companyRegistrationFields.filter((field) => field.personal).map(({ path }) => path);
    const aboutPeople =
      /^(?:legalRepresentative|shareholders|officers|liaison|financeOfficer|taxHandler|agent|contact)\b/;

    expect(personal.filter((path) => !aboutPeople.test(path))).toEqual([]);
    expect(
      paths.filter((path) => /(?:idNumber|idType)$|^taxHandler/.test(path) && !personal.includes(path)),
    ).toEqual([]);
    expect(personal).not.toContain("contact.phone");
  });
});

describe("scopeFor", () => {
  it("gives quality supervision nothing about shareholders, officers or tax", () => {
    expect(
      scopeFor("quality").filter((path) => /^(?:shareholders|officers|tax|finance|liaison|agent)/.test(path)),
    ).toEqual([]);
  });

  it("gives lists whole and no rows", () => {
    expect(scopeFor("market")).toContain("shareholders");
    expect(
      [...scopeFor("market"), ...scopeFor("quality"), ...scopeFor("tax")].filter((path) =>
        path.includes("["),
      ),
    ).toEqual([]);
  });

  it.each([
    ["market", 40],
    ["quality", 23],
    ["tax", 35],
  ] as const)("gives %s its %i paths, none of them inside another", (department, count) => {
    const scope = scopeFor(department);

    expect(scope).toHaveLength(count);
    expect(scope.filter((path) => scope.some((other) => path.startsWith(`${other}.`)))).toEqual([]);
  });
});
