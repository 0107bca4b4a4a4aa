import { casePartition } from "./table.ts";

type Image = Readonly<Record<string, { S?: string | undefined; N?: string | undefined }>>;

/** What the relay reads of a record of the table's stream, as Lambda hands it over. */
export interface StreamRecord {
  dynamodb?:
    | {
        Keys?: Image | undefined;
        NewImage?: Image | undefined;
        SequenceNumber?: string | undefined;
      }
    | undefined;
}

/** A stretch of committed events of one case that has effects; both ends inclusive. */
export interface Stretch {
  caseId: string;
  fromSeq: number;
  toSeq: number;
}

const HEAD = "HEAD";
const PREFIX = casePartition("");

/**
 * The stretch a record tells of, or `null` when it tells of none.
 *
 * Each append writes the head, so each has a record of its own: `effectsFrom` in the new image is where its events
 * begin, `version` where they end. A record of another item, of a head whose last append had no effects or of a
 * deleted one tells of nothing. A head written without an append tells of its last stretch once more.
 */
export const stretchOf = ({ dynamodb }: StreamRecord): Stretch | null => {
  const partition = dynamodb?.Keys?.pk?.S;
  const image = dynamodb?.NewImage;
  if (!partition?.startsWith(PREFIX) || dynamodb?.Keys?.sk?.S !== HEAD) return null;
  if (image?.effectsFrom?.N === undefined || image.version?.N === undefined) return null;
  return {
    caseId: partition.slice(PREFIX.length),
    fromSeq: Number(image.effectsFrom.N),
    toSeq: Number(image.version.N),
  };
};
