import { describe, expect, it } from "vitest";
import { applyAll, withFollowUps } from "../../../functions/case/follow-ups.ts";
import type { World } from "../../../functions/case/world.ts";
import { sampleForm, withValue } from "../../fixtures/company-registration/forms.ts";
import { answerItem, answers, type BengbuItem } from "../../support/answers.ts";
import { approve, filedHistory, type History, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import { material, materialsFor } from "../../support/sample-filing.ts";
import {
  answerSynthetic,
  approveSynthetic,
  type Synthetic,
  syntheticFiling,
  syntheticWorld,
} from "../../support/synthetic-process.ts";

const now = later(filingMoment, { minutes: 30 });
const settle = { type: "SettleStage" } as const;

const filed = (synthetic: Synthetic, form: Record<string, unknown> = {}): History => {
  const history = makeHistory(syntheticWorld(synthetic));
  history.perform(syntheticFiling(form), filingMoment);
  return history;
};

const registration: readonly BengbuItem[] = [
  "enterprise-registration",
  "organization-code",
  "tax-registration",
];

describe("withFollowUps: stages", () => {
  it("asks the next stage in the append that settles the one before", () => {
    const history = filedHistory({ sample: "hazardous-chemicals" });
    approve(history, "hazardous-chemicals-permit", now);

    given(history)
      .when(settle, now)
      .thenEvents(
        { type: "StageSettled", stageId: "pre-approval", last: false },
        ...registration.map((itemId) => ({ type: "ItemAsked" as const, itemId, because: "first" })),
      );
  });

  it("passes over every stage in which nobody is asked, to the end", () => {
    const waived = { status: { kind: "suspended", until: null } } as const;
    const notified = { status: { kind: "transformed", to: "dept-other" } } as const;
    const history = makeHistory(
      syntheticWorld({
        stages: [["a"], ["b"], ["c"]],
        when: { a: "x" },
        rows: { b: waived, c: notified },
      }),
    );

    given(history)
      .when(syntheticFiling(), filingMoment)
      .thenEvents(
        { type: "CaseFiled" },
        { type: "StageSettled", stageId: "stage-1", last: false },
        { type: "StageSettled", stageId: "stage-2", last: false },
        { type: "StageSettled", stageId: "stage-3", last: true },
      );

    expect(history.state().status).toBe("settled");
  });

  it("waits for no output of an item that takes no part", () => {
    const history = filed({
      stages: [["a", "b"]],
      rows: { a: { status: { kind: "suspended", until: null } } },
      parts: { a: { yields: ["aNumber"] }, b: { needs: { a: ["aNumber"] } } },
    });

    expect(history.item("b").status).toBe("asked");
  });

  it("shows a changed input to a department whose wish is out, so that it decides on what stands", () => {
    const history = filed({
      stages: [["a", "b", "c"]],
      parts: { a: { yields: ["aNumber"] }, b: { needs: { a: ["aNumber"] } } },
    });
    approveSynthetic(history, "a", now, { outputs: { aNumber: "1" } });
    history.perform(answerSynthetic("b", answers.correctionRequired(now)), now);
    const next = later(now, { minutes: 5 });
    const answer = answers.approved(next, { outputs: { aNumber: "2" } });

    given(history)
      .when(answerSynthetic("a", answer), next)
      .thenEvents({ type: "ItemApproved", itemId: "a" }, { type: "ItemUpdated", itemId: "b" });
    given(history)
      .when(answerSynthetic("b", answers.approved(now)), next)
      .thenRefused("RevisionSuperseded");
    expect(history.item("b").status).toBe("correcting");
  });

  it("asks for an item only when every one of its inputs is there", () => {
    const history = filed({
      stages: [["a", "b", "c"]],
      parts: {
        a: { yields: ["aNumber"] },
        b: { yields: ["bNumber"] },
        c: { needs: { a: ["aNumber"], b: ["bNumber"] } },
      },
    });

    approveSynthetic(history, "a", now, { outputs: { aNumber: "1" } });
    expect(history.item("c").status).toBe("waiting");
    approveSynthetic(history, "b", now, { outputs: { bNumber: "1" } });

    expect(history.item("c").status).toBe("asked");
  });

  it("never rests on rules that contradict themselves, and says which process", () => {
    const world = syntheticWorld({ stages: [["a"]] });
    const history = makeHistory(world);
    history.perform(syntheticFiling({ shared: "1", fields: { a: "2" } }), filingMoment);
    const row = rowOf(world, "a");
    const rows = [
      { ...row, scope: ["shared"] },
      { ...row, scope: ["fields.a"] },
    ];
    const items = new Map([["a", row]]);
    items.get = () => rows.reverse()[0];
    history.world = { ...world, catalog: { ...world.catalog, items } };

    expect(() => history.attempt({ type: "ContinueCase" }, now)).toThrow(
      /"synthetic" never come to rest on case case-1/,
    );
  });

  it("tells materials of one row from those of another that reads the same fields", () => {
    const scope = ["shared"];
    const rows = { a: { scope, materials: ["m"] }, b: { scope, materials: [] } };
    const history = makeHistory(syntheticWorld({ stages: [["a", "b"]], rows }));
    const filing = syntheticFiling({ shared: 1 });

    history.perform({ ...filing, materials: [material("m")] }, filingMoment);
    given(history)
      .when(
        { type: "CorrectCase", baseRevision: 1, form: filing.form, materials: [material("m", "new")] },
        now,
      )
      .thenEvents({ type: "RevisionSubmitted" }, { type: "ItemUpdated", itemId: "a" });

    expect(history.item("a").fingerprint).not.toBe(history.item("b").fingerprint);
  });

  it("shows nothing any more to a department whose item left the catalogue", () => {
    const history = filed({ stages: [["a"]] }, { shared: 1 });
    const before = history.item("a").fingerprint;
    history.world = { ...history.world, catalog: { ...history.world.catalog, items: new Map() } };

    given(history).when({ type: "ContinueCase" }, now).thenEvents({ type: "ItemUpdated", itemId: "a" });

    expect(history.item("a").fingerprint).not.toBe(before);
  });

  it("adds nothing to nothing", () => {
    expect(withFollowUps(syntheticWorld({ stages: [["a"]] }), null, [], now)).toEqual([]);
    expect(applyAll(null, [], now)).toBeNull();
  });
});

describe("withFollowUps: an early approval goes stale in a later stage", () => {
  const inSecondStage = () => {
    const history = filedHistory({ sample: "hazardous-chemicals" });
    approve(history, "hazardous-chemicals-permit", now);
    history.perform(settle, now);
    return history;
  };
  const moveTo = (history: History, address: string) => {
    const form = withValue(sampleForm("hazardous-chemicals"), "domicile.address", address);
    const materials = materialsFor(form);
    history.perform({ type: "CorrectCase", baseRevision: history.state().revision, form, materials }, now);
  };

  it("asks the pre-approval's authority again and opens its stage", () => {
    const history = inSecondStage();

    moveTo(history, "安徽省蚌埠市怀远县经济开发区金河路68号");

    expect(history.item("hazardous-chemicals-permit")).toMatchObject({
      status: "accepted",
      round: 2,
      revision: 2,
    });
    expect(history.state().settledStages).toEqual([]);
    expect(history.item("tax-registration")).toMatchObject({ status: "asked", round: 1, revision: 2 });
  });

  it("settles the opened stage again by itself, for the workflow is further on", () => {
    const history = inSecondStage();
    moveTo(history, "安徽省蚌埠市怀远县经济开发区金河路68号");

    const events = approve(history, "hazardous-chemicals-permit", now);

    expect(events).toMatchObject([
      { type: "ItemApproved" },
      { type: "StageSettled", stageId: "pre-approval", last: false },
    ]);
    given(history)
      .when(answerItem("hazardous-chemicals-permit", answers.rejected(now, { revision: 2 })), now)
      .thenRefused("AlreadySettled");
  });

  it("gives no licence before the opened stage is through, whoever else has approved", () => {
    const history = inSecondStage();
    moveTo(history, "安徽省蚌埠市怀远县经济开发区金河路68号");
    for (const item of registration) approve(history, item, now, { n: 3 });

    given(history).when(settle, now).thenEvents();
    approve(history, "hazardous-chemicals-permit", now);

    given(history)
      .when(settle, now)
      .thenEvents({ type: "StageSettled", stageId: "registration", last: true });
  });

  it("asks for the next number as soon as the opened stage is through", () => {
    const history = filedHistory({ sample: "hazardous-chemicals", mode: "three-numbers" });
    approve(history, "hazardous-chemicals-permit", now);
    history.perform(settle, now);
    moveTo(history, "安徽省蚌埠市怀远县经济开发区金河路68号");
    approve(history, "enterprise-registration", now);
    expect(history.item("organization-code").status).toBe("waiting");

    const events = approve(history, "hazardous-chemicals-permit", now);

    expect(events.at(-1)).toMatchObject({
      type: "ItemAsked",
      itemId: "organization-code",
      because: "input-available",
    });
  });

  it("ends at once on a refusal of the later stage, though the earlier one is open", () => {
    const history = inSecondStage();
    moveTo(history, "安徽省蚌埠市怀远县经济开发区金河路68号");

    const events = history.perform(
      answerItem("tax-registration", answers.rejected(now, { revision: 2 })),
      now,
    );

    expect(events.slice(-2)).toMatchObject([
      { type: "CaseRefused", reasons: [{ itemId: "tax-registration" }] },
      { type: "VoidAsked", itemId: "hazardous-chemicals-permit" },
    ]);
  });

  it("sends one notice with the wishes of both stages", () => {
    const history = filed({ stages: [["a"], ["b"]] }, { shared: "1" });
    approveSynthetic(history, "a", now);
    history.perform(settle, now);
    history.perform({ type: "CorrectCase", baseRevision: 1, form: { shared: "2" }, materials: [] }, now);
    history.perform(answerSynthetic("b", answers.correctionRequired(now, { revision: 2 })), now);

    given(history)
      .when(answerSynthetic("a", answers.correctionRequired(now, { revision: 2 })), now)
      .thenEvents(
        { type: "CorrectionWished" },
        { type: "CorrectionNoticeIssued", wishes: [{ itemId: "a" }, { itemId: "b" }] },
      );
  });
});

describe("withFollowUps: answers while the notice is out", () => {
  const noticed = () => {
    const history = filed({ stages: [["a", "b", "c"]], policy: "await-all" });
    history.perform(answerSynthetic("a", answers.correctionRequired(now)), now);
    history.perform(answerSynthetic("b", answers.correctionRequired(now)), now);
    history.perform({ type: "KeepTime" }, moment("2026-12-01", "17:30"));
    return history;
  };
  const day = moment("2026-12-01", "18:00");

  it("takes a wish off the notice when its department approves, and keeps the others", () => {
    const history = noticed();

    given(history)
      .when(answerSynthetic("a", answers.approved(day)), day)
      .thenEvents({ type: "ItemAccepted" }, { type: "ItemApproved" });

    expect(history.state()).toMatchObject({
      status: "awaiting-applicant",
      notice: { wishes: [{ itemId: "b" }] },
    });
  });

  it("lifts the notice when the last wish is gone, and reviews on", () => {
    const history = noticed();
    approveSynthetic(history, "a", day);

    given(history)
      .when(answerSynthetic("b", answers.approved(day)), day)
      .thenEvents(
        { type: "ItemAccepted" },
        { type: "ItemApproved" },
        { type: "CorrectionNoticeLifted", number: 1 },
      );

    expect(history.state()).toMatchObject({ status: "reviewing", notice: null });
  });

  it("lifts the notice when the departments refuse instead, and then waits for the last one", () => {
    const history = noticed();
    history.perform(answerSynthetic("a", answers.rejected(day)), day);

    given(history)
      .when(answerSynthetic("b", answers.rejected(day)), day)
      .thenEvents({ type: "ItemAccepted" }, { type: "ItemRejected" }, { type: "CorrectionNoticeLifted" });
    const events = history.perform(answerSynthetic("c", answers.approved(day)), day);

    expect(events.slice(-2)).toMatchObject([
      { type: "CaseRefused", reasons: [{ itemId: "a" }, { itemId: "b" }] },
      { type: "VoidAsked", itemId: "c" },
    ]);
  });

  it("does not send the same notice twice when another department approves", () => {
    const history = noticed();

    given(history)
      .when(answerSynthetic("c", answers.approved(day)), day)
      .thenEvents({ type: "ItemAccepted", deemed: false }, { type: "ItemApproved" });

    expect(history.state().noticeCount).toBe(1);
  });

  it("sends a new notice when a department wishes for something else", () => {
    const history = noticed();
    approveSynthetic(history, "c", day);
    const wishes = [{ path: "contact.phone", message: "请核对电话" }];

    given(history)
      .when(answerSynthetic("a", answers.correctionRequired(day, { wishes })), day)
      .thenEvents(
        { type: "CorrectionWished" },
        { type: "CorrectionNoticeIssued", number: 2, wishes: [{ path: "contact.phone" }, { itemId: "b" }] },
        { type: "BreachRecorded", breach: "second-notice", item: "a", paths: ["contact.phone"] },
      );
  });

  it("asks again exactly the departments that wished, and leaves the waiting state", () => {
    const history = noticed();
    approveSynthetic(history, "c", day);

    given(history)
      .when({ type: "CorrectCase", baseRevision: 1, form: { fields: { a: 1 } }, materials: [] }, day)
      .thenEvents(
        { type: "RevisionSubmitted" },
        { type: "ItemAsked", itemId: "a", because: "correction-answered" },
        { type: "ItemAsked", itemId: "b", because: "correction-answered" },
      );

    expect(history.state()).toMatchObject({ status: "reviewing", notice: null });
    expect(history.item("c").status).toBe("approved");
  });
});

describe("settleStage", () => {
  it("does nothing, as often as it is asked, while somebody reviews", () => {
    const history = filedHistory();

    given(history).when(settle, now).thenEvents();
    given(history).when(settle, now).thenEvents();
  });

  it("settles once", () => {
    const history = filedHistory();
    for (const item of registration) approve(history, item, now);

    given(history)
      .when(settle, now)
      .thenEvents({ type: "StageSettled", stageId: "registration", last: true });
    given(history).when(settle, now).thenEvents();
  });

  it("does nothing while the applicant is waited for", () => {
    const history = filed({ stages: [["a"]] });
    history.perform(answerSynthetic("a", answers.correctionRequired(now)), now);

    given(history).when(settle, now).thenEvents();
  });

  it("does nothing once the case is closed", () => {
    const history = filedHistory();
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, now);

    given(history).when(settle, now).thenEvents();
  });
});

describe("processOf", () => {
  it("stops when a case runs under a process the hub no longer has", () => {
    const history = filedHistory();
    history.world = { ...history.world, processes: new Map() };

    expect(() => history.attempt(settle, now)).toThrow(/no process "company-registration" is installed/);
  });
});

const rowOf = (world: World, itemId: string) => {
  const row = world.catalog.items.get(itemId);
  if (row === undefined) throw new Error(`no row "${itemId}"`);
  return row;
};
