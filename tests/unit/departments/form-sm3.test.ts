import { describe, expect, it } from "vitest";
import { formSm3 } from "../../../functions/departments/form-sm3.ts";
import { approvedSample, askedSample } from "./messages.ts";

const right = {
  method: "joint.item.approved",
  serial: "msg-1",
  sender: "urn:tax",
  sentAt: "2026-11-24T10:10:00+08:00",
  caseNo: "c1",
  itemNo: "i1",
  payload: JSON.stringify(approvedSample.data),
};

const decode = (text: string) =>
  formSm3.decode({
    contentType: "application/x-www-form-urlencoded; charset=UTF-8",
    body: new TextEncoder().encode(text),
  });

const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();

describe("formSm3.encode", () => {
  it("puts the envelope into flat fields and the content into payload", () => {
    const { path, contentType, body } = formSm3.encode(askedSample);

    const fields = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)));

    expect({ path, contentType }).toEqual({
      path: "/deliveries/joint.do",
      contentType: "application/x-www-form-urlencoded; charset=UTF-8",
    });
    expect(fields).toEqual({
      method: "joint.item.asked",
      version: "1.0",
      serial: askedSample.id,
      sender: askedSample.source,
      sentAt: askedSample.time,
      caseNo: askedSample.data.caseId,
      itemNo: askedSample.data.itemId,
      payload: JSON.stringify(askedSample.data),
    });
  });
});

describe("formSm3.decode", () => {
  it("reads a form, passing over fields it does not know", () => {
    expect(decode(form({ ...right, submit: "提交" }))).toEqual({
      specversion: "1.0",
      id: "msg-1",
      source: "urn:tax",
      type: "lianban.item.approved",
      subject: "c1/i1",
      time: "2026-11-24T10:10:00+08:00",
      datacontenttype: "application/json",
      data: approvedSample.data,
    });
  });

  it.each([
    ["joint.item.correction", "lianban.item.correction-required"],
    ["joint.item.extended", "lianban.item.extended"],
    ["joint.item.ruled", "lianban.item.ruled"],
    ["joint.item.voided", "lianban.item.voided"],
  ])("reads the method %s as %s", (method, type) => {
    expect(decode(form({ ...right, method }))).toMatchObject({ type });
  });

  it("reads CloudEvents JSON as well", () => {
    const event = { specversion: "1.0", id: "m", source: "s", type: "t", time: right.sentAt, data: { a: 1 } };

    const read = formSm3.decode({
      contentType: "application/cloudevents+json",
      body: new TextEncoder().encode(JSON.stringify(event)),
    });

    expect(read).toEqual(event);
  });

  it.each(["method", "serial", "sender", "sentAt", "caseNo", "itemNo", "payload"] as const)(
    "names the field %s when it is missing or empty",
    (name) => {
      const { [name]: _, ...rest } = right;

      expect(decode(form(rest))).toMatchObject({ kind: "Malformed", path: name });
      expect(decode(form({ ...right, [name]: "" }))).toMatchObject({ kind: "Malformed", path: name });
    },
  );

  it.each([
    ["method", form({ ...right, method: "joint.item.exploded" })],
    ["payload", form({ ...right, payload: "{" })],
    ["sentAt", form({ ...right, sentAt: "2026-11-24" })],
    ["serial", form({ ...right, serial: "x".repeat(129) })],
    ["caseNo", form({ ...right, caseNo: "x".repeat(129) })],
    ["serial", `${form(right)}&serial=other`],
    ["sender", form(right).replace("urn%3Atax", "%E5%91")],
    ["body", `%=1&${form(right)}`],
    ["data", form({ ...right, payload: '{"__proto__":{"x":1}}' })],
    ["data", form({ ...right, payload: `${"[".repeat(100_000)}${"]".repeat(100_000)}` })],
  ])("names %s when it is wrong", (path, text) => {
    expect(decode(text)).toMatchObject({
      kind: "Malformed",
      path,
      message: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[\x20-\x7e]+$/) },
    });
  });
});
