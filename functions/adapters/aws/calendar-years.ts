import { GetCommand, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { CalendarYear } from "../../catalog/calendar/calendar-year.ts";
import type { CalendarYears } from "../../ports/calendar-years.ts";
import { calendarVersion } from "../shared/calendar-version.ts";
import { randomId } from "../shared/random-id.ts";
import type { Item } from "./case-items.ts";
import type { ItemKey } from "./case-keys.ts";
import type { Table } from "./table.ts";

const PARTITION = "CALENDAR";
const YEAR = "YEAR#";

const yearKey = (year: number): ItemKey => ({ pk: PARTITION, sk: YEAR + year });
const MARK_KEY: ItemKey = { pk: PARTITION, sk: "RECOMPUTED" };

/**
 * Imported calendar years in the hub's table, one item each with its days as JSON and the stamp of its last put. All
 * are read strongly consistent, and the version is made of the very items that were read.
 */
export const makeDynamoCalendarYears = ({ name, db }: Table): CalendarYears => {
  const put = async (item: Item): Promise<void> => {
    await db.send(new PutCommand({ TableName: name, Item: item }));
  };

  return {
    load: async () => {
      const query = {
        TableName: name,
        ConsistentRead: true,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":pk": PARTITION, ":prefix": YEAR },
      };
      const items: Item[] = [];
      for await (const { Items = [] } of paginateQuery({ client: db }, query)) items.push(...Items);
      return {
        years: items.map(({ days }) => JSON.parse(days as string) as CalendarYear),
        version: calendarVersion(items.map(({ stamp }) => stamp as string)),
      };
    },
    put: (year) => put({ ...yearKey(year.year), days: JSON.stringify(year), stamp: randomId() }),
    recomputedUnder: async () => {
      const { Item } = await db.send(
        new GetCommand({ TableName: name, Key: { ...MARK_KEY }, ConsistentRead: true }),
      );
      return (Item?.version as string | undefined) ?? "";
    },
    markRecomputed: (version) => put({ ...MARK_KEY, version }),
  };
};
