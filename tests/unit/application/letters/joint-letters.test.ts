import { describe, expect, it } from "vitest";
import { drawingReview } from "../../../../functions/processes/drawing-review.ts";
import { letter as letterSchema } from "../../../../schemas/letter.ts";
import { answers } from "../../../support/answers.ts";
import type { History } from "../../../support/case-history.ts";
import {
  answering,
  answerJoint,
  askedItems,
  licenceOfJoint,
  paymentOf,
} from "../../../support/joint-review-acts.ts";
import { approveJoint, filedJoint, settledJoint, underReview } from "../../../support/joint-review-cases.ts";
import { triggersWithout } from "../../../support/joint-review-forms.ts";
import { revisionOf, wishOf, withdrawn } from "../../../support/joint-review-turns.ts";
import { later, moment } from "../../../support/moments.ts";
import { lastLetter, lettersFrom, textOf } from "./letters-from.ts";

const builder = ({ state }: History): string =>
  (state().form as unknown as { units: { builder: { name: string } } }).units.builder.name;

/** A drawing review in which fire wants something put right. */
const noticed = (): History => {
  const history = underReview("drawing-review");
  approveJoint(
    history,
    askedItems(history.state()).filter((each) => each !== "fire-design"),
  );
  history.perform(wishOf(history, "fire-design", "drawings.sheets.fire", answering), answering);
  return history;
};

/** A drawing review that was approved, billed and paid. */
const paid = (): History => {
  const history = settledJoint("drawing-review");
  const now = later(answering, { minutes: 10 });
  history.perform(paymentOf(history.state(), now), now);
  return history;
};

describe("整改意见通知书", () => {
  it("goes out where the process has rules for mending, by those rules and not as a 补正告知书", () => {
    const letter = lastLetter(noticed(), "correction");
    const text = textOf(letter);

    expect(letter.title.zh).toBe("整改意见通知书");
    expect(text).toContain(drawingReview.rectification?.basis);
    expect(text).not.toMatch(/补正告知|补正要求|第三十二条/);
    expect(text).toContain("需整改之处|整改要求");
  });

  it("tells how long, how often, and that neither clock counts", () => {
    const text = textOf(lastLetter(noticed(), "correction"));

    expect(text).toContain("期限为10个工作日，每个部门最多可以要求整改2次");
    expect(text).toContain("承诺办理时限和法定办理时限均不计算");
    expect(text).toContain("请于2026年12月8日前提交；逾期未整改的，予以退件");
  });

  it("is named in the notice that returns a case past its time", () => {
    const history = noticed();
    history.perform({ type: "KeepTime" }, moment("2026-12-09", "09:00"));

    expect(textOf(lastLetter(history, "return"))).toMatch(/按整改意见通知书（编号case-1-BZ-1）提交整改/);
  });
});

describe("受理通知书 of a filing that is the acceptance", () => {
  it.each(["survey", "drawing-review", "acceptance"] as const)(
    "is one of the lead for every department of a %s, however often they are asked",
    (sample) => {
      const history = underReview(sample);
      const letters = lettersFrom(history).filter(({ kind }) => kind === "acceptance");
      const [letter] = letters;
      if (letter === undefined) throw new Error("there is no notice of acceptance");
      const asked = Object.values(history.state().items).filter(({ plan }) => plan.takesPart === "asked");
      const names = asked.map(
        ({ plan }) => history.world.catalog.departments.get(plan.department)?.name.zh ?? "",
      );

      expect(letters).toHaveLength(1);
      expect(letterSchema.parse(letter)).toEqual(letter);
      expect(letter.issuer.zh).toMatch(sample === "survey" ? /自然资源和规划局/ : /住房和城乡建设局/);
      expect(asked.length).toBeGreaterThan(4);
      for (const name of names) expect(textOf(letter)).toContain(name);
      expect(textOf(letter)).toContain("统一受理，各部门不再分别出具受理通知书");
      expect(textOf(letter)).not.toContain("经审查");
    },
  );

  it("is followed by one for departments a revision brings in, and by none for a revision that brings in nobody", () => {
    const history = underReview("drawing-review", {
      changes: { "project.triggers": triggersWithout("drawing-review", "environmental-form") },
    });
    approveJoint(
      history,
      askedItems(history.state()).filter((each) => each !== "fire-design"),
    );
    const notices = () => lettersFrom(history).filter(({ kind }) => kind === "acceptance");
    history.perform(wishOf(history, "fire-design", "project.triggers", answering), answering);
    const { form } = history.state() as unknown as { form: { project: { triggers: string[] } } };
    const triggers = [...form.project.triggers, "environmental-form"];
    expect(notices()).toHaveLength(1);
    history.perform(revisionOf(history, { "project.triggers": triggers }), later(answering, { minutes: 5 }));

    const [, further] = notices();
    expect(notices()).toHaveLength(2);
    expect(further && textOf(further)).toMatch(/也参加办理.*\n部门\|事项.*\n蚌埠市生态环境局\|/);
    expect(further && textOf(further)).not.toContain("消防");
  });

  it("leaves nothing in the receipt of five days in which departments accept", () => {
    const receipt = textOf(lastLetter(filedJoint("survey"), "receipt"));

    expect(receipt).toContain("代表各部门统一受理");
    expect(receipt).not.toMatch(/五个工作日|不表示申请已经受理/);
  });
});

