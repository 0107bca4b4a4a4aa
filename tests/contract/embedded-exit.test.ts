import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DataFolder, makeDataFolder } from "./embedded-fixtures.ts";

describe("the embedded adapters", () => {
  let data: DataFolder;

  beforeEach(async () => {
    data = makeDataFolder();
    (await data.open()).close();
  });
  afterEach(() => data.dispose());

  it("keep no process alive by themselves, whatever waits for its next try", async () => {
    const script = fileURLToPath(new URL("./idle-hub.ts", import.meta.url));
    const started = performance.now();

    const child = spawn(process.execPath, [script, data.path()], { stdio: "inherit", timeout: 20_000 });
    const code = await new Promise((resolve) => child.once("close", resolve));

    expect(code).toBe(0);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
