import { createHash } from "node:crypto";
import type { CommandOf, Now } from "../../functions/case/commands.ts";
import { companyRegistration } from "../../functions/processes/company-registration.ts";
import type { Material } from "../../schemas/materials.ts";
import { type SampleName, sampleForm } from "../fixtures/company-registration/forms.ts";
import { filingMoment } from "./moments.ts";

/** SHA-256 of a text, for documents that exist in tests only by their hash. */
const sha256Of = (text: string): string => createHash("sha256").update(text).digest("hex");

/** One material of a code; `content` tells one document from another. */
export const material = (code: string, content: string = code): Material => ({
  code,
  name: code,
  documentId: `doc-${code}`,
  sha256: sha256Of(content),
  mediaType: "application/pdf",
  bytes: 1_024,
});

/** Every material a form requires on a day, each with a made-up hash. */
export const materialsFor = (form: unknown, now: Now = filingMoment): Material[] => {
  const parsed = companyRegistration.parseForm(form);
  if ("issues" in parsed) return [];
  return companyRegistration.requiredMaterials(parsed.form, now.on).map(({ code }) => material(code));
};

/** A complete filing of a sample form. `form` stands in for the sample's where it is given. */
export const sampleFiling = ({
  sample = "sails-through",
  form = sampleForm(sample),
  mode = null,
  caseId = "3403032026112401000018",
  now = filingMoment,
}: {
  sample?: SampleName;
  form?: unknown;
  mode?: string | null;
  caseId?: string;
  now?: Now;
} = {}): CommandOf<"FileCase"> => ({
  type: "FileCase",
  caseId,
  processId: "company-registration",
  mode,
  form,
  materials: materialsFor(form, now),
  channel: "express-lane",
  applicant: "applicant-1",
});
