import { randomId } from "../shared/random-id.ts";

/** What {@link restartName} puts behind the case: a random id of 26 Crockford base32 characters. */
const SUFFIX = /-[0-9A-HJKMNP-TV-Z]{26}$/;

/**
 * A name no execution had yet, for a case whose machine is started again: `<caseId>-<random id>`. The first execution
 * of a case is called as the case itself.
 *
 * At most 80 characters of 0-9, A-Z, a-z, - and _ are allowed; a case number has 26 at most, so this stays below 54.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export const restartName = (caseId: string): string => `${caseId}-${randomId()}`;

/** The case an execution runs for, from its name. */
export const caseOfExecution = (name: string): string => name.replace(SUFFIX, "");

/**
 * The ARN of an execution by its name; known before it is started. `machineArn` carries neither version nor alias.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html#awsstepfunctions-resources-for-iam-policies
 */
export const executionArn = (machineArn: string, name: string): string =>
  `${machineArn.replace(":stateMachine:", ":execution:")}:${name}`;
