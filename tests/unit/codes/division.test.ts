import { describe, expect, it } from "vitest";
import { divisionName, divisionSchema, divisions } from "../../../schemas/codes/division.ts";

const expected = [
  ["340000", "安徽省", "province"],
  ["340300", "蚌埠市", "prefecture"],
  ["340302", "龙子湖区", "district"],
  ["340303", "蚌山区", "district"],
  ["340304", "禹会区", "district"],
  ["340311", "淮上区", "district"],
  ["340321", "怀远县", "county"],
  ["340322", "五河县", "county"],
  ["340323", "固镇县", "county"],
  ["340371", "高新技术开发区", "zone"],
  ["340372", "经济开发区", "zone"],
] as const;

describe("divisions", () => {
  it("lists the province, the city, its three counties and six districts, two of them zones", () => {
    expect(divisions.map(({ code, zh, level }) => [code, zh, level])).toEqual(expected);
  });

  it("marks the two zones as codes of the statisticians only", () => {
    const statistical = divisions.filter(({ isStatistical }) => isStatistical).map(({ code }) => code);

    expect(statistical).toEqual(["340371", "340372"]);
  });
});

describe("divisionSchema", () => {
  it.each(expected)("takes %s", (code) => {
    expect(divisionSchema.parse(code)).toBe(code);
  });

  it.each(["340301", "340100", "34030", "340300000000", "", 340300])(
    "refuses %j in Chinese and English",
    (value) => {
      expect(divisionSchema.safeParse(value).error?.issues[0]?.message).toBe(
        "行政区划代码不在蚌埠市范围内 / Not the code of Bengbu or one of its divisions",
      );
    },
  );
});

describe("divisionName", () => {
  it.each(expected)("names %s %s", (code, zh) => {
    expect(divisionName(code)).toBe(zh);
  });

  it("names a division in English on request", () => {
    expect(divisionName("340302", "en")).toBe("Longzihu District");
  });

  it("knows no name outside the table", () => {
    expect(divisionName("340100")).toBeUndefined();
  });
});
