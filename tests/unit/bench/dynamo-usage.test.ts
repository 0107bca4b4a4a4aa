import { describe, expect, it } from "vitest";
import {
  type DynamoCall,
  dynamoUsage,
  headWrites,
  isPartial,
  putAgrees,
  wholeRead,
} from "../../bench/aws-cost/dynamo-usage.ts";

const call = (parts: Partial<DynamoCall>): DynamoCall => ({
  action: "Query",
  request: {},
  status: 200,
  answer: {},
  ...parts,
});

const ofKb = (kb: number) => ({ pk: { S: "x".repeat(kb * 1_024 - 2) } });

describe("dynamoUsage", () => {
  it("adds the items of a query up before it rounds", () => {
    const answer = { Items: [ofKb(3), ofKb(3)], ConsumedCapacity: { CapacityUnits: 1 } };

    const usage = dynamoUsage(call({ request: { ConsistentRead: true }, answer }));

    expect(usage).toEqual({ tableReads: 2, tableWrites: 0 });
  });

  it("counts half a unit for an eventual read that finds nothing", () => {
    const usage = dynamoUsage(call({ action: "GetItem" }));

    expect(usage.tableReads).toBe(0.5);
  });

  it("rounds each item of a batch by itself, and counts those that are not there", () => {
    const request = { RequestItems: { t: { Keys: [{}, {}, {}], ConsistentRead: true } } };
    const answer = { Responses: { t: [ofKb(1), ofKb(5)] } };

    const usage = dynamoUsage(call({ action: "BatchGetItem", request, answer }));

    expect(usage.tableReads).toBe(1 + 2 + 1);
  });

  it("takes a write as it is told, of one table or several", () => {
    const one = dynamoUsage(call({ action: "PutItem", answer: { ConsumedCapacity: { CapacityUnits: 3 } } }));
    const several = dynamoUsage(
      call({ action: "TransactWriteItems", answer: { ConsumedCapacity: [{ CapacityUnits: 50 }] } }),
    );

    expect([one.tableWrites, several.tableWrites]).toEqual([3, 50]);
  });

  it("bills a refused write, a transaction twice for each of its items", () => {
    const put = dynamoUsage(call({ action: "PutItem", status: 400 }));
    const transaction = dynamoUsage(
      call({ action: "TransactWriteItems", status: 400, request: { TransactItems: [{}, {}, {}] } }),
    );

    expect([put.tableWrites, transaction.tableWrites]).toEqual([1, 6]);
  });
});

describe("putAgrees", () => {
  const put = (told: number) =>
    call({
      action: "PutItem",
      request: { Item: ofKb(2) },
      answer: { ConsumedCapacity: { CapacityUnits: 9, Table: { CapacityUnits: told } } },
    });

  it("compares the table's own units with the item's size", () => {
    const [right, wrong] = [putAgrees(put(2)), putAgrees(put(1))];

    expect([right, wrong]).toEqual([true, false]);
  });

  it("has nothing to compare for another call", () => {
    const compared = putAgrees(call({}));

    expect(compared).toBeNull();
  });
});

describe("wholeRead", () => {
  const request = {
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
    FilterExpression: "#state = :pkState",
    ProjectionExpression: "sk",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: { ":pk": { S: "a" }, ":sk": { S: "b" }, ":pkState": { S: "c" } },
  };

  it("leaves out what leaves something out, and the names only that used", () => {
    const whole = JSON.parse(JSON.stringify(wholeRead(request)));

    expect(isPartial(request)).toBe(true);
    expect(whole).toEqual({
      KeyConditionExpression: request.KeyConditionExpression,
      ExpressionAttributeValues: { ":pk": { S: "a" }, ":sk": { S: "b" } },
    });
    expect(isPartial(whole)).toBe(false);
  });
});

describe("headWrites", () => {
  const head = { sk: { S: "HEAD" } };

  it("counts puts and updates of heads, and nothing else of a transaction", () => {
    const TransactItems = [
      { Put: { Item: { ...head, status: { S: "reviewing" } } } },
      { Put: { Item: { sk: { S: "EVENT#000001" } } } },
      { Delete: { Key: head } },
      { ConditionCheck: { Key: head } },
    ];

    const counted = headWrites(call({ action: "TransactWriteItems", request: { TransactItems } }));

    expect(counted).toBe(1);
  });

  it("counts a single update, and none that was refused", () => {
    const update = call({ action: "UpdateItem", request: { Key: head } });

    const counted = [headWrites(update), headWrites({ ...update, status: 400 })];

    expect(counted).toEqual([1, 0]);
  });
});
