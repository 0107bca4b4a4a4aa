import { describe, expect, it } from "vitest";
import type { EventOf } from "../../../../schemas/events.ts";
import { answerItem, answers } from "../../../support/answers.ts";
import { filedHistory, issue } from "../../../support/case-history.ts";
import { moment } from "../../../support/moments.ts";
import { lastLetter, textOf } from "./letters-from.ts";

const now = moment("2026-11-25");
const officer = { name: "李明", post: "登记科科员" };

const suspension = (more: Partial<EventOf<"ItemSuspended">>): EventOf<"ItemSuspended"> => ({
  type: "ItemSuspended",
  itemId: "enterprise-registration",
  procedure: "expert-review",
  reason: "须组织专家评审。",
  plannedWorkingDays: 10,
  on: now.on,
  stopsClock: true,
  officer,
  answeredAt: now.at,
  ...more,
});

describe("the notice of a special procedure", () => {
  it("tells which, why, how long, and that its time is not counted", () => {
    const history = filedHistory();
    history.perform(
      answerItem("enterprise-registration", answers.suspended(now, { plannedWorkingDays: 10 })),
      now,
    );
    const letter = lastLetter(history, "special-procedure");
    const text = textOf(letter);

    expect(letter.number).toBe("3403032026112401000018-TB-1");
    expect(letter.title.zh).toBe("特别程序告知书");
    expect(letter.issuer.zh).toBe("蚌埠市市场监督管理局");
    expect(text).toContain("需要进行专家评审。理由：须组织专家评审。");
    expect(text).toContain("专家评审自2026年11月25日开始，所需时间为10个工作日");
    expect(text).toContain("根据《中华人民共和国行政许可法》第四十五条的规定，上述时间不计算在办理期限内");
  });

  it("says plainly that a department did not tell how long", () => {
    const history = filedHistory();
    history.record([suspension({ plannedWorkingDays: null })], now);

    expect(textOf(lastLetter(history, "special-procedure"))).toContain(
      "所需时间尚未确定，确定后由本机关另行书面告知",
    );
  });

  it("names the rule that excludes a procedure the law does not", () => {
    const history = filedHistory();
    history.record([suspension({ procedure: "publicity", basis: "市政办规则第九条" })], now);
    const text = textOf(lastLetter(history, "special-procedure"));

    expect(text).toContain("依据市政办规则第九条，上述时间不计算在办理期限内");
    expect(text).not.toContain("第四十五条");
  });

  it("is no notice of a special procedure for a step whose time counts", () => {
    const history = filedHistory();
    history.record([suspension({ procedure: "site-visit", stopsClock: false })], now);
    const letter = lastLetter(history, "special-procedure");

    expect(letter.title.zh).toBe("办理环节告知书");
    expect(textOf(letter)).toContain("所需时间计算在办理期限内，届满日期不变");
  });
});

describe("the notice of extension", () => {
  const due = { promised: "2026-11-30", statutory: "2027-01-07", unknownYear: null };
  const by = { value: 10, unit: "working-day" as const };

  it("tells by how much, by whose approval, why, and the new due date", () => {
    const history = filedHistory();
    history.perform(answerItem("enterprise-registration", answers.accepted(now)), now);
    history.record(
      [
        {
          type: "ItemExtended",
          itemId: "enterprise-registration",
          by,
          approver: { name: "赵永安", post: "局长", authority: "agency-head" },
          reason: "须向外地核实",
          on: now.on,
          due,
          officer,
          answeredAt: now.at,
        },
      ],
      now,
    );
    const letter = lastLetter(history, "extension");
    const text = textOf(letter);

    expect(letter.number).toBe("3403032026112401000018-YQ-1");
    expect(letter.title.zh).toBe("延期通知书");
    expect(text).toContain("理由是：须向外地核实。根据《中华人民共和国行政许可法》第四十二条第一款");
    expect(text).toContain("经本机关负责人（局长赵永安）批准，办理期限延长10个工作日");
    expect(text).toContain("法定办理时限|30个工作日|2027年1月7日");
    expect(text).toContain("承诺办理时限|3个工作日|2026年11月30日");
  });

  it("is the lead's, by the second paragraph, when the whole case is extended", () => {
    const history = filedHistory();
    const approver = { name: "钱江", post: "副市长", authority: "government-head" as const };
    history.record([{ type: "CaseExtended", by, approver, reason: "涉及部门多", on: now.on, due }], now);
    const letter = lastLetter(history, "extension");

    expect(letter.issuer.zh).toBe("蚌埠市市场监督管理局");
    expect(textOf(letter)).toContain("第四十二条第二款的规定，经本级人民政府负责人（副市长钱江）批准");
  });
});

describe("the record of delivery", () => {
  const delivered = { type: "LicenceDelivered" as const, recipient: "张三丰", on: "2026-11-26" };

  it("names the licence, how and to whom it went, with room for a signature", () => {
    const history = filedHistory();
    issue(history, now);
    history.record([{ ...delivered, how: "counter" }], moment("2026-11-26"));
    const letter = lastLetter(history, "delivery");
    const text = textOf(letter);

    expect(letter.title.zh).toBe("送达回证");
    expect(text).toContain("送达文书|营业执照（编号7ZQ4M0T9X2KC5V8RHN3JW6PBAD，第1版");
    expect(text).toContain("送达方式|窗口领取");
    expect(text).toContain("收件人|张三丰");
    expect(text).toContain("收件人签收|（签名或者盖章）");
  });

  it("masks the recipient for others, and asks no signature of an electronic delivery", () => {
    const history = filedHistory();
    issue(history, now);
    history.record([{ ...delivered, how: "electronic" }], moment("2026-11-26"));
    const text = textOf(lastLetter(history, "delivery", { isOwn: false }));

    expect(text).toContain("收件人|张**");
    expect(text).not.toContain("张三丰");
    expect(text).toContain("电子送达，以送达记录为准");
  });
});
