import { describe, expect, it } from "vitest";
import { caseIdOf, makeRelayQueue } from "../../../../functions/adapters/aws/relay-queue.ts";
import { makeFakeQueue } from "./fake-queue.ts";

describe("makeRelayQueue", () => {
  it.each([
    [-5_000, 0],
    [0, 0],
    [1, 1],
    [1_000, 1],
    [1_001, 2],
    [900_000, 900],
    [1_800_000, 900],
  ])("asks for a look in %i ms by a delay of %i s", async (inMs, seconds) => {
    const { sqs, queueUrl, sent } = makeFakeQueue();

    await makeRelayQueue(sqs, queueUrl).look("c-1", inMs);

    expect(sent).toMatchObject([{ MessageBody: '{"caseId":"c-1"}', DelaySeconds: seconds }]);
  });
});

describe("caseIdOf", () => {
  it("reads the case a message names", () => {
    expect(caseIdOf({ messageId: "m-1", body: '{"caseId":"c-1"}' })).toBe("c-1");
  });

  it.each(["", "{", "null", "7", "{}", '{"caseId":7}'])("finds none in %j", (body) => {
    expect(caseIdOf({ messageId: "m-1", body })).toBeNull();
  });
});
