import { defineConfig } from "vitest/config";

const project = (
  name: string,
  testTimeout = 10_000,
  settings: { exclude?: string[]; include?: string[]; hookTimeout?: number } = {},
) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout, hookTimeout: 30_000, ...settings },
});

/** Tests that need an AWS endpoint; `npm run test:aws` provides one and names the project `aws`. */
const ON_AWS = "tests/contract/aws/**/*.test.ts";

/**
 * Ten times what the longest of them takes on an idle machine, 200 writers with some 20,000 transactions over HTTP. The
 * emulator does all its work on one core and starts a process for a call, so other work slows it down by that much.
 */
const ON_AWS_MS = 300_000;

/** Projects are named as their folders, so `vitest --project contract` runs one kind of test. */
export default defineConfig({
  test: {
    projects: [
      project("unit"),
      project("property", 120_000),
      project("contract", 30_000, { exclude: [ON_AWS] }),
      project("http", 30_000),
      project("infra", 120_000),
      project("e2e", 120_000),
      project("crash"),
      ...(process.env.AWS_ENDPOINT_URL === undefined
        ? []
        : [
            project("aws", ON_AWS_MS, {
              include: [ON_AWS, "tests/aws/**/*.test.ts"],
              hookTimeout: ON_AWS_MS,
            }),
          ]),
    ],
    coverage: { include: ["schemas/**", "functions/**"], reporter: ["text-summary", "json-summary"] },
  },
});
