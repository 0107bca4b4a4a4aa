import { SEAL_BYTES, seal, unseal } from "./sealed-bytes.ts";

/** How much of a large file is sealed at once, in plain bytes, so that it never stands in memory whole. */
export const SEGMENT_BYTES = 1_048_576;

/** How many bytes some plain ones take once they are sealed in segments. */
export const segmentedBytes = (plain: number): number =>
  plain + SEAL_BYTES * Math.ceil(plain / SEGMENT_BYTES);

/** A segment is good only at its own place in its own part. */
const placeOf = (part: number, index: number): string => `${part}/${index}`;

/** Seal a stream of bytes in segments; `part` numbers it among those under the same key. */
export const sealSegments = async function* (
  key: Uint8Array,
  part: number,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const segment = Buffer.alloc(SEGMENT_BYTES);
  let filled = 0;
  let index = 0;
  const take = (): Uint8Array => {
    const sealed = seal(key, segment.subarray(0, filled), placeOf(part, index));
    filled = 0;
    index += 1;
    return sealed;
  };
  for await (const chunk of content)
    for (let from = 0; from < chunk.byteLength; ) {
      const piece = chunk.subarray(from, from + SEGMENT_BYTES - filled);
      segment.set(piece, filled);
      filled += piece.byteLength;
      from += piece.byteLength;
      if (filled === SEGMENT_BYTES) yield take();
    }
  if (filled > 0) yield take();
};

/** The plain bytes of one sealed segment; `null` when it is not what was sealed at that place. */
export const openSegment = (
  key: Uint8Array,
  { part, index }: { part: number; index: number },
  sealed: Uint8Array,
): Uint8Array | null => unseal(key, sealed, placeOf(part, index));
