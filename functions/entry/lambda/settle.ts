import { makeSettleFunction } from "../../runtime/aws/steps.ts";

export const handler = makeSettleFunction();
