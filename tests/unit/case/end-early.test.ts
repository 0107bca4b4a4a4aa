import { describe, expect, it } from "vitest";
import { answerItem, answers } from "../../support/answers.ts";
import { approve, filedHistory, type History, issue, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later } from "../../support/moments.ts";
import {
  answerSynthetic,
  approveSynthetic,
  syntheticFiling,
  syntheticWorld,
} from "../../support/synthetic-process.ts";

const now = later(filingMoment, { minutes: 30 });
const withdraw = { type: "WithdrawCase", reason: "计划有变" } as const;

const delivered = (history: History) =>
  history
    .effects()
    .flatMap((effect) => (effect.kind === "Deliver" ? [`${effect.itemId} ${effect.type}`] : []));

const grant = {
  type: "RuleOnWithdrawal",
  department: "market-regulation",
  isGranted: true,
  reasons: "同意撤件",
} as const;

describe("withdrawCase", () => {
  it("stands down everybody still asked, then closes the case, while nobody has approved", () => {
    const history = filedHistory();
    history.perform(answerItem("tax-registration", answers.accepted(now)), now);

    given(history)
      .when(withdraw, now)
      .thenEvents(
        { type: "ItemStoodDown", itemId: "enterprise-registration", why: "withdrawn" },
        { type: "ItemStoodDown", itemId: "organization-code", why: "withdrawn" },
        { type: "ItemStoodDown", itemId: "tax-registration", why: "withdrawn" },
        { type: "CaseWithdrawn", reason: "计划有变" },
      );

    expect(history.state()).toMatchObject({ status: "withdrawn", withdrawal: "计划有变", closedAt: now.at });
  });

  it("tells those who decided how the case ended and to undo it, and resumes every token", () => {
    const history = filedHistory();
    approve(history, "tax-registration", now);
    history.perform(withdraw, now);
    history.perform(grant, now);

    const told = delivered(history);
    const resumed = history.effects().filter((effect) => effect.kind === "ResumeItem");

    expect(told).toEqual([
      "enterprise-registration lianban.item.cancelled",
      "organization-code lianban.item.cancelled",
      "tax-registration lianban.case.closed",
      "tax-registration lianban.item.void",
    ]);
    expect(new Set(resumed.map(({ itemId }) => itemId))).toEqual(new Set(Object.keys(history.state().items)));
  });

  it.each(["accepted", "suspended", "correcting"] as const)(
    "stands down a department whose item is %s",
    (status) => {
      const history = makeHistory(syntheticWorld({ stages: [["a", "b"], ["c"]] }));
      history.perform(syntheticFiling(), filingMoment);
      const answer = {
        accepted: answers.accepted,
        suspended: answers.suspended,
        correcting: answers.correctionRequired,
      };
      history.perform(answerSynthetic("a", answer[status](now)), now);

      const events = history.perform(withdraw, now);

      expect(history.item("a").status).toBe("stood-down");
      expect(events.map((event) => ("itemId" in event ? event.itemId : event.type))).toEqual([
        "a",
        "b",
        "CaseWithdrawn",
      ]);
    },
  );

  it("takes the notice back with the case", () => {
    const history = makeHistory(syntheticWorld({ stages: [["a"]] }));
    history.perform(syntheticFiling(), filingMoment);
    history.perform(answerSynthetic("a", answers.correctionRequired(now)), now);

    history.perform(withdraw, now);

    expect(history.state()).toMatchObject({ status: "withdrawn", notice: null });
  });

  it("can be had until the licence is out", () => {
    const settled = filedHistory();
    for (const item of ["enterprise-registration", "organization-code", "tax-registration"] as const)
      approve(settled, item, now);
    settled.perform({ type: "SettleStage" }, now);
    const issued = filedHistory();
    issue(issued, now);

    given(settled).when(withdraw, now).thenEvents({ type: "WithdrawalRequested" });
    settled.perform(grant, now);
    given(issued).when(withdraw, now).thenRefused("CaseClosed");
    given(settled).when(withdraw, now).thenRefused("CaseClosed");
  });
});

describe("a refusal", () => {
  it("ends the case at once, with the department's own code and text, after everybody was stood down", () => {
    const history = filedHistory({ sample: "refused" });
    history.perform(answerItem("tax-registration", answers.accepted(now)), now);

    given(history)
      .when(answerItem("enterprise-registration", answers.rejected(now)), now)
      .thenEvents(
        { type: "ItemAccepted", itemId: "enterprise-registration" },
        { type: "ItemRejected", itemId: "enterprise-registration", reason: { code: "name-taken" } },
        { type: "ItemStoodDown", itemId: "organization-code", why: "refused" },
        { type: "ItemStoodDown", itemId: "tax-registration", why: "refused" },
        {
          type: "CaseRefused",
          reasons: [{ itemId: "enterprise-registration", code: "name-taken", text: "与已登记名称相同" }],
        },
      );

    expect(history.state()).toMatchObject({ status: "refused", closedAt: now.at });
    expect(delivered(history)).toEqual([
      "organization-code lianban.item.cancelled",
      "tax-registration lianban.item.cancelled",
      "enterprise-registration lianban.case.closed",
    ]);
  });

  it("waits for everybody where the process hears all, and gives every reason", () => {
    const history = makeHistory(syntheticWorld({ stages: [["a", "b", "c"]], policy: "await-all" }));
    history.perform(syntheticFiling(), filingMoment);
    const refused = (code: string) => answers.rejected(now, { reason: { code, text: `理由${code}` } });

    given(history)
      .when(answerSynthetic("a", refused("1")), now)
      .thenEvents({ type: "ItemAccepted" }, { type: "ItemRejected" });
    approveSynthetic(history, "b", now);
    const events = history.perform(answerSynthetic("c", refused("3")), now);

    expect(events.slice(-2)).toMatchObject([
      {
        type: "CaseRefused",
        reasons: [
          { itemId: "a", code: "1", text: "理由1" },
          { itemId: "c", code: "3", text: "理由3" },
        ],
      },
      { type: "VoidAsked", itemId: "b" },
    ]);
  });

  it("is forgotten when the department thinks better of it in time", () => {
    const history = makeHistory(syntheticWorld({ stages: [["a", "b"]], policy: "await-all" }));
    history.perform(syntheticFiling(), filingMoment);
    history.perform(answerSynthetic("a", answers.rejected(now)), now);

    approveSynthetic(history, "a", now);
    approveSynthetic(history, "b", now);

    expect(history.item("a").rejection).toBeNull();
    given(history).when({ type: "SettleStage" }, now).thenEvents({ type: "StageSettled", last: true });
  });
});

describe("eraseCase", () => {
  const erase = { type: "EraseCase", reason: "申请人请求" } as const;

  it("is refused while the case is open", () => {
    const refusal = given(filedHistory()).when(erase, now).thenRefused("CaseStillOpen");

    expect(refusal.status).toBe("reviewing");
  });

  it("records that the data of a closed case is taken out of use", () => {
    const history = filedHistory();
    history.perform(withdraw, now);

    given(history).when(erase, now).thenEvents({ type: "PersonalDataErased", reason: "申请人请求" });

    expect(history.state().status).toBe("withdrawn");
  });
});
