import { describe } from "vitest";
import { testKeepingTime } from "../keeping-time.contract.ts";
import { caseStoreFixture } from "./case-store-fixture.ts";

describe("keeping time on DynamoDB", () => {
  testKeepingTime(caseStoreFixture);
});
