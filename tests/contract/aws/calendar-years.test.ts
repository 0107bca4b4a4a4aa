import { describe } from "vitest";
import { makeDynamoCalendarYears } from "../../../functions/adapters/aws/calendar-years.ts";
import type { CalendarYears } from "../../../functions/ports/calendar-years.ts";
import { testCalendarYears } from "../calendar-years.contract.ts";
import type { DurableFixture } from "../fixture.ts";
import { makeTestTable } from "./table-fixture.ts";

const calendarYearsFixture = (): DurableFixture<CalendarYears> => {
  const table = makeTestTable();
  const open = async (): Promise<CalendarYears> => makeDynamoCalendarYears(await table.open());
  return { create: open, reopen: open, dispose: table.dispose };
};

describe("the AWS adapters", () => {
  testCalendarYears(calendarYearsFixture);
});
