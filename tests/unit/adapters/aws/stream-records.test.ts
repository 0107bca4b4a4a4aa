import { describe, expect, it } from "vitest";
import { type StreamRecord, stretchOf } from "../../../../functions/adapters/aws/stream-records.ts";
import { caseIdOf } from "../../../contract/samples.ts";
import { headRecord } from "./head-record.ts";

const A = caseIdOf(1);

/** The record of an append with some of it replaced. */
const changed = (changes: NonNullable<StreamRecord["dynamodb"]>): StreamRecord => ({
  dynamodb: { ...headRecord(A, 4, 6).dynamodb, ...changes },
});

describe("stretchOf", () => {
  it("reads the events of the append that wrote the head", () => {
    expect(stretchOf(headRecord(A, 4, 6))).toEqual({ caseId: A, fromSeq: 4, toSeq: 6 });
  });

  it.each([
    ["of a head whose last append had no effects", changed({ NewImage: { version: { N: "6" } } })],
    ["of a head that is deleted", changed({ NewImage: undefined })],
    ["of another item of a case", changed({ Keys: { pk: { S: `CASE#${A}` }, sk: { S: "OUTBOX#000004" } } })],
    ["of an item that is no case's", changed({ Keys: { pk: { S: "LICENCE#L-1" }, sk: { S: "HEAD" } } })],
    ["without keys", changed({ Keys: undefined })],
    ["that is empty", {}],
  ])("tells of nothing by a record %s", (_, record) => {
    expect(stretchOf(record)).toBeNull();
  });
});
