import type { Context } from "hono";
import { message } from "../../schemas/message.ts";
import { CSV_MEDIA_TYPE } from "../application/csv.ts";
import type { Log } from "../ports/log.ts";
import { Failed, type HubEnv } from "./responses.ts";

/** A table to send: its name without `.csv`, ASCII, and its lines in pieces of any size. */
interface CsvAnswer {
  name: string;
  pieces: AsyncIterable<string>;
  /** Where a whole answer must fit into so many bytes. @default a table of any size, as it is read */
  maxBytes?: number | undefined;
}

const tooLong = (maxBytes: number): Failed =>
  new Failed({
    kind: "Invalid",
    errors: [
      {
        path: "to",
        message: message(
          `表格超过${maxBytes}字节，请缩短期间或按部门导出`,
          `the table is larger than ${maxBytes} bytes; shorten the period or ask for one department`,
        ),
      },
    ],
  });

const wholeOf = async (pieces: AsyncIterable<string>, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> => {
  const encoder = new TextEncoder();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    const part = encoder.encode(piece);
    bytes += part.byteLength;
    if (bytes > maxBytes) throw tooLong(maxBytes);
    parts.push(part);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
};

/** Bytes as they are read; whoever breaks off reading ends the source as well. */
async function* encoded(first: string, rest: AsyncIterator<string>, onError: (error: unknown) => void) {
  const encoder = new TextEncoder();
  try {
    yield encoder.encode(first);
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield encoder.encode(next.value);
  } catch (error) {
    onError(error);
    throw error;
  } finally {
    await rest.return?.();
  }
}

/**
 * Send a table as CSV. It leaves as it is read; the first piece is awaited, so that what fails at once is a problem. What
 * fails later breaks the connection off: a table that ends without an error is whole.
 */
export const sendCsv = async (
  c: Context<HubEnv>,
  log: Log,
  { name, pieces, maxBytes }: CsvAnswer,
): Promise<Response> => {
  const send = (body: Uint8Array<ArrayBuffer> | ReadableStream): Response => {
    c.header("content-type", CSV_MEDIA_TYPE);
    c.header("content-disposition", `attachment; filename="${name}.csv"`);
    c.header("cache-control", "private, no-store");
    return c.body(body);
  };
  if (maxBytes !== undefined) return send(await wholeOf(pieces, maxBytes));
  const path = c.req.routePath;
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  const bytes = encoded(first.done ? "" : first.value, iterator, (error) =>
    log.error("request-failed", {
      requestId: c.get("requestId") ?? null,
      error: error instanceof Error ? error.message : String(error),
      path,
    }),
  );
  return send(ReadableStream.from(bytes));
};
