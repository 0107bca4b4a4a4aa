import { makeWatchFunction } from "../../runtime/aws/watch.ts";

export const handler = makeWatchFunction();
