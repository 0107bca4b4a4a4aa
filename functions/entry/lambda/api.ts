import { handle } from "hono/aws-lambda";
import { makeApiFunction } from "../../runtime/aws/api.ts";

export const handler = handle(await makeApiFunction());
