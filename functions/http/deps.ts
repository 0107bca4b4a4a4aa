import type { CaseMemory } from "../application/case-memory.ts";
import type { makeChangeLicence } from "../application/change-licence.ts";
import type { makeEraseCase } from "../application/erase-case.ts";
import type { makeFileCase } from "../application/file-case.ts";
import type { HandleCommand } from "../application/handle-command.ts";
import type { Hub } from "../application/hub.ts";
import type { ImportCalendar } from "../application/import-calendar.ts";
import type { LastSweep } from "../application/last-sweep.ts";
import type { makeReceiveWebhook } from "../application/receive-webhook.ts";
import type { UploadLimits } from "../application/upload-limits.ts";
import type { GuideBook } from "../catalog/disclosures.ts";
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
  importCalendar: Pick<ImportCalendar, "importYear" | "refreshIfStale">;
  /** The last round of the watch, where it runs in this process. @default none is known */
  lastSweep?: () => LastSweep | null;
  relaySource: Pick<RelaySource, "parked" | "retry">;
  authenticate: Authenticate;
  /** Where an answer must fit into a message: the most bytes of a table. @default a table of any size */
  csvBytes?: number;
  /** What an upload in parts may be. @default {@link usualLimits} */
  uploadLimits?: UploadLimits;
  /** The guides of items, and what each must disclose. @default those of the Bengbu centre */
  guides?: GuideBook;
}
