import { join } from "node:path";
import { makeSqliteCaseStore } from "../../functions/adapters/embedded/case-store.ts";
import { openDatabase } from "../../functions/adapters/embedded/database.ts";
import { makeSqliteDeliveries } from "../../functions/adapters/embedded/deliveries.ts";
import { makeSqliteRelaySource } from "../../functions/adapters/embedded/relay-source.ts";
import { makeSqliteTaskTokens } from "../../functions/adapters/embedded/task-tokens.ts";
import { makeEmbeddedWorkflow } from "../../functions/adapters/embedded/workflow.ts";
import { makeProcessChanges } from "../../functions/adapters/shared/process-changes.ts";
import { definition, makeSampleCases, PROCESS_ID } from "./sample-machine.ts";
import { appendOf, caseIdOf, deliveryOf } from "./samples.ts";

// A hub that has something to try again later in every part, and is then left alone without being stopped.
const database = openDatabase(join(process.argv[2] ?? "", "lianban.db"));
const source = makeSqliteRelaySource(database);
const store = makeSqliteCaseStore(database, source.wake);
const deliveries = makeSqliteDeliveries(database);
const tokens = makeSqliteTaskTokens(database);
const workflow = makeEmbeddedWorkflow({
  definitions: new Map([[PROCESS_ID, definition()]]),
  steps: makeSampleCases(tokens).steps,
  tokens,
});

source.run(() => Promise.reject(new Error("fails")));
deliveries.run(async () => ({ kind: "Retry", reason: "HTTP 503", retryAfterSeconds: null }));
await store.append(appendOf(caseIdOf(1), 0, { hasEffects: true }));
await deliveries.enqueue([deliveryOf("m-1")]);
await workflow.start({ caseId: caseIdOf(2), processId: PROCESS_ID });
void makeProcessChanges().wait(caseIdOf(1), 1, 60_000);
