import { Policy } from "aws-cdk-lib/aws-iam";
import type { HubFunction } from "./constructs/hub-function.ts";
import { functionsTable } from "./functions-table.ts";
import { type Resources, type Right, rights } from "./rights.ts";

/**
 * A function that a state machine runs may itself complete that machine's tasks. In the role's own policy, on which the
 * function waits, that would be a circle: the machine waits for the function. A policy of its own nobody waits for.
 */
const APART: readonly Right[] = ["resumeCases"];

/** Give a function every right its row of the table names, over the resources of this deployment. */
export const giveRights = (target: HubFunction, resources: Resources): void => {
  for (const right of functionsTable[target.entry].rights) {
    const statements = rights[right](resources);
    if (APART.includes(right)) new Policy(target, `May-${right}`, { roles: [target.role], statements });
    else for (const statement of statements) target.role.addToPrincipalPolicy(statement);
  }
};
