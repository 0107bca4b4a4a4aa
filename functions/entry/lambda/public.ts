import { handle } from "hono/aws-lambda";
import { makePublicFunction } from "../../runtime/aws/public.ts";

export const handler = handle(makePublicFunction());
