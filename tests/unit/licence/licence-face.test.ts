import { describe, expect, it } from "vitest";
import {
  capitalText,
  dateText,
  faceCodes,
  faceFields,
  smallPrint,
  statusNotice,
} from "../../../functions/application/licence-face.ts";
import { businessLicenceOf, oneCode, recordOf, threeNumbers } from "./sample-licence.ts";

describe("capitalText", () => {
  it.each([
    [0, "人民币零元整"],
    [5, "人民币零元零伍分"],
    [50, "人民币零元伍角"],
    [12_345, "人民币壹佰贰拾叁元肆角伍分"],
    [1_000_00, "人民币壹仟元整"],
    [1_005_00, "人民币壹仟零伍元整"],
    [10_000_00, "人民币壹万元整"],
    [100_100_00, "人民币壹拾万零壹佰元整"],
    [1_000_000_00, "人民币壹佰万元整"],
    [30_050_000_00, "人民币叁仟零伍万元整"],
    [100_010_000_00, "人民币壹亿零壹万元整"],
    [1_000_000_000_000_00, "人民币壹万亿元整"],
    [1_234_567_890_123_00, "人民币壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元整"],
  ])("writes %d fen as %s", (amountFen, written) => {
    expect(capitalText({ amountFen, currency: "CNY" })).toBe(written);
  });

  it.each([
    [1_000_000_00, "USD", "壹佰万美元"],
    [1_000_50, "USD", "1,000.50美元"],
    [500_000_00, "HKD", "伍拾万港元"],
    [500_000_00, "XTS", "伍拾万测试货币代码"],
  ])("writes %d hundredths of %s as %s", (amountFen, currency, written) => {
    expect(capitalText({ amountFen, currency })).toBe(written);
  });
});

describe("dateText", () => {
  it("keeps the zeros of month and day", () => {
    expect(dateText("2016-03-01")).toBe("2016年03月01日");
  });
});

describe("faceCodes", () => {
  it("labels the one code", () => {
    expect(faceCodes(recordOf().codes)).toEqual([{ label: "统一社会信用代码", value: "91340300PDY00001XC" }]);
  });

  it("labels the three numbers, the organisation code with its hyphen", () => {
    const { codes } = businessLicenceOf({ ...oneCode, mode: "three-numbers", codes: threeNumbers });

    expect(faceCodes(codes)).toEqual([
      { label: "注册号", value: "340300000000019" },
      { label: "组织机构代码", value: "PDY00001-X" },
      { label: "税务登记号", value: "340300PDY00001X" },
    ]);
  });
});

describe("faceFields", () => {
  it("keeps the order of the licence face", () => {
    const labels = faceFields(recordOf().holder).map(({ label }) => label);

    expect(labels).toEqual([
      "名称",
      "类型",
      "住所",
      "法定代表人",
      "注册资本",
      "成立日期",
      "营业期限",
      "经营范围",
    ]);
  });

  it.each([
    [null, "2015年10月08日至长期"],
    ["2035-10-07", "2015年10月08日至2035年10月07日"],
  ])("writes a term until %s as %s", (until, written) => {
    const { holder } = recordOf({ term: { from: "2015-10-08", until } });

    expect(faceFields(holder)).toContainEqual({ label: "营业期限", value: written });
  });
});

describe("statusNotice", () => {
  it("says nothing of a valid licence", () => {
    expect(statusNotice({ kind: "valid" })).toBeUndefined();
  });

  it("says since when and why a licence is revoked", () => {
    const notice = statusNotice({ kind: "revoked", since: "2016-03-01", reason: "提交虚假材料取得登记。" });

    expect(notice).toEqual({
      stamp: "已撤销",
      since: "自2016年03月01日起",
      notice: "本执照自2016年03月01日起已撤销，不得再行使用。原因：提交虚假材料取得登记。",
    });
  });

  it("names the version that took the place of a superseded licence", () => {
    const supersededBy = { licenceId: oneCode.licenceId, version: 2 };
    const notice = statusNotice({
      kind: "superseded",
      since: "2016-03-01",
      reason: "住所变更",
      supersededBy,
    });

    expect(notice?.stamp).toBe("已换发");
    expect(notice?.notice).toContain("现行执照：7ZQ4M0T9X2KC5V8RHN3JW6PBAD 第2版。");
  });

  it("says of an opinion that it is one, and since when it is expired", () => {
    expect(statusNotice({ kind: "expired", since: "2027-11-26" }, "意见书")).toEqual({
      stamp: "已过期",
      since: "自2027年11月26日起",
      notice: "本意见书自2027年11月26日起已过有效期，不得再行使用。",
    });
  });
});

describe("smallPrint", () => {
  it("says which record this is, and that it is no OFD with a state electronic seal", () => {
    const text = smallPrint(recordOf(), "0".repeat(64)).join("\n");

    expect(text).toContain("执照编号 7ZQ4M0T9X2KC5V8RHN3JW6PBAD　第1版");
    expect(text).toContain("0".repeat(64));
    expect(text).toContain("不是加盖国家电子印章的OFD版式文件");
  });
});
