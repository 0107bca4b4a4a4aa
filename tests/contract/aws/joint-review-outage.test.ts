import { describe } from "vitest";
import { testJointReviewOutage } from "../joint-review-outage.contract.ts";
import { caseStoreFixture } from "./case-store-fixture.ts";
import { deliveriesFixture } from "./deliveries-fixture.ts";

describe("the queues on SQS and DynamoDB", () => {
  testJointReviewOutage(caseStoreFixture, deliveriesFixture);
});
