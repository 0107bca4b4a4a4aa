import { describe } from "vitest";
import { testJointReview } from "../joint-review.contract.ts";
import { caseStoreFixture } from "./case-store-fixture.ts";

describe("the joint construction review on DynamoDB", () => {
  testJointReview(caseStoreFixture, { seeds: 3, processes: 3 });
});
