import { afterEach, describe, expect, it, vi } from "vitest";
import { makeStackDirectory } from "../../../../functions/runtime/aws/directory.ts";
import { makeQueueUrlOf } from "../../../../functions/runtime/aws/queues.ts";

afterEach(() => vi.unstubAllEnvs());

describe("makeStackDirectory", () => {
  it("reads channel and dialect of every department, and the address only where it is told", () => {
    vi.stubEnv(
      "LIANBAN_CONNECTIONS",
      JSON.stringify({
        finance: "desk json ",
        tax: "system form-sm3",
        land: "system json https://land.example.cn/a b",
      }),
    );
    const { connection } = makeStackDirectory();

    expect(connection("finance")).toEqual({
      department: "finance",
      channel: "desk",
      dialect: "json",
      url: "",
    });
    expect(connection("tax")).toEqual({ department: "tax", channel: "system", dialect: "form-sm3", url: "" });
    expect(connection("land")?.url).toBe("https://land.example.cn/a b");
    expect(connection("police")).toBeNull();
  });
});

describe("makeQueueUrlOf", () => {
  it("finds queues by name where the relay's own lies", () => {
    vi.stubEnv("LIANBAN_QUEUES", JSON.stringify({ tax: "lianban-dev-tax" }));
    vi.stubEnv(
      "LIANBAN_RELAY_QUEUE_URL",
      "https://sqs.us-east-1.amazonaws.com/123456789012/lianban-dev-relay",
    );
    const queueUrlOf = makeQueueUrlOf();

    expect(queueUrlOf("tax")).toBe("https://sqs.us-east-1.amazonaws.com/123456789012/lianban-dev-tax");
    expect(queueUrlOf("land")).toBeNull();
  });

  it("takes an adapter's own queue by its address", () => {
    vi.stubEnv("LIANBAN_QUEUES", JSON.stringify({ tax: "https://sqs.example/1/own" }));

    expect(makeQueueUrlOf()("tax")).toBe("https://sqs.example/1/own");
  });
});
