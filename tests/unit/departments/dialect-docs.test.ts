import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { xmlAnswers } from "../../../functions/departments/xml-answers.ts";
import type { XmlField } from "../../../functions/departments/xml-shape.ts";
import { dialectExamples } from "./dialect-examples.ts";

const docs = readFileSync(new URL("../../../docs/dialects.md", import.meta.url), "utf8");

const elementsOf = ({ element, shape }: XmlField): string[] => {
  if (shape.kind === "group") return [element, ...shape.fields.flatMap(elementsOf)];
  if (shape.kind !== "rows") return [element];
  return [element, ...elementsOf({ element: shape.row, key: "", shape: shape.of })];
};

describe("docs/dialects.md", () => {
  it.each(dialectExamples)("shows the requests of $id as the code makes them", ({ delivery, answer }) => {
    expect(docs).toContain(`\`\`\`http\n${delivery}\n\`\`\``);
    expect(docs).toContain(`\`\`\`http\n${answer}\n\`\`\``);
  });

  it("names every code and element of the XML answers", () => {
    const names = Object.values(xmlAnswers).flatMap(({ code, fields }) => [
      code,
      ...fields.flatMap(elementsOf),
    ]);

    for (const name of new Set(names)) expect(docs).toContain(`\`${name}\``);
  });
});
