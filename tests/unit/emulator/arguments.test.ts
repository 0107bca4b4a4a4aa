import { describe, expect, it } from "vitest";
import { CHECKS, readArguments } from "../../aws/arguments.ts";

describe("readArguments", () => {
  it("asks for every check when nothing is said", () => {
    expect(readArguments([])).toEqual({ checks: new Set(CHECKS), deploys: true, keeps: false });
  });

  it("takes --only several times, and deploys only where something needs it", () => {
    expect(readArguments(["--only", "contract"])).toMatchObject({ deploys: false });
    expect(readArguments(["--only", "contract", "--only", "redeploy"])).toEqual({
      checks: new Set(["contract", "redeploy"]),
      deploys: true,
      keeps: false,
    });
    expect(readArguments(["--only", "deploy", "--keep"])).toEqual({
      checks: new Set(),
      deploys: true,
      keeps: true,
    });
  });

  it.each([["--help"], ["--only", "nothing"], ["--bogus"], ["journeys"]])(
    "asks for the usage: %s",
    (...args) => {
      expect(readArguments(args)).toBeNull();
    },
  );
});
