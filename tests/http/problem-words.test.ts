import { describe, expect, it } from "vitest";
import type { ProblemRow } from "../../functions/http/problem-row.ts";
import { type Failure, problems } from "../../functions/http/problems.ts";

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
    ["a case that is not settled", { kind: "NotSettled", status: "awaiting-applicant" }, "“等您补正”"],
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
