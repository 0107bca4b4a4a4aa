import { handle } from "hono/aws-lambda";
import { makeLetterFunction } from "../../runtime/aws/letters.ts";

export const handler = handle(makeLetterFunction());
