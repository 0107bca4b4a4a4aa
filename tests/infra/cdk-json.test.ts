import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { flags } from "./synthesize.ts";

const recommended = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("aws-cdk-lib/recommended-feature-flags.json"), "utf8"),
) as Record<string, unknown>;

/** Flags that are set otherwise than recommended, with the reason. */
const OTHERWISE: Readonly<Record<string, { value: unknown; reason: string }>> = {
  "@aws-cdk/core:defaultCrossStackReferences": {
    value: "strong",
    reason: "the data stack must not be deleted, nor its exports changed, under a hub that uses it",
  },
  "@aws-cdk/core:enableAdditionalMetadataCollection": {
    value: false,
    reason: "what a centre deploys is not told to anybody",
  },
};

describe("cdk.json", () => {
  it("sets every flag the CDK recommends for new projects", () => {
    const otherwise = Object.fromEntries(Object.entries(OTHERWISE).map(([flag, { value }]) => [flag, value]));

    expect(flags).toEqual({ ...recommended, ...otherwise });
  });
});
