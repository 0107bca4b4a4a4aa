import type { HubClient } from "../../functions/entry/demo/hub-client.ts";
import { uploadSampleMaterials } from "../../functions/entry/demo/sample-materials.ts";
import type { CaseView } from "../../schemas/http.ts";
import type { Material } from "../../schemas/materials.ts";
import { sampleForm } from "../support/hub-harness.ts";
import { tradeName } from "./trade-names.ts";

/** A sample form under a trade name of this run; `word` tells its journeys apart. */
export const named = (sample: string, word: string) => ({
  ...sampleForm(sample),
  name: { ...sampleForm(sample).name, tradeName: tradeName(word) },
});

/**
 * The mode in which departments are asked one after another: while the first has wishes, nobody has approved anything,
 * and an applicant who withdraws needs nobody's ruling.
 */
export const IN_TURN = "three-numbers";

/** File a form with a sample document for every material it needs. */
export const fileSample = async (
  client: HubClient,
  form: unknown,
  mode?: string,
): Promise<{ view: CaseView; materials: Material[] }> => {
  const { materials: needed } = await client.dryRun(form, mode);
  const materials = await uploadSampleMaterials(client, needed);
  const view = await client.file({ form, materials, ...(mode === undefined ? {} : { mode }) });
  return { view, materials };
};
