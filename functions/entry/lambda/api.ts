import { defaultIsContentTypeBinary, handle } from "hono/aws-lambda";
import { makeApiFunction } from "../../runtime/aws/api.ts";

/** A table keeps its byte order mark, by which Excel knows its encoding, only as bytes. */
const isContentTypeBinary = (type: string): boolean =>
  type.startsWith("text/csv") || defaultIsContentTypeBinary(type);

export const handler = handle(await makeApiFunction(), { isContentTypeBinary });