describe("money in the letters of a project", () => {
  it("is asked of the builder, by name, whoever filed", () => {
    const history = settledJoint("drawing-review");
    const letter = lastLetter(history, "fee-sheet");

    expect(letter.addressee).toBe(builder(history));
    expect(textOf(letter)).toContain(`缴款人：${builder(history)}`);
    expect(textOf(letter)).toContain("缴清后即制作联合图审意见书");
  });

  it("goes back when the application is withdrawn: how much, to whom, and who had taken it", () => {
    const history = paid();
    withdrawn(history);
    const text = textOf(lastLetter(history, "withdrawal"));
    const [payment] = history.state().fees.payments;
    const yuan = ((payment?.amountFen ?? 0) / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });

    expect(payment?.amountFen).toBeGreaterThan(0);
    expect(text).toContain(`本件已缴款项共${yuan}元`);
    expect(text).toContain(`退还缴款人${builder(history)}`);
    expect(text).toMatch(/P-1\|国家税务总局蚌埠市税务局\|[\d,]+\.\d\d/);
  });

  it("is not spoken of where none was paid", () => {
    const history = settledJoint("drawing-review");
    withdrawn(history);

    expect(textOf(lastLetter(history, "withdrawal"))).not.toMatch(/已缴款项/);
  });

  it("is confirmed to the builder once it went back, and once only", () => {
    const history = paid();
    withdrawn(history);
    const refund = history.state().fees.refunds[0]?.refund;
    if (refund === undefined) throw new Error("nothing is to go back");
    const now = later(answering, { minutes: 90 });
    const command = {
      ...({ type: "ConfirmRefund", department: "finance" } as const),
      ...{ refundId: refund.refundId, refundedAt: now.at },
    };
    history.perform(command, now);
    history.perform(command, now);

    const letters = lettersFrom(history).filter(({ kind }) => kind === "refund");
    const [letter] = letters;
    if (letter === undefined) throw new Error("there is no notice of the refund");
    expect(letters).toHaveLength(1);
    expect([letter.title.zh, letter.number, letter.addressee]).toEqual([
      "退费告知书",
      "case-1-TF-1",
      builder(history),
    ]);
    expect(textOf(letter)).toMatch(/因申请已撤回，已于2026年11月24日原路退还缴款人/);
    expect(letterSchema.parse(letter)).toEqual(letter);
  });

  it("goes back too where a department refuses after it was paid for another reason", () => {
    const history = paid();
    const { fees } = history.state();
    history.record(
      [{ type: "CaseRefused", reasons: [{ itemId: "fire-design", code: "x", text: "不符合规范" }] }],
      later(answering, { minutes: 60 }),
    );

    expect(fees.payments).toHaveLength(1);
    expect(textOf(lastLetter(history, "refusal"))).toContain("全额原路退还");
  });
});

describe("送达回证 of an opinion", () => {
  it("names the opinion and speaks of no duplicates where there are none", () => {
    const history = paid();
    history.perform(licenceOfJoint(history.world, history.state()), later(answering, { minutes: 30 }));
    const text = textOf(lastLetter(history, "delivery"));

    expect(text).toContain("核发的联合图审意见书");
    expect(text).toMatch(/联合图审意见书（编号[0-9A-Z]{26}，第1版）/);
    expect(text).not.toContain("副本");
  });
});

describe("a letter of any kind", () => {
  it("says in both languages what it says, without a gap", () => {
    const history = paid();
    withdrawn(history);
    for (const letter of [...lettersFrom(history), ...lettersFrom(noticed())])
      for (const language of ["zh", "en"] as const)
        expect(textOf(letter, language)).not.toMatch(/undefined|null|\[object/);
  });

  it("answers an objection as before", () => {
    const history = underReview("drawing-review");
    const said = answers.rejected(answering, { revision: 1 });
    history.perform(answerJoint(history.state(), "fire-design", said), answering);

    expect(lettersFrom(history).map(({ kind }) => kind)).toEqual(["receipt", "acceptance"]);
  });
});
