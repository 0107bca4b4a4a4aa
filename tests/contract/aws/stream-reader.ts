import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import {
  type _Record,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import type { Table } from "../../../functions/adapters/aws/table.ts";

/** Reads a table's stream from its beginning, once. */
export interface StreamReader {
  /** What has come since the last read. */
  read: () => Promise<_Record[]>;
  close: () => void;
}

/** A reader of the shards a table's stream has now; a young table's do not split. */
export const openStream = async ({ name, db }: Table): Promise<StreamReader> => {
  const streams = new DynamoDBStreamsClient({});
  const { Table: table } = await db.send(new DescribeTableCommand({ TableName: name }));
  const StreamArn = table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const iteratorOf = async ({ ShardId }: { ShardId?: string | undefined }): Promise<string | undefined> => {
    const start = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
    return (await streams.send(new GetShardIteratorCommand(start))).ShardIterator;
  };
  const iterators = await Promise.all((StreamDescription?.Shards ?? []).map(iteratorOf));

  const readShard = async (ShardIterator: string | undefined, shard: number): Promise<_Record[]> => {
    if (ShardIterator === undefined) return [];
    const { Records = [], NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    iterators[shard] = NextShardIterator;
    return Records;
  };

  return {
    read: async () => (await Promise.all(iterators.map(readShard))).flat(),
    close: () => streams.destroy(),
  };
};
