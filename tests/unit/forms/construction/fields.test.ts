import { describe, expect, it } from "vitest";
import * as z from "zod";
import { acceptanceForm } from "../../../../schemas/forms/construction/acceptance-form.ts";
import { drawingReviewForm } from "../../../../schemas/forms/construction/drawing-review-form.ts";
import {
  acceptanceFields,
  drawingReviewFields,
  fieldLabel,
  surveyFields,
} from "../../../../schemas/forms/construction/fields.ts";
import { surveyForm } from "../../../../schemas/forms/construction/survey-form.ts";

type JsonSchema = { properties?: Record<string, JsonSchema>; items?: JsonSchema };

/** Every path at which the schema takes a value that is not a section; a list is one, and so are its rows' fields. */
const leavesOf = (schema: JsonSchema, path = ""): string[] => {
  if (schema.properties !== undefined)
    return Object.entries(schema.properties).flatMap(([key, value]) =>
      leavesOf(value, path === "" ? key : `${path}.${key}`),
    );
  if (schema.items === undefined) return [path];
  return [path, ...leavesOf(schema.items, `${path}[]`).filter((row) => row !== `${path}[]`)];
};

const forms = [
  { form: "surveyForm", schema: surveyForm, fields: surveyFields },
  { form: "drawingReviewForm", schema: drawingReviewForm, fields: drawingReviewFields },
  { form: "acceptanceForm", schema: acceptanceForm, fields: acceptanceFields },
];

describe.each(forms)("fields of $form", ({ schema, fields }) => {
  const leaves = leavesOf(z.toJSONSchema(schema, { io: "input" }) as JsonSchema);

  it("are the leaves of the form, each once", () => {
    expect(fields.map(({ path }) => path).toSorted()).toEqual(leaves.toSorted());
  });

  it("are labelled in both languages, no two alike", () => {
    for (const { path, label } of fields) {
      expect(label.zh, path).toMatch(/\p{Script=Han}/u);
      expect(label.en, path).toMatch(/^[a-z]/);
    }
    expect(new Set(fields.map(({ label }) => label.zh)).size).toBe(fields.length);
  });

  it("mark the contact person as personal, and nothing else", () => {
    expect(fields.filter(({ personal }) => personal).map(({ path }) => path)).toEqual([
      "contact.name",
      "contact.idType",
      "contact.idNumber",
      "contact.phone",
    ]);
  });
});

describe("fieldLabel", () => {
  it("names a field", () => {
    expect(fieldLabel("drawings.sheets.fire.version")).toEqual({
      zh: "消防图纸版本",
      en: "version of the sheets on fire safety",
    });
  });
});
