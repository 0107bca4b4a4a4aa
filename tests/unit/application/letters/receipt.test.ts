import { describe, expect, it } from "vitest";
import { lettersOf } from "../../../../functions/application/letters/letters-of.ts";
import { filedHistory, makeHistory } from "../../../support/case-history.ts";
import { moment } from "../../../support/moments.ts";
import { sampleFiling } from "../../../support/sample-filing.ts";
import { groundOf, lastLetter, loggedOf, textOf } from "./letters-from.ts";

describe("the receipt", () => {
  it("names what was handed in by the list of the process, and each item with both limits", () => {
    const letter = lastLetter(filedHistory(), "receipt");
    const text = textOf(letter);

    expect(letter).toMatchObject({
      number: "3403032026112401000018-SJ-1",
      title: { zh: "收件凭证" },
      addressee: "张三丰",
      caseTitle: "蚌埠淮畔云帆智能装备有限公司",
      issuer: { zh: "蚌埠市政务服务中心" },
      on: "2026-11-24",
      remedies: null,
    });
    expect(text).toContain("于2026年11月24日10:00通过网上申报平台提交");
    expect(text).toContain("1|公司设立登记申请书|1,024 B|");
    expect(text).toContain("公司设立登记|蚌埠市市场监督管理局|审查办理|20个工作日|3个工作日");
    expect(text).toContain("逾期不告知的，自收到申请材料之日起即为受理");
    expect(text).toContain("https://lianban.example.cn/follow?case=3403032026112401000018");
  });

  it("leaves out items that take no part", () => {
    const plain = textOf(lastLetter(filedHistory(), "receipt"));
    const hazardous = textOf(lastLetter(filedHistory({ sample: "hazardous-chemicals" }), "receipt"));

    expect(plain).not.toContain("危险化学品经营许可|");
    expect(hazardous).toContain("危险化学品经营许可|蚌埠市应急管理局|审查办理");
  });

  it("says that a filing at night counts as of the next working day", () => {
    const letter = lastLetter(filedHistory({ now: moment("2026-11-27", "20:05") }), "receipt");

    expect(textOf(letter)).toContain("提交时间不在工作时间内，收件日期为下一个工作日2026年11月30日");
    expect(textOf(letter)).toContain("于2026年11月27日20:05");
    expect(letter.on).toBe("2026-11-27");
  });

  it("tells others how many materials there are and not which, and masks the applicant's name", () => {
    const letter = lastLetter(filedHistory(), "receipt", { isOwn: false });

    expect(letter.addressee).toBe("张**");
    expect(textOf(letter)).toMatch(/共收到材料\d份。/);
    expect(textOf(letter)).not.toContain("公司章程");
  });

  it("addresses the applicant of the case when somebody else filed for them", () => {
    const history = makeHistory();
    const delegation = { agent: "station-1", scope: ["file" as const], until: "2027-11-24", mandate: null };
    const filing = { ...sampleFiling(), channel: "station" as const, filedBy: "station-1", delegation };
    history.perform(filing, moment("2026-11-24"));
    const log = loggedOf(history, { kind: "station", id: "station-1", name: "代办员" });
    const [letter] = lettersOf(groundOf(history), log);

    expect(letter?.addressee).toBe("蚌埠淮畔云帆智能装备有限公司（申请人）");
    expect(letter && textOf(letter)).toContain("由代办人员通过便民服务站（代办点）提交");
  });

  it("lists what was promised instead of handed in, with its day and what follows", () => {
    const history = filedHistory();
    const [first, ...rest] = history.log;
    if (first?.event.type !== "CaseFiled") throw new Error("a log begins with its filing");
    const tolerance = {
      codes: ["articles-of-association"],
      signedBy: "张三丰",
      dueOn: "2026-12-08",
      basis: "容缺受理承诺书",
    };
    const log = [{ ...first, event: { ...first.event, tolerance } }, ...rest];
    const [letter] = lettersOf(groundOf(history), loggedOf({ log }));

    expect(letter && textOf(letter)).toContain(
      "容缺后补：公司章程。请于2026年12月8日前补交；逾期未补交的，予以退件（依据：容缺受理承诺书）",
    );
  });
});
