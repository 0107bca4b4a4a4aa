import { describe } from "vitest";
import { caseStoreFixture, deliveriesFixture } from "./embedded-fixtures.ts";
import { testJointReviewOutage } from "./joint-review-outage.contract.ts";

describe("the queues of an embedded hub", () => {
  testJointReviewOutage(caseStoreFixture, deliveriesFixture);
});
