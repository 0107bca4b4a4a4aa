import { readFile } from "node:fs/promises";
import type { DryRunResult } from "../../../schemas/http.ts";
import type { Material } from "../../../schemas/materials.ts";
import type { HubClient } from "./hub-client.ts";

const folder = new URL("../../../tests/fixtures/company-registration/materials/", import.meta.url);

/** Which sample file stands for a material; identity documents for what is not listed. */
const files: Readonly<Record<string, string>> = {
  "articles-of-association": "articles-of-association.pdf",
  "domicile-proof": "domicile-proof.pdf",
  "officer-appointment": "appointment.pdf",
  "agent-authorization": "appointment.pdf",
};

/** Upload a sample document for every material a dry run asks for. With a `mark` the documents differ from those without. */
export const uploadSampleMaterials = (
  client: HubClient,
  needed: DryRunResult["materials"],
  mark = "",
): Promise<Material[]> =>
  Promise.all(
    needed.map(async ({ code, name }) => {
      const content = await readFile(new URL(files[code] ?? "identity.pdf", folder));
      const marked = mark === "" ? content : Buffer.concat([content, Buffer.from(`\n% ${mark}\n`)]);
      const { documentId, sha256, bytes } = await client.upload(marked, "application/pdf");
      return { code, name: name.zh, documentId, sha256, bytes, mediaType: "application/pdf" as const };
    }),
  );
