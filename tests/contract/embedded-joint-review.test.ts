import { describe } from "vitest";
import { caseStoreFixture } from "./embedded-fixtures.ts";
import { testJointReview } from "./joint-review.contract.ts";

describe("the joint construction review on SQLite", () => {
  testJointReview(caseStoreFixture, { seeds: 10, processes: 3 });
});
