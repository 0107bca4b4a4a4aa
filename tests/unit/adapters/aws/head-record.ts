import type { StreamRecord } from "../../../../functions/adapters/aws/stream-records.ts";

/** The record of an append with effects: events `fromSeq` to `toSeq`, known to the stream by `SequenceNumber`. */
export const headRecord = (
  caseId: string,
  fromSeq: number,
  toSeq: number = fromSeq,
  SequenceNumber = `${caseId}/${fromSeq}`,
): StreamRecord => ({
  dynamodb: {
    Keys: { pk: { S: `CASE#${caseId}` }, sk: { S: "HEAD" } },
    NewImage: { version: { N: String(toSeq) }, effectsFrom: { N: String(fromSeq) } },
    SequenceNumber,
  },
});
