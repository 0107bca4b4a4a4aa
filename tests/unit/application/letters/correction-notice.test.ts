import { describe, expect, it } from "vitest";
import type { EventOf } from "../../../../schemas/events.ts";
import { answerItem, answers } from "../../../support/answers.ts";
import { filedHistory, type History } from "../../../support/case-history.ts";
import { moment } from "../../../support/moments.ts";
import { lastLetter, textOf } from "./letters-from.ts";

const now = moment("2026-11-26");

/** Every department answers, two of them with wishes; the notice follows. */
const noticed = (): History => {
  const history = filedHistory();
  const wishesOfMarket = [
    { path: "shareholders.1.idNumber", message: "证件号码340300199001010004与身份证明不一致" },
    { path: "materials.articles-of-association", message: "章程缺股东签名" },
    { path: "domicile", message: "住所信息不全" },
  ];
  const wishesOfTax = [{ path: "taxProfile.employees", message: "从业人数与申请书不一致" }];
  history.perform(
    answerItem("enterprise-registration", answers.correctionRequired(now, { wishes: wishesOfMarket })),
    now,
  );
  history.perform(answerItem("organization-code", answers.accepted(now)), now);
  history.perform(
    answerItem("tax-registration", answers.correctionRequired(now, { wishes: wishesOfTax })),
    now,
  );
  history.perform({ type: "KeepTime" }, moment("2026-12-01", "17:30"));
  return history;
};

const notice = (more: Partial<EventOf<"CorrectionNoticeIssued">>): EventOf<"CorrectionNoticeIssued"> => ({
  type: "CorrectionNoticeIssued",
  number: 1,
  revision: 1,
  wishes: [{ itemId: "tax-registration", path: "contact.phone", message: "号码有误" }],
  on: now.on,
  ...more,
});

describe("the notice of correction", () => {
  it("lists every wish of every department at once, each where people know it to be", () => {
    const letter = lastLetter(noticed(), "correction");
    const text = textOf(letter);

    expect(letter.number).toBe("3403032026112401000018-BZ-1");
    expect(letter.title.zh).toBe("补正告知书");
    expect(text).toContain("一次性告知如下，共4处");
    expect(text).toContain("一、公司设立登记（蚌埠市市场监督管理局）");
    expect(text).toContain("1|股东证件号码（第2项）|证件号码3403**********0004与身份证明不一致");
    expect(text).toContain("2|公司章程|章程缺股东签名");
    expect(text).toContain("3|住所行政区划、住所、邮政编码、生产经营地址|住所信息不全");
    expect(text).toContain("二、税务登记(两证合一)（国家税务总局蚌埠市税务局）");
    expect(text).toContain("4|从业人数|从业人数与申请书不一致");
  });

  it("tells where to answer and what happens if not", () => {
    const text = textOf(lastLetter(noticed(), "correction"));

    expect(text).toContain("原申报渠道（网上申报平台）");
    expect(text).toContain("https://lianban.example.cn/follow?case=3403032026112401000018");
    expect(text).toContain("https://lianban.example.cn/v1/cases/3403032026112401000018/corrections");
    expect(text).toContain("承诺时限停止计算");
    expect(text).not.toContain("退件");
  });

  it("goes out in the name of the lead when several departments wish, of the only one otherwise", () => {
    const several = lastLetter(noticed(), "correction");
    const history = filedHistory();
    history.record([notice({})], now);

    expect(several.issuer.zh).toBe("蚌埠市市场监督管理局");
    expect(lastLetter(history, "correction").issuer.zh).toBe("国家税务总局蚌埠市税务局");
  });

  it("threatens a return only where a day is set", () => {
    const history = filedHistory();
    history.record([notice({ answerBy: "2026-12-10" })], now);

    expect(textOf(lastLetter(history, "correction"))).toContain(
      "请于2026年12月10日前提交；逾期未补正的，予以退件",
    );
  });

  it("replaces a notice that is still out", () => {
    const history = filedHistory();
    history.record([notice({}), notice({ number: 2 })], now);
    const letter = lastLetter(history, "correction");

    expect(letter.number).toBe("3403032026112401000018-BZ-2");
    expect(textOf(letter)).toContain("本告知书替代编号3403032026112401000018-BZ-1的补正告知书");
  });

  it("points a further notice to whoever thinks it should have come at once", () => {
    const history = filedHistory();
    history.record(
      [
        notice({}),
        { type: "CorrectionNoticeLifted", number: 1, on: now.on },
        notice({ number: 2, revision: 2 }),
      ],
      now,
    );

    expect(textOf(lastLetter(history, "correction"))).toContain(
      "最近一次编号3403032026112401000018-BZ-1）。认为本次所列内容在此前即应告知的",
    );
  });

  it("names a place nobody knows by its path", () => {
    const history = filedHistory();
    const wishes = [{ itemId: "tax-registration", path: "somewhere.else", message: "有误" }];
    history.record([notice({ wishes })], now);

    expect(textOf(lastLetter(history, "correction"))).toContain("1|somewhere.else|有误");
  });
});
