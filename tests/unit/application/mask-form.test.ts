import { describe, expect, it } from "vitest";
import { maskPersonal, resolveMasks } from "../../../functions/application/mask-form.ts";

const li = { name: "李淮生", idType: "resident-id", idNumber: "340300198503120006" };
const wang = { name: "王珍珠", idType: "resident-id", idNumber: "340300198807060006" };
const standing = {
  shareholders: [li, wang],
  domicile: { address: "工农路168号,联系人证号340300198503120006" },
};
const shown = maskPersonal(standing) as typeof standing;

const problemsOf = (incoming: unknown): string[] => {
  const resolved = resolveMasks(incoming, standing);
  return "problems" in resolved ? resolved.problems.map(({ path }) => path) : [];
};

describe("resolveMasks", () => {
  it("gives both shareholders the same mask, which is what makes this hard", () => {
    expect(shown.shareholders[0]?.idNumber).toBe("3403**********0006");
    expect(shown.shareholders[1]?.idNumber).toBe("3403**********0006");
  });

  it("puts back everything that comes back as it was shown", () => {
    expect(resolveMasks(shown, standing)).toEqual({ form: standing });
  });

  it("keeps every number with its person when rows are reordered, removed or added", () => {
    const [one, two] = shown.shareholders;
    const added = { name: "新股东", idType: "resident-id", idNumber: "340300199001010004" };

    expect(resolveMasks({ shareholders: [two, one] }, standing)).toEqual({
      form: { shareholders: [wang, li] },
    });
    expect(resolveMasks({ shareholders: [two] }, standing)).toEqual({ form: { shareholders: [wang] } });
    expect(resolveMasks({ shareholders: [added, one, two] }, standing)).toEqual({
      form: { shareholders: [added, li, wang] },
    });
  });

  it("never gives a number to another name: the number must then be written in full", () => {
    const renamed = { ...shown.shareholders[0], name: "李淮升" };
    expect(problemsOf({ shareholders: [renamed, shown.shareholders[1]] })).toEqual([
      "shareholders.0.idNumber",
    ]);
  });

  it("never guesses between two numbers of one name", () => {
    const twins = { shareholders: [li, { ...li, idNumber: "340300198001010006" }] };
    const resolved = resolveMasks(maskPersonal(twins), twins);
    expect("problems" in resolved && resolved.problems.length).toBe(2);
  });

  it("never stores a mask that stands in a text somebody edited", () => {
    const address = `${shown.domicile.address}2楼`;
    expect(problemsOf({ ...shown, domicile: { address } })).toEqual(["domicile.address"]);
  });

  it("never stores a mask somebody made up", () => {
    expect(
      problemsOf({ agent: { name: "某人", idType: "resident-id", idNumber: "3403**********0008" } }),
    ).toEqual(["agent.idNumber"]);
  });

  it("leaves full numbers and other texts as they are", () => {
    const incoming = { shareholders: [{ ...li, idNumber: "340300199001010004" }], note: "五星*****" };
    const resolved = resolveMasks({ shareholders: incoming.shareholders }, standing);
    expect(resolved).toEqual({ form: { shareholders: incoming.shareholders } });
  });
});
