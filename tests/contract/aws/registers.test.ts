import { describe } from "vitest";
import { testRegisters } from "../registers.contract.ts";
import { caseStoreFixture } from "./case-store-fixture.ts";

describe("the AWS adapters", () => {
  testRegisters(caseStoreFixture);
});
