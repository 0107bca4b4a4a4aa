import { defineConfig } from "vitest/config";

const project = (name: string, testTimeout = 10_000) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout, hookTimeout: 30_000 },
});

/** Projects are named as their folders, so `vitest --project contract` runs one kind of test. */
export default defineConfig({
  test: {
    projects: [
      project("unit"),
      project("property", 120_000),
      project("contract", 30_000),
      project("http", 30_000),
      project("e2e", 120_000),
      project("crash"),
    ],
    coverage: { include: ["schemas/**", "functions/**"], reporter: ["text-summary", "json-summary"] },
  },
});
