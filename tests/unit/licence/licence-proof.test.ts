import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { feeEntryOf } from "../../../functions/application/fees/fee-entry.ts";
import type { Hub } from "../../../functions/application/hub.ts";
import { signRecord } from "../../../functions/application/issue-licence.ts";
import {
  isJoinsHashRight,
  joinsHashOf,
  joinsOf,
  proofOf,
} from "../../../functions/application/licence-proof.ts";
import type { CommandOf, Now } from "../../../functions/case/commands.ts";
import type { SilenceRule } from "../../../functions/catalog/catalog.ts";
import { licenceProof } from "../../../schemas/licence-proof.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { pay, settledWithFees, twoHousesFen } from "../../support/fee-cases.ts";
import { answering, answerJoint, numbersOf } from "../../support/joint-review-acts.ts";
import { underReview } from "../../support/joint-review-cases.ts";
import { moment } from "../../support/moments.ts";
import { approveSynthetic } from "../../support/synthetic-process.ts";
import { accepted, firstAnswer, keepTime, limitsOf, say } from "../../support/timed-cases.ts";
import { oneCode, recordOf } from "./sample-licence.ts";
import { opinionOf, sampleJoins } from "./sample-opinion.ts";

const basis = "合成依据";
const late = moment("2026-12-02");

const overrule = (itemId: string, now: Now): CommandOf<"AnswerItem"> => ({
  type: "AnswerItem",
  itemId,
  department: "dept-lead",
  answer: answers.ruled(now, { ruling: "approve" }),
});

/** Items `a` and `b` were accepted; `b` approved, `a` stays silent until its rule acts. */
const silentBy = (silence: SilenceRule): History => {
  const history = accepted({ stages: [["a", "b"]], limits: limitsOf(3, 20), rows: { a: { silence } } });
  approveSynthetic(history, "b", firstAnswer);
  history.perform(keepTime, late);
  return history;
};

const joinOfItem = (history: History, itemId: string) =>
  joinsOf(history.state()).find(({ item }) => item === itemId);

describe("joinsOf", () => {
  it("tells of an approval its stage, round, revision, person and time", () => {
    const history = accepted({ stages: [["a"]] });
    approveSynthetic(history, "a", firstAnswer);

    expect(joinsOf(history.state())).toEqual([
      {
        item: "a",
        department: "dept-a",
        stage: "stage-1",
        revision: 1,
        round: 1,
        answer: "approved",
        decidedAt: firstAnswer.at,
        officer: { name: "李明" },
      },
    ]);
  });

  it("names nobody behind consent presumed from silence, though somebody had accepted the item", () => {
    const history = silentBy({ kind: "deemed-consent", basis });

    expect(history.item("a").officer).not.toBeNull();
    expect(joinOfItem(history, "a")).toMatchObject({ answer: "deemed", officer: null, decidedAt: late.at });
  });

  it("names the lead's person, with the reasons, where the lead ruled over silence", () => {
    const history = silentBy({ kind: "lead-decides", basis });
    history.perform(overrule("a", late), late);

    expect(joinOfItem(history, "a")).toMatchObject({
      answer: "overruled",
      officer: { name: "李明" },
      basis: "异议不影响许可",
    });
  });

  it("names the lead's person where the lead ruled over an objection", () => {
    const history = accepted({ stages: [["a", "b"]], policy: "lead-decides" });
    approveSynthetic(history, "b", firstAnswer);
    say(history, "a", answers.rejected(firstAnswer), firstAnswer);
    history.perform(overrule("a", firstAnswer), firstAnswer);

    expect(joinOfItem(history, "a")).toMatchObject({ answer: "overruled", officer: { name: "李明" } });
  });

  it("leaves out what asked nobody and what nobody has decided", () => {
    const history = accepted({
      stages: [["a", "b", "c", "d"]],
      when: { b: "nobody-does-this" },
      rows: { c: { status: { kind: "suspended", until: null } } },
    });
    approveSynthetic(history, "a", firstAnswer);

    expect(Object.values(history.state().items).map(({ status }) => status)).toEqual([
      "approved",
      "not-applicable",
      "waived",
      "accepted",
    ]);
    expect(joinsOf(history.state()).map(({ item }) => item)).toEqual(["a"]);
  });

  it("counts the round in which the item was answered", () => {
    const history = accepted({ stages: [["a"]] });
    const wishes = [{ path: "fields.a", message: "请改正" }];
    say(history, "a", answers.correctionRequired(firstAnswer, { wishes }), firstAnswer);
    const form = { fields: { a: "mended" } };
    history.perform({ type: "CorrectCase", baseRevision: 1, form, materials: [] }, firstAnswer);
    approveSynthetic(history, "a", firstAnswer);

    expect(joinsOf(history.state())).toMatchObject([{ round: 2, revision: 2 }]);
  });
});

describe("proofOf", () => {
  it("passes the schema and hashes the joins it gives", () => {
    const proof = proofOf(silentBy({ kind: "deemed-consent", basis }).state(), "c".repeat(64));

    expect(licenceProof.parse(proof)).toEqual(proof);
    expect(proof.joinsHash).toBe(joinsHashOf(proof.joins));
  });
});

describe("joinsHashOf", () => {
  it("is the SHA-256 of the joins with their keys sorted and nothing between them", () => {
    const [join] = oneCode.proof.joins.map((each) => ({ ...each }));
    const text =
      '[{"decidedAt":"2015-10-08T02:00:00Z","department":"registration-department","item":"registration","officer":{"name":"李明"},"revision":1}]';

    expect(joinsHashOf(join === undefined ? [] : [join])).toBe(
      createHash("sha256").update(text).digest("hex"),
    );
  });
});

