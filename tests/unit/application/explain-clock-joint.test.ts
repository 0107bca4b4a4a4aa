import { describe, expect, it } from "vitest";
import { explainClock } from "../../../functions/application/clock/explain-clock.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { pay, settledWithFees } from "../../support/fee-cases.ts";
import { moment } from "../../support/moments.ts";
import { filed, firstAnswer, limitsOf, say } from "../../support/timed-cases.ts";

const explained = (history: History, on = "2026-11-27") => {
  const view = explainClock(history.world, history.log, moment(on));
  if (view === null) throw new Error("the log is not empty");
  return view;
};

const caseText = (history: History, act: string): string =>
  explained(history).case.lines.find((line) => line.act === act)?.text.zh ?? "";

const rectification = {
  answerWithin: workingDays(10),
  maxRounds: 2,
  stopsStatutory: true,
  basis: "合成整改规则",
};

describe("the explanation of a clock of joint review", () => {
  it("says that the filing was the acceptance, and counts from it", () => {
    const history = filed({
      stages: [["a", "b"]],
      limits: limitsOf(3, 15),
      besides: { acceptsOnFiling: true },
    });

    expect(caseText(history, "received")).toBe("收到申请,统一受理,自次日起计算时限");
    expect(explained(history).case).toMatchObject({ acceptedOn: "2026-11-24", state: "running" });
    expect(explained(history).case.summary.zh).toContain("2026-11-24受理,已用");
  });

  it("says that a rectification counts for neither limit, where its process has it so", () => {
    const history = filed({ stages: [["a"]], limits: limitsOf(3, 15), besides: { rectification } });
    say(history, "a", answers.accepted(firstAnswer), firstAnswer);
    const now = moment("2026-11-24", "15:00");
    say(history, "a", answers.correctionRequired(now), now);

    expect(caseText(history, "notified")).toBe("发出第1份补正告知书,整改期间承诺、法定时限均不计");
    const [item] = explained(history).items;
    expect(item?.lines.at(-1)?.text.zh).toContain("均不计");
    expect(item?.due).toMatchObject({ promised: null, statutory: null });
  });

  it("says that the law's limit runs on where it does not", () => {
    const history = filed({ stages: [["a"]], limits: limitsOf(3, 15) });
    say(history, "a", answers.accepted(firstAnswer), firstAnswer);
    const now = moment("2026-11-24", "15:00");
    say(history, "a", answers.correctionRequired(now), now);

    expect(caseText(history, "notified")).toContain("法定时限不停");
  });

  it("names the bill and the payment between which nothing is counted", () => {
    const history = settledWithFees({ limits: limitsOf(5, 20), promised: workingDays(5) });

    expect(caseText(history, "billed")).toContain("缴清前不计时限");
    expect(explained(history).case.state).toBe("stopped");
    pay(history);
    expect(caseText(history, "paid")).toBe("缴费到账,财政部分已缴清");
    expect(explained(history).case.state).toBe("running");
  });

  it("names what the green channel makes of the promise, of the case and of each item", () => {
    const history = filed({ stages: [["a"]], limits: limitsOf(6, 20), promised: workingDays(6) });
    say(history, "a", answers.accepted(firstAnswer), firstAnswer);
    history.perform(
      {
        type: "GrantGreenChannel",
        grant: {
          grantedBy: { id: "supervisor", name: "周正", role: "supervisor" },
          reason: "省重点项目",
          basis: "蚌重办〔2026〕1号",
          owner: { id: "window-01", name: "王敏", department: null },
          on: "2026-11-24",
        },
      },
      firstAnswer,
    );

    expect(caseText(history, "shortened")).toBe("准予绿色通道,承诺时限压缩为3个工作日");
    const [item] = explained(history).items;
    expect(item?.lines.at(-1)).toMatchObject({ act: "shortened", due: { promised: "2026-11-27" } });
    expect(item?.due.promised).toBe("2026-11-27");
  });
});
