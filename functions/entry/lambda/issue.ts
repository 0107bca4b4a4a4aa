import { makeIssueFunction } from "../../runtime/aws/steps.ts";

export const handler = makeIssueFunction();
