import { createHash } from "node:crypto";
import type { PartTaken, UploadPart } from "../../ports/documents.ts";

type Difference = Exclude<PartTaken, { kind: "Taken" | "NotExpected" }>;

/** The bytes of a part as they come, and how they turned out to differ from what was announced. */
export interface CheckedPart {
  /** The same bytes; it rejects at its end, or as soon as there are too many, when they differ. */
  content: AsyncIterable<Uint8Array>;
  difference: () => Difference | null;
}

/** Watch the bytes of a part pass. A sender who breaks off has sent too few. */
export const checkPart = ({ bytes, sha256 }: UploadPart, sent: AsyncIterable<Uint8Array>): CheckedPart => {
  const hash = createHash("sha256");
  let difference: Difference | null = null;
  let actual = 0;

  const differs = (): Difference | null => {
    if (actual !== bytes) return { kind: "SizeDiffers", expected: bytes, actual };
    const found = hash.digest("hex");
    return found === sha256 ? null : { kind: "HashDiffers", expected: sha256, actual: found };
  };

  const content = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of sent) {
        actual += chunk.byteLength;
        if (actual > bytes) break;
        hash.update(chunk);
        yield chunk;
      }
    } catch {
      // The connection is gone; what came of the part says the rest.
    }
    difference = differs();
    if (difference !== null) throw new Error("the part is not what was announced");
  };
  return { content: content(), difference: () => difference };
};
