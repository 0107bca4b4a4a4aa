import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TaskTokens } from "../../functions/ports/task-tokens.ts";
import type { DurableFixture } from "./fixture.ts";
import { caseIdOf } from "./samples.ts";

const A = caseIdOf(1);
const B = caseIdOf(2);

/** What every store of callback tokens must do. */
export const testTaskTokens = (makeFixture: () => DurableFixture<TaskTokens>): void => {
  describe("TaskTokens", () => {
    let fixture: DurableFixture<TaskTokens>;
    let tokens: TaskTokens;

    beforeEach(async () => {
      fixture = makeFixture();
      tokens = await fixture.create();
    });
    afterEach(() => fixture.dispose());

    it("gives each token back once, with the number still open for its case", async () => {
      await tokens.put(A, "tax-registration", "t-1");
      await tokens.put(A, "organization-code", "t-2");

      expect(await tokens.take(A, "tax-registration")).toEqual({ token: "t-1", left: 1 });
      expect(await tokens.take(A, "tax-registration")).toEqual({ token: null, left: 1 });
      expect(await tokens.take(A, "organization-code")).toEqual({ token: "t-2", left: 0 });
    });

    it("puts a later token in the place of the earlier one", async () => {
      await tokens.put(A, "tax-registration", "t-1");
      await tokens.put(A, "tax-registration", "t-2");

      expect(await tokens.take(A, "tax-registration")).toEqual({ token: "t-2", left: 0 });
    });

    it("has none for an item that never asked", async () => {
      expect(await tokens.take(A, "tax-registration")).toEqual({ token: null, left: 0 });
    });

    it("tells the cases apart", async () => {
      await tokens.put(A, "tax-registration", "t-a");
      await tokens.put(B, "tax-registration", "t-b");

      expect(await tokens.take(A, "tax-registration")).toEqual({ token: "t-a", left: 0 });
      expect(await tokens.take(B, "tax-registration")).toEqual({ token: "t-b", left: 0 });
    });

    it("gives a token to exactly one of 20 who reach for it, and the last of a case is told so", async () => {
      const items = Array.from({ length: 20 }, (_, n) => `item-${n}`);
      await Promise.all(items.map((item) => tokens.put(A, item, `token of ${item}`)));

      const taken = await Promise.all([...items, ...items].map((item) => tokens.take(A, item)));

      expect(taken.filter(({ token }) => token !== null)).toHaveLength(20);
      expect(taken.filter(({ token, left }) => token !== null && left === 0)).toHaveLength(1);
    });

    it("still has its tokens after a crash", async () => {
      await tokens.put(A, "tax-registration", "t-1");
      await tokens.put(A, "organization-code", "t-2");
      await tokens.take(A, "organization-code");

      const again = await fixture.reopen();

      expect(await again.take(A, "organization-code")).toEqual({ token: null, left: 1 });
      expect(await again.take(A, "tax-registration")).toEqual({ token: "t-1", left: 0 });
    });
  });
};
