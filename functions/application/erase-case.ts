import type { Actor } from "../../schemas/events.ts";
import type { CaseMemory } from "./case-memory.ts";
import type { CommandResult, HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";

/**
 * Take the personal data of a closed case out of use: the erasure is recorded, the documents go, then the key of the
 * case. The log stays, unreadable and still verifiable; the public register keeps the licence.
 * @see 个人信息保护法第四十七条
 */
export const makeEraseCase =
  (hub: Hub, memory: CaseMemory, handle: HandleCommand) =>
  async (caseId: string, actor: Actor, reason: string): Promise<CommandResult> => {
    const result = await handle({ caseId, command: { type: "EraseCase", reason }, actor, cause: "erase" });
    if (result.kind !== "Done") return result;
    for (const { documentId } of result.state.materials) await hub.documents.erase(documentId);
    await hub.store.destroyKey(caseId);
    memory.forget(caseId);
    return result;
  };
