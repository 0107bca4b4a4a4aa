import type { DocumentState } from "../../schemas/document.ts";
import type { Material, MaterialView } from "../../schemas/materials.ts";
import type { Hub } from "./hub.ts";

/**
 * How a document stands; `null` when there is none. `thorough` reads and checks all of it, `seen` is what a reader has
 * just found. A fault that is seen for the
 * first time is logged, so that the operator hears of it before anybody misses the document.
 */
export const documentState = async (
  { documents, clock, log }: Pick<Hub, "documents" | "clock" | "log">,
  documentId: string,
  how: { thorough: boolean; seen?: "missing" | "altered" },
): Promise<DocumentState | null> => {
  const at = clock.now();
  const found = await documents.state(documentId, { at, ...how });
  const isFault = found?.state === "missing" || found?.state === "altered";
  if (isFault && found.since === at)
    log.error("document-unreadable", { file: documentId, state: found.state });
  return found;
};

/** Materials as their case shows them, each with how its document stands. One whose document was never stored is missing. */
export const materialViews = (
  hub: Pick<Hub, "documents" | "clock" | "log">,
  materials: readonly Material[],
): Promise<MaterialView[]> =>
  Promise.all(
    materials.map(async (material) => ({
      ...material,
      file: (await documentState(hub, material.documentId, { thorough: false })) ?? {
        state: "missing",
        since: null,
      },
    })),
  );
