import { describe, expect, it } from "vitest";
import { answerItem, answers } from "../../../support/answers.ts";
import { filedHistory } from "../../../support/case-history.ts";
import { moment } from "../../../support/moments.ts";
import { lastLetter, lettersFrom, textOf } from "./letters-from.ts";

describe("the notice of acceptance", () => {
  it("gives both due dates, the department that accepted and who handles it", () => {
    const history = filedHistory();
    const now = moment("2026-11-25");
    history.perform(answerItem("enterprise-registration", answers.accepted(now)), now);
    const letter = lastLetter(history, "acceptance");

    expect(letter).toMatchObject({
      number: "3403032026112401000018-SL-1",
      title: { zh: "受理通知书" },
      issuer: { zh: "蚌埠市市场监督管理局" },
      on: "2026-11-25",
    });
    expect(textOf(letter)).toContain("第三十二条第一款第五项的规定，本机关自2026年11月25日起予以受理");
    expect(textOf(letter)).toContain("申请材料齐全、符合法定形式");
    expect(textOf(letter)).toContain("法定办理时限|20个工作日|2026年12月23日");
    expect(textOf(letter)).toContain("承诺办理时限|3个工作日|2026年11月30日");
    expect(textOf(letter)).toContain("承办人：李明。");
    expect(textOf(letter, "en")).toContain("promised|3 working days|30 November 2026");
  });

  it("says of a presumed acceptance that it is one, from which day and because of which silence", () => {
    const history = filedHistory();
    history.perform({ type: "KeepTime" }, moment("2026-12-02"));
    const [letter] = lettersFrom(history).filter(({ kind }) => kind === "acceptance");
    const text = letter === undefined ? "" : textOf(letter);

    expect(letter?.on).toBe("2026-12-02");
    expect(text).toContain("申请材料已于2026年11月24日收到");
    expect(text).toContain("未在五个工作日内（截至2026年12月1日）告知");
    expect(text).toContain("自收到申请材料之日起即为受理");
    expect(text).toContain("受理日期为2026年11月24日");
    expect(text).not.toContain("承办人");
    expect(letter && textOf(letter, "en")).toContain("deemed accepted as of 24 November 2026");
  });

  it("follows the licensing law by analogy where an item is no licence", () => {
    const history = filedHistory();
    const now = moment("2026-11-25");
    for (const item of ["enterprise-registration", "tax-registration"] as const)
      history.perform(answerItem(item, answers.accepted(now)), now);
    const [licence, confirmation] = lettersFrom(history)
      .filter(({ kind }) => kind === "acceptance")
      .map((letter) => textOf(letter));

    expect(licence).toContain("根据《中华人民共和国行政许可法》");
    expect(confirmation).toContain("参照《中华人民共和国行政许可法》");
  });

  it("promises no date in a year whose holidays are not published", () => {
    const history = filedHistory();
    const now = moment("2026-12-30");
    const due = { promised: "2026-12-31", statutory: null, unknownYear: 2027 };
    history.record(
      [
        {
          type: "ItemAccepted",
          itemId: "tax-registration",
          revision: 1,
          acceptedOn: now.on,
          deemed: false,
          officer: null,
          due,
          answeredAt: now.at,
        },
      ],
      now,
    );

    expect(textOf(lastLetter(history, "acceptance"))).toContain(
      "法定办理时限|20个工作日|待国务院公布2027年节假日安排后确定",
    );
  });

  it("acknowledges corrections when an item is accepted after them", () => {
    const history = filedHistory();
    const now = moment("2026-11-25");
    history.perform(answerItem("tax-registration", answers.accepted(now)), now);
    const asked = history.log.find(({ event }) => event.type === "ItemAsked")?.event;
    if (asked?.type !== "ItemAsked") throw new Error("nobody was asked");
    history.record([{ ...asked, itemId: "enterprise-registration", round: 2 }], now);
    history.perform(answerItem("enterprise-registration", answers.accepted(now)), now);

    expect(textOf(lastLetter(history, "acceptance"))).toContain("申请材料已按要求补正");
  });
});
