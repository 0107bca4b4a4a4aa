import { describe, expect, it } from "vitest";
import { licenceRecord } from "../../../schemas/licence.ts";
import { oneCode } from "./sample-licence.ts";
import { joinBy, jointOpinion, opinionOf, opinionWith, sampleJoins } from "./sample-opinion.ts";

const faultsOf = (candidate: unknown): string[] => {
  const parsed = licenceRecord.safeParse(candidate);
  const paths = parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."));
  return [...new Set(paths)];
};

const withJoin = (join: Record<string, unknown>) => opinionWith({ proof: { joins: [join] } });

const meeting = {
  meetingId: "m-1",
  kind: "site-acceptance",
  heldOn: "2026-11-18",
  attended: ["planning", "archives"],
  absent: ["landscaping"],
};

describe("licenceRecord of a joint opinion", () => {
  it("takes an opinion, every way an item may come through included", () => {
    const { kind, proof } = opinionOf();

    expect(kind).toBe("joint-opinion");
    expect(proof.joins).toEqual(sampleJoins);
  });

  it("takes one of no works, no facts and a last day", () => {
    const project = { ...jointOpinion.project, works: [] };

    expect(faultsOf(opinionWith({ project, facts: [], validUntil: "2027-11-25" }))).toEqual([]);
  });

  it("takes one of a process that knows no projects", () => {
    expect(opinionOf({ project: null }).project).toBeNull();
  });

  it("takes meetings and fees in its proof", () => {
    const fees = { sheetId: "fees-1", payableFen: 100, reliefFen: 0, paidFen: 100 };

    expect(opinionOf({ proof: { meetings: [meeting], fees } }).proof).toMatchObject({
      meetings: [meeting],
      fees,
    });
    expect(opinionOf({ proof: { fees: null } }).proof.fees).toBeNull();
  });

  it.each([
    "2101-340300-04-01-12345",
    "2101-340300-04-01-1234567",
    "2101340300040112345678",
    "2101-340300-04-01-12345A",
    " 2101-340300-04-01-123456",
    "2101-340300-04-01-123456\n",
  ])("refuses the project code %j", (code) => {
    expect(faultsOf(opinionWith({ project: { ...jointOpinion.project, code } }))).toEqual(["project.code"]);
  });

  it.each([
    ["a code of a business licence", { codes: { uscc: "91340300PDY00001XC" } }, "codes"],
    ["a title in one language", { title: { zh: "联合验收意见书" } }, "title.en"],
    [
      "a line break in a fact",
      { facts: [{ label: { zh: "甲", en: "a" }, value: "一\n二" }] },
      "facts.0.value",
    ],
    ["a holder with a domicile", { holder: { name: "甲", domicile: "乙" } }, "holder"],
    ["no word on how long it holds", { validUntil: undefined }, "validUntil"],
    ["41 facts", { facts: Array(41).fill(jointOpinion.facts[0]) }, "facts"],
    ["201 works", { project: { ...jointOpinion.project, works: Array(201).fill("1号楼") } }, "project.works"],
  ])("refuses %s", (_, changes, path) => {
    expect(faultsOf({ ...jointOpinion, ...changes })).toEqual([path]);
  });

  it("refuses one without the hash of its joins", () => {
    expect(faultsOf(opinionWith({ proof: { joinsHash: undefined } }))).toEqual(["proof.joinsHash"]);
  });

  it("refuses the parts of one kind under the name of the other", () => {
    expect(faultsOf({ ...jointOpinion, kind: "business-licence" })).not.toEqual([]);
    expect(faultsOf({ ...oneCode, kind: "joint-opinion" })).not.toEqual([]);
    expect(faultsOf({ ...oneCode, kind: "permit" })).toEqual(["kind"]);
  });
});

describe("the joins of a record", () => {
  it.each(["deemed", "overruled"] as const)("may name nobody where the answer is %s", (answer) => {
    expect(faultsOf(withJoin(joinBy("planning", null, { answer })))).toEqual([]);
  });

  it("name a person where the department approved", () => {
    expect(faultsOf(withJoin(joinBy("planning", null)))).toEqual(["proof.joins.0.officer"]);
  });

  it("name a person in records that do not tell the answer, which hold approvals only", () => {
    const { answer: _, ...old } = joinBy("planning", null);

    expect(faultsOf(withJoin(old))).toEqual(["proof.joins.0.officer"]);
  });

  it.each([
    ["an answer that is no consent", { answer: "rejected" }, "answer"],
    ["a round before any", { round: -1 }, "round"],
    ["no person at all, not even null", { officer: undefined }, "officer"],
    ["an empty basis", { basis: "" }, "basis"],
  ])("refuse %s", (_, said, path) => {
    expect(faultsOf(withJoin({ ...joinBy("planning", "王淮"), ...said }))).toEqual([`proof.joins.0.${path}`]);
  });
});

describe("the proof of a record", () => {
  it("of a business licence may have all that is new, and a record made before parses as it was", () => {
    const proof = { ...oneCode.proof, joins: [joinBy("tax", "李明")], joinsHash: "b".repeat(64), fees: null };

    expect(faultsOf({ ...oneCode, proof })).toEqual([]);
    expect(licenceRecord.parse(oneCode)).toEqual(oneCode);
  });

  it.each([
    ["a department that both came and stayed away", { meetings: [{ ...meeting, absent: ["archives"] }] }],
    ["a meeting of no known kind", { meetings: [{ ...meeting, kind: "dinner" }] }],
    ["a part of a fen", { fees: { sheetId: "f", payableFen: 0.5, reliefFen: 0, paidFen: 0 } }],
    ["a hash that is none", { joinsHash: "B".repeat(64) }],
  ])("refuses %s", (_, proof) => {
    expect(faultsOf(opinionWith({ proof }))).toHaveLength(1);
  });
});