describe("isJoinsHashRight", () => {
  it("holds of joins that are as they were, whatever the order of their keys", () => {
    const joins = sampleJoins.map((join) => Object.fromEntries(Object.entries(join).reverse()));

    expect(isJoinsHashRight(opinionOf())).toBe(true);
    expect(isJoinsHashRight({ ...opinionOf(), proof: { ...opinionOf().proof, joins } as never })).toBe(true);
  });

  it.each([
    ["an answer", { answer: "approved" as const }],
    ["a person", { officer: { name: "别人" } }],
    ["a round", { round: 7 }],
    ["a day", { decidedAt: "2026-11-21T02:00:00Z" }],
  ])("fails when %s was altered", (_, altered) => {
    const { proof, ...record } = opinionOf();
    const joins = proof.joins.map((join, index) => (index === 3 ? { ...join, ...altered } : join));

    expect(isJoinsHashRight({ ...record, proof: { ...proof, joins } })).toBe(false);
  });

  it("fails when a join was left out or moved", () => {
    const { proof, ...record } = opinionOf();

    for (const joins of [proof.joins.slice(1), proof.joins.toReversed()])
      expect(isJoinsHashRight({ ...record, proof: { ...proof, joins } })).toBe(false);
  });

  it("has nothing to hold against a business licence made before the hash, but misses it in an opinion", () => {
    const { joinsHash: _, ...proof } = opinionOf().proof;

    expect(isJoinsHashRight(recordOf())).toBe(true);
    expect(isJoinsHashRight({ ...opinionOf(), proof })).toBe(false);
  });
});

describe("signRecord", () => {
  const signed: string[] = [];
  const hub = {
    keys: { signLicence: async (text: string) => `signature ${signed.push(text)}` },
  } as unknown as Hub;

  it("signs either kind as its canonical JSON", async () => {
    await expect(signRecord(hub, recordOf())).resolves.toBe("signature 1");
    await expect(signRecord(hub, opinionOf())).resolves.toBe("signature 2");

    expect(JSON.parse(signed[1] ?? "")).toEqual(opinionOf());
  });

  it("does not sign joins the hash was not made of", async () => {
    const { proof, ...record } = opinionOf();
    const altered = { ...record, proof: { ...proof, joins: proof.joins.slice(1) } };

    await expect(signRecord(hub, altered)).rejects.toThrow(/hash/);
    expect(signed).toHaveLength(2);
  });
});

describe("the fees in a proof", () => {
  it("are what was paid and stands: a part that went back takes no more off than itself", () => {
    const history = settledWithFees();
    pay(history);
    const [paid] = history.state().fees.payments;
    const [line] = paid?.lines ?? [];
    if (paid === undefined || line === undefined) throw new Error("nothing was paid");
    const { paymentId, by, sheetId } = paid;
    const amountFen = 100;
    const part = { refundId: `${by}:${paymentId}-overpaid-1`, paymentId, by, sheetId, amountFen };
    const lines = [{ ...line, key: "part", amountFen }];
    history.record(
      [{ type: "RefundOrdered", refund: { ...part, reason: "overpaid", lines }, on: "2026-11-27" }],
      moment("2026-11-27"),
    );

    const { fees } = proofOf(history.state(), "a".repeat(64));

    expect(fees?.paidFen).toBe(twoHousesFen.treasury - amountFen);
    expect(fees?.paidFen).toBe(feeEntryOf(history.state())?.data.paidFen);
  });

  it("tell what is the treasury's from what intermediaries charge, and what of it was paid", () => {
    const history = settledWithFees();
    const before = proofOf(history.state(), "a".repeat(64)).fees;
    pay(history);
    const after = proofOf(history.state(), "a".repeat(64)).fees;

    expect(before).toMatchObject({ treasuryFen: twoHousesFen.treasury, treasuryPaidFen: 0 });
    expect(after).toMatchObject({
      treasuryFen: twoHousesFen.treasury,
      treasuryPaidFen: twoHousesFen.treasury,
    });
    expect((after?.payableFen ?? 0) - (after?.treasuryFen ?? 0)).toBeGreaterThan(0);
  });
});

describe("the words in a proof", () => {
  /** A drawing review in which fire says something, with an identity number in it. */
  const spoken = (opinion: string) => {
    const history = underReview("drawing-review");
    const state = history.state();
    const outputs = numbersOf(history.world, state, "fire-design");
    const answer = answers.approved(answering, { revision: 1, opinion, outputs });
    history.perform(answerJoint(state, "fire-design", answer), answering);
    return history;
  };
  const wordsIn = (opinion: string, kind: "joint-opinion" | "business-licence" = "joint-opinion") =>
    proofOf(spoken(opinion).state(), "a".repeat(64), kind).joins[0]?.opinion;

  it("are the department's own, on one line, short, and with identity numbers masked", () => {
    expect(wordsIn("经审查，\n符合规范；联系人证件340300199001010004")).toBe(
      "经审查， 符合规范；联系人证件3403**********0004",
    );
    expect(wordsIn("长".repeat(500))).toBe(`${"长".repeat(118)}……`);
  });

  it("are hashed with the join, and none of a business licence", () => {
    const proof = proofOf(spoken("符合规范").state(), "a".repeat(64));

    expect(proof.joinsHash).toBe(joinsHashOf(proof.joins));
    expect(licenceProof.parse(proof)).toEqual(proof);
    expect(wordsIn("符合规范", "business-licence")).toBeUndefined();
  });

  it("are those of the lead about a visit", () => {
    const history = underReview("survey");

    expect(proofOf({ ...history.state() }, "a".repeat(64)).meetings?.[0]?.outcome).toBe("可以进入审查");
  });
});
