import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { xmlAnswers } from "../../../functions/departments/xml-answers.ts";
import { xmlDeliveryCodes } from "../../../functions/departments/xml-deliveries.ts";
import type { XmlElement } from "../../../functions/departments/xml-element.ts";
import { readXml } from "../../../functions/departments/xml-reader.ts";
import type { XmlField } from "../../../functions/departments/xml-shape.ts";
import { formSm3Protocol } from "../../../functions/twins/protocols/form-sm3.ts";
import type { TwinAnswer } from "../../../functions/twins/protocols/protocol.ts";
import { answerData, procedure } from "../../../schemas/answers.ts";
import { type DeliveryEvent, type DeliveryType, deliveryType } from "../../../schemas/deliveries.ts";
import { dialectExamples } from "./dialect-examples.ts";
import { everyDialect } from "./every-dialect.ts";
import { answerSamples, approvedSample, askedSample, invitedSample } from "./messages.ts";

const docs = readFileSync(new URL("../../../docs/dialects.md", import.meta.url), "utf8");

const elementsOf = ({ element, shape }: XmlField): string[] => {
  if (shape.kind === "group") return [element, ...shape.fields.flatMap(elementsOf)];
  if (shape.kind !== "rows") return [element];
  return [element, ...elementsOf({ element: shape.row, key: "", shape: shape.of })];
};

const namesIn = ({ name, children }: XmlElement): string[] => [name, ...children.flatMap(namesIn)];

const delivered = (
  id: string,
  type: DeliveryType = "lianban.item.asked",
  sample: DeliveryEvent = askedSample,
): Uint8Array => {
  const dialect = everyDialect.find((each) => each.id === id);
  if (dialect === undefined) throw new Error(`no dialect ${id}`);
  return dialect.encode({ ...sample, type }).body;
};

const formOf = (body: Uint8Array): URLSearchParams => new URLSearchParams(Buffer.from(body).toString());

describe("docs/dialects.md", () => {
  it.each(dialectExamples)("shows the requests of $id as the code makes them", ({ delivery, answer }) => {
    expect(docs).toContain(`\`\`\`http\n${delivery}\n\`\`\``);
    expect(docs).toContain(`\`\`\`http\n${answer}\n\`\`\``);
  });

  it("lays out the data of its delivery", () => {
    expect(docs).toContain(`\`\`\`json\n${JSON.stringify(askedSample.data, null, 2)}\n\`\`\``);
  });

  it("shows one of each answer", () => {
    const lines = Object.entries(answerSamples).map(([type, data]) => JSON.stringify({ type, data }));

    expect(docs).toContain(`\`\`\`jsonl\n${lines.join("\n")}\n\`\`\``);
  });

  it("lays out the meeting of an invitation", () => {
    expect(docs).toContain(`\`\`\`json\n${JSON.stringify(invitedSample.data.meeting, null, 2)}\n\`\`\``);
  });

  it("has a row for every answer and every delivery", () => {
    for (const type of [...Object.keys(answerData), ...deliveryType.options])
      expect(docs).toContain(`\n| \`${type}\` | `);
  });

  it("names every procedure", () => {
    for (const each of procedure.options) expect(docs).toContain(`\`${each}\``);
  });

  it("names every code and element of the XML answers", () => {
    const names = Object.values(xmlAnswers).flatMap(({ code, fields }) => [
      code,
      ...fields.flatMap(elementsOf),
    ]);

    for (const name of new Set(names)) expect(docs).toContain(`\`${name}\``);
  });

  it("names every code and element of the XML deliveries", () => {
    const { meeting } = invitedSample.data;
    if (meeting === undefined) throw new Error("the sample has no meeting");
    const invited = delivered("xml-gbk", "lianban.meeting.called-off", {
      ...invitedSample,
      data: { ...invitedSample.data, meeting: { ...meeting, reason: "大雨", consequence: "deemed-consent" } },
    });
    const root = readXml(new TextDecoder("gbk").decode(invited));
    if ("kind" in root) throw new Error(root.message.en);
    const [, body] = root.children;
    const elements = (body?.children ?? []).flatMap((each) =>
      each.children.some(({ name }) => name === "ZD") ? [each.name] : namesIn(each),
    );

    expect(elements).toEqual(expect.arrayContaining(["HFDZ", "FDDQ", "HYYC", "QXLY", "QXHG"]));
    for (const name of new Set([...elements, ...Object.values(xmlDeliveryCodes)]))
      expect(docs).toContain(`\`${name}\``);
  });

  it("names every method of the forms", () => {
    const answers = Object.keys(answerData).map((type) => {
      const answer = { ...approvedSample, type, data: answerSamples[type as TwinAnswer["type"]] };
      return formOf(formSm3Protocol.write(answer as TwinAnswer).body).get("method");
    });
    const deliveries = deliveryType.options.map((type) => formOf(delivered("form-sm3", type)).get("method"));

    expect(new Set([...answers, ...deliveries]).size).toBe(answers.length + deliveries.length);
    for (const method of [...answers, ...deliveries]) expect(docs).toContain(`\`${method}\``);
  });
});
