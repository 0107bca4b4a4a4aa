import type { CaseState } from "../case/state.ts";

/** The receipt of an answer, a JSON text: what a department is told, and told again for a repeated message. */
export const receiptOf = (state: CaseState, itemId: string): string =>
  JSON.stringify({
    received: true,
    caseId: state.caseId,
    itemId,
    itemStatus: state.items[itemId]?.status ?? "unknown",
    version: state.version,
  });
