import { makeAskFunction } from "../../runtime/aws/steps.ts";

export const handler = makeAskFunction();
