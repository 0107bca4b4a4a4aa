import { describe, expect, it } from "vitest";
import { makeRelayHandler } from "../../../../functions/adapters/aws/relay-handler.ts";

const ENTRY = { id: 0, caseId: "c-1", fromSeq: 1, toSeq: 2, attempts: 0 };

describe("makeRelayHandler", () => {
  it("hands an entry over and says that it is through", async () => {
    const handler = makeRelayHandler(1_000);
    const handed: unknown[] = [];
    handler.run(async (entry) => void handed.push(entry));

    expect(await handler.try(ENTRY)).toBeNull();
    expect(handed).toEqual([ENTRY]);
  });

  it("says what an entry failed of", async () => {
    const handler = makeRelayHandler(1_000);
    handler.run(async () => {
      throw new TypeError("no machine was compiled");
    });

    expect(await handler.try(ENTRY)).toBe("TypeError: no machine was compiled");
  });

  it("counts an entry that takes too long as failed", async () => {
    const handler = makeRelayHandler(20);
    handler.run(() => new Promise(() => undefined));

    expect(await handler.try(ENTRY)).toMatch(/not carried out within 20 ms/);
  });

  it("rejects before the relay runs and after it stopped, and hands nothing over", async () => {
    const handler = makeRelayHandler(1_000);
    const handed: unknown[] = [];

    await expect(handler.try(ENTRY)).rejects.toThrow("does not run");
    handler.run(async (entry) => void handed.push(entry));
    handler.stop();
    await expect(handler.try(ENTRY)).rejects.toThrow("does not run");

    expect(handed).toEqual([]);
  });
});
