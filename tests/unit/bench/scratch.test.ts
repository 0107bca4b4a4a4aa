import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeScratch } from "../../bench/peers/scratch.ts";

const node = process.execPath;
const waitForever = "setInterval(() => undefined, 1000)";

describe("makeScratch", () => {
  it("ends its children in good order and removes its folder", async () => {
    const ended: string[] = [];
    const scratch = makeScratch("scratch-test-", (message) => ended.push(message));
    writeFileSync(join(scratch.folder, "data"), "x");
    const child = scratch.spawnChild({ name: "waiter", file: node, args: ["-e", waitForever] });

    await scratch.clear();

    expect(child.signalCode).toBe("SIGTERM");
    expect(existsSync(scratch.folder)).toBe(false);
    expect(ended).toEqual([]);
  });

  it("ends the last child started first", async () => {
    const order: string[] = [];
    const scratch = makeScratch("scratch-test-", () => undefined);
    for (const name of ["database", "service"]) {
      scratch
        .spawnChild({ name, file: node, args: ["-e", waitForever] })
        .once("exit", () => order.push(name));
    }

    await scratch.clear();

    expect(order).toEqual(["service", "database"]);
  });

  it("tells of a child that ends by itself, with its log", async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const scratch = makeScratch("scratch-test-", resolve);
    scratch.spawnChild({
      name: "crasher",
      file: node,
      args: ["-e", "console.error('disk full'); process.exit(3)"],
    });

    const message = await promise;
    await scratch.clear();

    expect(message).toBe("crasher ended by itself (exit code 3)\ndisk full\n");
  });

  it("starts nothing once it is being cleared", async () => {
    const scratch = makeScratch("scratch-test-", () => undefined);
    await scratch.clear();

    expect(() => scratch.spawnChild({ name: "late", file: node })).toThrow(
      "late not started: the run is ending",
    );
  });
});
