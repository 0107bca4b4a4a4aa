import type { CaseMemory } from "../application/case-memory.ts";
import type { makeChangeLicence } from "../application/change-licence.ts";
import type { makeEraseCase } from "../application/erase-case.ts";
import type { makeFileCase } from "../application/file-case.ts";
import type { HandleCommand } from "../application/handle-command.ts";
import type { Hub } from "../application/hub.ts";
import type { makeReceiveWebhook } from "../application/receive-webhook.ts";
import type { RelaySource } from "../ports/relay-source.ts";
import type { Authenticate } from "./authenticate.ts";

/** What the HTTP layer is given: the application's acts and the ports it reads from. */
export interface Deps {
  hub: Hub;
  memory: CaseMemory;
  handle: HandleCommand;
  fileCase: ReturnType<typeof makeFileCase>;
  /** `null` where a function of its own takes departments' messages in. */
  receiveWebhook: ReturnType<typeof makeReceiveWebhook> | null;
  changeLicence: ReturnType<typeof makeChangeLicence>;
  eraseCase: ReturnType<typeof makeEraseCase>;
  relaySource: Pick<RelaySource, "parked" | "retry">;
  authenticate: Authenticate;
}
