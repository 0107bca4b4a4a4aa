import { describe, expect, it } from "vitest";
import { waitingFor } from "../../../functions/application/waiting-for.ts";
import { answerItem, answers } from "../../support/answers.ts";
import { filedHistory, type History, issue } from "../../support/case-history.ts";
import { answering, askedItems, licenceOfJoint, paymentOf } from "../../support/joint-review-acts.ts";
import { approveJoint, settledJoint, underReview } from "../../support/joint-review-cases.ts";
import { wishOf } from "../../support/joint-review-turns.ts";
import { later, moment } from "../../support/moments.ts";

const sentence = ({ world, state }: History): string => waitingFor(world, state()).zh;

describe("waitingFor", () => {
  it("calls mending a rectification in a process with rules for it, with its last day", () => {
    const history = underReview("drawing-review");
    approveJoint(
      history,
      askedItems(history.state()).filter((each) => each !== "fire-design"),
    );
    history.perform(wishOf(history, "fire-design", "drawings.sheets.fire", answering), answering);

    expect(sentence(history)).toBe("请您按整改意见通知书整改1处(2026-12-08前)");
    history.perform({ type: "KeepTime" }, moment("2026-12-09", "09:00"));
    expect(sentence(history)).toMatch(/^逾期未整改/);
  });

  it("calls it a correction elsewhere", () => {
    const history = filedHistory();
    const now = moment("2026-11-25");
    for (const item of ["enterprise-registration", "organization-code", "tax-registration"] as const)
      history.perform(answerItem(item, answers.correctionRequired(now)), now);

    expect(sentence(history)).toMatch(/^请您按补正告知书补正\d+处/);
  });

  it("names what is being made and what was issued", () => {
    const history = settledJoint("drawing-review");
    const now = later(answering, { minutes: 10 });
    history.perform(paymentOf(history.state(), now), now);
    expect(sentence(history)).toBe("各部门均已同意,正在制作联合图审意见书");
    history.perform(licenceOfJoint(history.world, history.state()), later(now, { minutes: 1 }));
    expect(sentence(history)).toBe("已办结,联合图审意见书已核发");

    const company = filedHistory();
    issue(company, moment("2026-11-26"));
    expect(sentence(company)).toBe("已办结,营业执照已核发");
  });
});
