import { describe, expect, it } from "vitest";
import { checkCompanyName } from "../../../schemas/forms/company-name.ts";
import { tradeName } from "../../e2e/trade-names.ts";

describe("tradeName", () => {
  it("gives a name that no rule objects to, the same for a word throughout a run", () => {
    const name = { division: "蚌埠", industry: "智能装备", organizationForm: "有限公司" };

    const findings = checkCompanyName({ ...name, tradeName: tradeName("一号") });

    expect(findings).toEqual([]);
    expect(tradeName("一号")).toBe(tradeName("一号"));
    expect(tradeName("一号")).not.toBe(tradeName("三号"));
  });
});
