import { describe, expect, it } from "vitest";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import type { ProblemRow } from "../../functions/http/problem-row.ts";
import { type Failure, problemOf, problems } from "../../functions/http/problems.ts";

const detailOf = (failure: Failure): { zh: string; en: string } =>
  (problems[failure.kind] as ProblemRow<Failure>).detail(failure);

/** What a Chinese sentence says outside its quotation marks, where no id of the hub's own belongs. */
const bare = (sentence: string): string => sentence.replaceAll(/“[^”]*”/g, "");

const itemId = "organization-code";
const department = "quality-supervision";

describe("the Chinese sentence of a problem", () => {
  it.each<[string, Failure, string]>([
    ["a status of a case", { kind: "CaseClosed", status: "withdrawn" }, "“已撤回”"],
    ["a status of a case without a licence", { kind: "NoLicence", status: "reviewing" }, "“办理中”"],
    ["a case that is not settled", { kind: "NotSettled", status: "awaiting-applicant" }, "“待您补正或整改”"],
    [
      "a status of an item",
      { kind: "NotDecidable", itemId, status: "stood-down", answer: "lianban.item.approved" },
      "“已终止”",
    ],
    ["nothing to rule on", { kind: "NothingToRule", itemId, status: "accepted" }, "“审查中”"],
    ["a procedure", { kind: "PlannedDurationMissing", itemId, procedure: "expert-review" }, "专家评审期间"],
    ["an item that is closed", { kind: "ItemClosed", itemId, why: "not-in-force" }, "不在有效期内"],
    ["an item of the case", { kind: "ItemUnknown", itemId: "x", known: [itemId, "a-b"] }, "“a-b”"],
    ["a department", { kind: "NotThisDepartment", itemId, department }, `部门“${department}”`],
    ["the lead", { kind: "NotLead", itemId, department, lead: "market-regulation" }, "“market-regulation”"],
    ["what is owed", { kind: "CannotOverrule", itemId, owed: ["uscc"] }, "“uscc”"],
    ["what is undone", { kind: "NothingToVoid", itemId }, `“${itemId}”`],
    ["what is checked", { kind: "NothingToCheck", itemId, why: "no-commitment" }, `“${itemId}”`],
    ["outputs", { kind: "OutputsInvalid", itemId, problems: [] }, `“${itemId}”`],
    ["a stage", { kind: "AlreadySettled", itemId, stageId: "stage-one" }, "“stage-one”"],
    ["a card", { kind: "CardSettled", cardId: "c-1", status: "appealed" }, "“已申诉”"],
    ["another department's card", { kind: "NotYourCard", cardId: "c-1", department }, `“${department}”`],
    ["an act of a station", { kind: "DelegationTooNarrow", act: "withdraw", scope: ["file"] }, "“撤回”"],
    ["an occasion", { kind: "RatedAlready", occasion: "acceptance" }, "受理环节"],
    ["an occasion that was not rated", { kind: "RatingUnknown", occasion: "completion" }, "办结环节"],
    ["an occasion that was answered", { kind: "RatingAnswered", occasion: "filing" }, "申报环节"],
    ["a role", { kind: "Forbidden", needed: ["officer", "chief"] }, "经办人员、首席代表"],
    ["an owner there is not", { kind: "NotTheOwner", owner: null }, "没有责任人"],
  ])("names %s by its word, or sets its id off", (_, failure, words) => {
    const { zh } = detailOf(failure);

    expect(zh).toContain(words);
    expect(
      bare(zh)
        .replace("plannedWorkingDays", "")
        .replace(/\((refuse|suspend)\)/g, ""),
    ).not.toMatch(/[a-z]{3}/);
  });

  it("sets off a code it has no word for", () => {
    expect(detailOf({ kind: "CardSettled", cardId: "c-1", status: "constructor" }).zh).toContain(
      "“constructor”",
    );
  });
});

describe("a problem told to people", () => {
  const nameOf = (id: string) => bengbuCatalog.departments.get(id)?.name ?? null;

  it("says of what only the lead does that it does it, and calls departments by their names in either language", () => {
    const failure: Failure = { kind: "NotLead", itemId: "survey", department: "tax", lead: "planning" };
    const { detail } = problemOf(failure, "r-1", nameOf).problem;

    expect(detail).toContain("应由牵头部门“蚌埠市自然资源和规划局（规划）”办理");
    expect(detail).toContain("this is for the lead, Bengbu Bureau of Natural Resources and Planning");
    expect(detail).not.toMatch(/裁定|planning[”"]/);
    expect(problemOf(failure, "r-1").problem.detail).toContain("“planning”");
  });

  it("tells times as clocks in Beijing do", () => {
    const at = "2026-12-01T01:30:00.000Z";

    expect(detailOf({ kind: "MeetingTimeWrong", why: "past", at }).zh).toBe("开始时间2026-12-01 09:30已过");
    expect(detailOf({ kind: "MeetingTimeWrong", why: "too-far", at: "2026-12-01" }).zh).toContain(
      "2026-12-01",
    );
    const fault = { kind: "TimeWrong", field: "paidAt", at, from: at, until: at } as const;
    expect(detailOf({ kind: "PaymentWrong", fault }).zh).toContain("2026-12-01 09:30(北京时间)");
  });

  it("tells money in yuan with groups of three digits", () => {
    expect(detailOf({ kind: "FeesUnpaid", outstandingFen: 635_584_800 }).zh).toContain("6,355,848.00元");
    const fault = { kind: "AmountDiffers", collector: "tax", owedFen: 123_456_705, paidFen: 1 } as const;
    expect(detailOf({ kind: "PaymentWrong", fault })).toEqual({
      zh: "“tax”应收1,234,567.05元,报来0.01元",
      en: "tax is owed ¥1,234,567.05; the notice says ¥0.01",
    });
  });
});
