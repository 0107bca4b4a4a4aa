import { makeAdapterFunction } from "../../runtime/aws/adapter.ts";

export const handler = makeAdapterFunction();
