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
        : [project("aws", 120_000, { include: [ON_AWS, "tests/aws/**/*.test.ts"], hookTimeout: 120_000 })]),
    ],
    coverage: { include: ["schemas/**", "functions/**"], reporter: ["text-summary", "json-summary"] },
  },
});
