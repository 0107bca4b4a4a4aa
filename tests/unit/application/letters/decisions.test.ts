import { describe, expect, it } from "vitest";
import { answerItem, answers } from "../../../support/answers.ts";
import { filedHistory, type History } from "../../../support/case-history.ts";
import { moment } from "../../../support/moments.ts";
import { lastLetter, lettersFrom, textOf } from "./letters-from.ts";

const now = moment("2026-11-25");
const officer = { name: "李明" };

const rejectedBy = (history: History, itemId: "enterprise-registration" | "tax-registration"): void => {
  const reason = { code: "no", text: `${itemId}不符合条件。` };
  history.record([{ type: "ItemRejected", itemId, revision: 1, officer, reason, answeredAt: now.at }], now);
};

describe("the decision of refusal", () => {
  it("gives the department's reason and basis, and how to seek remedy against it", () => {
    const history = filedHistory();
    history.perform(answerItem("enterprise-registration", answers.rejected(now)), now);
    const letter = lastLetter(history, "refusal");

    expect(letter).toMatchObject({
      number: "3403032026112401000018-BY-1",
      title: { zh: "不予许可决定书" },
      issuer: { zh: "蚌埠市市场监督管理局" },
    });
    expect(textOf(letter)).toContain(
      "一、公司设立登记（蚌埠市市场监督管理局）：与已登记名称相同。依据：企业名称登记管理规定第十七条。",
    );
    expect(letter.remedies?.zh).toContain(
      "六十日内，依照《中华人民共和国行政复议法》第二十条的规定向蚌埠市人民政府申请行政复议",
    );
    expect(letter.remedies?.zh).toContain("六个月内，依照《中华人民共和国行政诉讼法》第四十六条");
    expect(letter.remedies?.en).toContain("within six months");
  });

  it("leads from tax to the authority above it, for tax is led from above", () => {
    const history = filedHistory();
    history.perform(answerItem("tax-registration", answers.rejected(now)), now);
    const letter = lastLetter(history, "refusal");

    expect(letter.issuer.zh).toBe("国家税务总局蚌埠市税务局");
    expect(letter.remedies?.zh).toContain("向国家税务总局安徽省税务局申请行政复议");
  });

  it("is one decision of the lead when several refused, and names whom to turn to against each", () => {
    const history = filedHistory();
    rejectedBy(history, "enterprise-registration");
    rejectedBy(history, "tax-registration");
    const reasons = (["enterprise-registration", "tax-registration"] as const).map((itemId) => ({
      itemId,
      code: "no",
      text: `${itemId}不符合条件。`,
    }));
    history.record([{ type: "CaseRefused", reasons }], now);
    const letter = lastLetter(history, "refusal");

    expect(letter.issuer.zh).toBe("蚌埠市市场监督管理局");
    expect(textOf(letter)).toContain(
      "二、税务登记(两证合一)（国家税务总局蚌埠市税务局）：tax-registration不符合条件。",
    );
    expect(letter.remedies?.zh).toContain(
      "就蚌埠市市场监督管理局的决定向蚌埠市人民政府，就国家税务总局蚌埠市税务局的决定向国家税务总局安徽省税务局申请",
    );
  });

  it("rests on what the item rests on when the department named no basis", () => {
    const history = filedHistory();
    rejectedBy(history, "tax-registration");
    history.record(
      [{ type: "CaseRefused", reasons: [{ itemId: "tax-registration", code: "no", text: "不符" }] }],
      now,
    );

    expect(textOf(lastLetter(history, "refusal"))).toContain("不符。依据：税收征收管理法第十五条。");
  });

  it("turns to the competent body where a department's is not known", () => {
    const history = filedHistory();
    history.perform(answerItem("enterprise-registration", answers.rejected(now)), now);
    const offices = { centre: { zh: "中心", en: "centre" }, reconsideration: new Map() };

    expect(lastLetter(history, "refusal", { offices }).remedies?.zh).toContain(
      "向有管辖权的行政复议机关申请",
    );
  });
});

describe("the notice of return", () => {
  it("names the notice that was not answered, and how to seek remedy", () => {
    const history = filedHistory();
    const wishes = [{ itemId: "tax-registration", path: "contact.phone", message: "号码有误" }];
    const on = now.on;
    history.record(
      [
        { type: "CorrectionNoticeIssued", number: 1, revision: 1, wishes, on },
        { type: "CaseReturned", why: "correction-lapsed", codes: [], dueOn: "2026-12-10", on },
      ],
      now,
    );
    const letter = lastLetter(history, "return");

    expect(letter.number).toBe("3403032026112401000018-TJ-1");
    expect(textOf(letter)).toContain(
      "未在2026年12月10日前按补正告知书（编号3403032026112401000018-BZ-1）提交补正，现予退件",
    );
    expect(letter.remedies?.zh).toContain("蚌埠市人民政府");
  });

  it("names the materials that were promised and did not come", () => {
    const history = filedHistory();
    const codes = ["articles-of-association"];
    history.record(
      [{ type: "CaseReturned", why: "promise-not-kept", codes, dueOn: "2026-12-10", on: now.on }],
      now,
    );

    expect(textOf(lastLetter(history, "return"))).toContain("承诺容缺后补的材料（公司章程）");
  });
});

describe("the confirmation of withdrawal", () => {
  it("tells since when and why, and that the name is free again", () => {
    const history = filedHistory();
    history.perform({ type: "WithdrawCase", reason: "改名另行申请。" }, now);
    const letter = lastLetter(history, "withdrawal");

    expect(letter).toMatchObject({
      number: "3403032026112401000018-CJ-1",
      title: { zh: "撤件回执" },
      issuer: { zh: "蚌埠市政务服务中心" },
    });
    expect(textOf(letter)).toContain("已于2026年11月25日10:00撤回。撤回理由：改名另行申请。");
    expect(textOf(letter)).toContain("保留的名称不再保留");
  });

  it("confirms a request that the lead must rule on, and by when silence grants it", () => {
    const history = filedHistory();
    const request = { type: "WithdrawalRequested" as const, reason: "改名", on: now.on };
    history.record([{ ...request, rulingBy: "2026-11-30" }], now);
    const letter = lastLetter(history, "withdrawal");

    expect(letter.title.zh).toBe("撤件申请收件回执");
    expect(textOf(letter)).toContain("于2026年11月30日前答复；逾期未答复的，视为同意撤回");
  });

  it("answers a request that is not granted; one that is granted is confirmed once", () => {
    const history = filedHistory();
    const ruled = { type: "WithdrawalRuled" as const, reasons: "证照已制作", isPresumed: false, on: now.on };
    history.record([{ ...ruled, isGranted: false }], now);
    const refused = lastLetter(history, "withdrawal");
    history.record(
      [
        { ...ruled, isGranted: true },
        { type: "CaseWithdrawn", reason: "改名" },
      ],
      now,
    );
    const numbers = lettersFrom(history)
      .filter(({ kind }) => kind === "withdrawal")
      .map(({ number, title }) => `${number.slice(-4)} ${title.zh}`);

    expect(textOf(refused)).toContain("不予同意。理由：证照已制作。本件继续办理");
    expect(numbers).toEqual(["CJ-1 撤件申请答复书", "CJ-2 撤件回执"]);
  });
});
