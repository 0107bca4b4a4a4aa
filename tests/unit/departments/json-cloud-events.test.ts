import { describe, expect, it } from "vitest";
import { MAX_NESTING } from "../../../functions/departments/cloud-event-reader.ts";
import { jsonCloudEvents } from "../../../functions/departments/json-cloud-events.ts";
import { askedSample } from "./messages.ts";

const right = {
  specversion: "1.0",
  id: "m1",
  source: "urn:q",
  type: "lianban.item.accepted",
  subject: "c1/i1",
  time: "2026-11-24T10:10:00+08:00",
  data: { revision: 1 },
};

const decode = (text: string, contentType = "application/cloudevents+json; charset=utf-8") =>
  jsonCloudEvents.decode({ contentType, body: new TextEncoder().encode(text) });

const nested = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;

describe("jsonCloudEvents.encode", () => {
  it("sends the event as it is", () => {
    const { path, contentType, body } = jsonCloudEvents.encode(askedSample);

    expect({ path, contentType }).toEqual({
      path: "/deliveries/events",
      contentType: "application/cloudevents+json",
    });
    expect(JSON.parse(new TextDecoder().decode(body))).toEqual(askedSample);
  });
});

describe("jsonCloudEvents.decode", () => {
  it.each(["application/cloudevents+json", "Application/JSON", "application/json;charset=UTF-8"])(
    "reads an event under %s, extensions and all",
    (contentType) => {
      const event = { ...right, traceparent: "00-1-2-01" };

      expect(decode(JSON.stringify(event), contentType)).toEqual(event);
    },
  );

  it.each([
    ["content-type", JSON.stringify(right), "application/cloudevents-batch+json"],
    ["content-type", JSON.stringify(right), ""],
    ["body", "{", undefined],
    ["body", "", undefined],
    ["body", "[]", undefined],
    ["body", "null", undefined],
    ["specversion", JSON.stringify({ ...right, specversion: "0.3" }), undefined],
    ["id", JSON.stringify({ ...right, id: "" }), undefined],
    ["source", JSON.stringify({ ...right, source: 7 }), undefined],
    ["type", JSON.stringify({ ...right, type: undefined }), undefined],
    ["subject", JSON.stringify({ ...right, subject: "" }), undefined],
    ["time", JSON.stringify({ ...right, time: "2026-11-24T10:10:00" }), undefined],
    ["datacontenttype", JSON.stringify({ ...right, datacontenttype: "text/xml" }), undefined],
    ["data", JSON.stringify(right).replace('{"revision":1}', '{"a":[{"__proto__":1}]}'), undefined],
    ["data", JSON.stringify(right).replace('{"revision":1}', nested(MAX_NESTING)), undefined],
    ["data", nested(200_000), undefined],
  ])("names %s when it is wrong", (path, text, contentType) => {
    expect(decode(text, contentType)).toMatchObject({
      kind: "Malformed",
      path,
      message: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[\x20-\x7e]+$/) },
    });
  });

  it("takes the deepest nesting it allows", () => {
    const text = JSON.stringify(right).replace('{"revision":1}', nested(MAX_NESTING - 1));

    expect(decode(text)).toMatchObject({ id: "m1" });
  });

  it("refuses bytes that are no UTF-8", () => {
    const body = Uint8Array.of(0x22, 0xff, 0x22);

    expect(jsonCloudEvents.decode({ contentType: "application/json", body })).toMatchObject({
      kind: "Malformed",
      path: "body",
    });
  });
});
