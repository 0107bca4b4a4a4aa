import { describe } from "vitest";
import { testCalendarYears } from "./calendar-years.contract.ts";
import { testCaseStore } from "./case-store.contract.ts";
import { testChanges } from "./changes.contract.ts";
import { testClock } from "./clock.contract.ts";
import { testDeliveries } from "./deliveries.contract.ts";
import { testDocuments } from "./documents.contract.ts";
import {
  calendarYearsFixture,
  caseStoreFixture,
  changesFixture,
  clockFixture,
  deliveriesFixture,
  documentsFixture,
  idsFixture,
  keysFixture,
  relaySourceFixture,
  taskTokensFixture,
  workflowFixture,
} from "./embedded-fixtures.ts";
import { testIds } from "./ids.contract.ts";
import { testKeepingTime } from "./keeping-time.contract.ts";
import { testKeys } from "./keys.contract.ts";
import { testRegisters } from "./registers.contract.ts";
import { testRelaySource } from "./relay-source.contract.ts";
import { testTaskTokens } from "./task-tokens.contract.ts";
import { testWorkflow } from "./workflow.contract.ts";

describe("the embedded adapters", () => {
  testCaseStore(caseStoreFixture);
  testRegisters(caseStoreFixture);
  testKeepingTime(caseStoreFixture);
  testCalendarYears(calendarYearsFixture);
  testRelaySource(relaySourceFixture);
  testTaskTokens(taskTokensFixture);
  testWorkflow(workflowFixture);
  testDeliveries(deliveriesFixture);
  testDocuments(documentsFixture);
  testKeys(keysFixture);
  testIds(idsFixture);
  testChanges(changesFixture);
  testClock(clockFixture);
});
