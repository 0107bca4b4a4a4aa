import { describe, expect, it } from "vitest";
import { type FeeFacts, feeFacts } from "../../../schemas/fee-facts.ts";
import { cityRoad, factoryA, highRise, mall, school } from "./fee-projects.ts";

type Change = (facts: FeeFacts) => unknown;
const [tower] = highRise.buildings;
const [review] = highRise.services;

const issues = (change: Change): string[] => {
  const read = feeFacts.safeParse(change(structuredClone(highRise)));
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
};

describe("feeFacts", () => {
  it.each([highRise, factoryA, mall, school, cityRoad])("reads a project", (facts) => {
    expect(feeFacts.parse(facts)).toEqual(facts);
  });

  it.each<[string, Change, string]>([
    [
      "part of a square decimetre",
      (facts) => ({ ...facts, land: [{ use: "road", squareDecimetres: 0.5 }] }),
      "land.0.squareDecimetres",
    ],
    [
      "a negative area",
      (facts) => ({ ...facts, land: [{ use: "road", squareDecimetres: -1 }] }),
      "land.0.squareDecimetres",
    ],
    ["a use twice", (facts) => ({ ...facts, land: [...facts.land, facts.land[0]] }), "同一用途"],
    ["a building twice", (facts) => ({ ...facts, buildings: [tower, tower] }), "单体编号重复"],
    [
      "a ground floor larger than the building",
      (facts) => ({ ...facts, buildings: [{ ...tower, groundFloorSquareDecimetres: 1_296_901 }] }),
      "首层面积大于地上面积",
    ],
    [
      "more above ground than in all",
      (facts) => ({ ...facts, buildings: [{ ...tower, floorSquareDecimetres: 1_296_899 }] }),
      "地上面积大于总建筑面积",
    ],
    ["a contract twice", (facts) => ({ ...facts, services: [review, review] }), "同一机构"],
    ["an industrial class of flats", (facts) => ({ ...facts, industrialClass: "A" }), "非工业项目"],
    [
      "an unknown use",
      (facts) => ({ ...facts, land: [{ use: "castle", squareDecimetres: 1 }] }),
      "land.0.use",
    ],
    ["an unknown field", (facts) => ({ ...facts, isFriend: true }), "Unrecognized"],
    ["money in yuan", (facts) => ({ ...facts, constructionCostFen: 580.5 }), "constructionCostFen"],
  ])("does not read %s", (_, change, text) => {
    expect(issues(change).join("\n")).toContain(text);
  });
});
