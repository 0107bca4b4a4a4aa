import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dialectIds, loadDialect } from "../../../functions/departments/dialects.ts";
import type { ProtocolId, TwinAnswer } from "../../../functions/twins/protocols/protocol.ts";
import { protocols } from "../../../functions/twins/protocols/protocols.ts";
import { type AnswerType, answerData, isAnswerType } from "../../../schemas/answers.ts";
import { deliveryType } from "../../../schemas/deliveries.ts";
import { anyAnswer, anyDelivery } from "./any-message.ts";
import { everyDialect } from "./every-dialect.ts";
import { answerSamples, approvedSample } from "./messages.ts";

const ids = ["json", "xml-gbk", "form-sm3"] as const satisfies readonly ProtocolId[];

const answerTypes: readonly AnswerType[] = Object.keys(answerData).filter(isAnswerType);

const dialect = (id: ProtocolId) => {
  const found = everyDialect.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no dialect ${id}`);
  return found;
};

describe("loadDialect", () => {
  it("loads every dialect of the table by its id, and only those", async () => {
    expect(dialectIds).toEqual(ids);
    expect(everyDialect.map(({ id }) => id)).toEqual(ids);
    expect(await loadDialect("soap")).toBeNull();
    expect(await loadDialect("__proto__")).toBeNull();
  });

  it.each(ids)("signs %s with the digest its department verifies", (id) => {
    expect(dialect(id).signature).toBe(protocols[id].digest);
  });
});

describe.each(ids)("dialect %s", (id) => {
  it.each(deliveryType.options)("says %s to the department's system exactly as the hub means it", (type) => {
    fc.assert(
      fc.property(anyDelivery(type), (event) => {
        const { contentType, body, path } = dialect(id).encode(event);

        const read = protocols[id].read({ contentType, body });

        const { source, time, data } = event;
        expect(read).toEqual({ id: event.id, type, source, time, data });
        expect(path).toMatch(/^\/deliveries\/[a-z.]+$/);
      }),
      { numRuns: 80 },
    );
  });

  it.each(answerTypes)("understands %s exactly as the department's system says it", (type) => {
    fc.assert(
      fc.property(anyAnswer(type), (answer) => {
        const event = dialect(id).decode(protocols[id].write(answer));

        expect(event).toEqual({
          specversion: "1.0",
          id: answer.webhookId,
          source: answer.source,
          type,
          subject: `${answer.caseId}/${answer.itemId}`,
          time: answer.time,
          datacontenttype: "application/json",
          data: answer.data,
        });
      }),
      { numRuns: 80 },
    );
  });

  it.each(answerTypes)("reads %s into data the hub's schema takes", (type) => {
    const answer = { ...approvedSample, type, data: answerSamples[type] } as TwinAnswer;

    const event = dialect(id).decode(protocols[id].write(answer));

    const data = "data" in event ? event.data : null;
    expect(answerData[type].parse(data)).toEqual(answerSamples[type]);
  });

  it("answers any bytes under any content type with a value, never an exception", () => {
    const contentType = fc.constantFrom(
      "application/cloudevents+json",
      "application/json; charset=gbk",
      "application/xml; charset=GBK",
      "text/xml",
      'text/xml; charset="utf-16"',
      "application/x-www-form-urlencoded",
      "",
      ";;;",
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), contentType, (body, type) => {
        expect(dialect(id).decode({ contentType: type, body })).toMatchObject({
          kind: "Malformed",
          path: expect.stringMatching(/./),
          message: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/./) },
        });
      }),
      { numRuns: 500 },
    );
  });

  it("never throws on a right answer with bytes changed, dropped or doubled", () => {
    const { contentType, body } = protocols[id].write(approvedSample);
    const edit = fc.record({
      at: fc.nat({ max: body.length - 1 }),
      remove: fc.nat({ max: 8 }),
      insert: fc.uint8Array({ maxLength: 8 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const bytes = [...body];
        for (const { at, remove, insert } of edits) bytes.splice(at, remove, ...insert);

        const read = dialect(id).decode({ contentType, body: Uint8Array.from(bytes) });

        expect("kind" in read || read.specversion === "1.0").toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
