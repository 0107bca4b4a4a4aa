import type { DeliveryPlan } from "./dials.ts";
import type { TwinAnswer, TwinDelivery } from "./protocols/protocol.ts";

/**
 * How an answer ended: the hub has it, refused it, or refused it because a number in it is another case's already.
 */
export type PostOutcome = "acknowledged" | "refused" | "taken";

/** One line of a department's record. Everything a twin knows is the fold of these, so it goes on where it stopped. */
export type LedgerEntry =
  | { kind: "Received"; at: string; delivery: TwinDelivery; plan: DeliveryPlan }
  | { kind: "Numbered"; series: string; caseId: string; sequence: number; value: string }
  | { kind: "Answered"; deliveryId: string; answer: TwinAnswer }
  | { kind: "Undecided"; deliveryId: string; caseId: string; itemId: string; why: string }
  | { kind: "Voided"; deliveryId: string; caseId: string; itemId: string }
  | { kind: "Posted"; webhookId: string; outcome: PostOutcome; status: number | null; detail: string };

/** Where a twin keeps its record. */
export interface TwinLedger {
  /** Everything appended so far, in order. */
  load: () => Promise<LedgerEntry[]>;
  /** Add entries, all or none; resolves when they are as durable as this ledger makes them. */
  append: (entries: readonly LedgerEntry[]) => Promise<void>;
  /** Let go of files; the ledger may be used again afterwards. */
  close: () => Promise<void>;
}

/** Make a ledger in memory; it lives as long as the object, so a second twin may go on with it. */
export const makeMemoryLedger = (): TwinLedger => {
  const lines: string[] = [];
  return {
    load: async () => lines.map((line) => JSON.parse(line)),
    append: async (entries) => {
      lines.push(...entries.map((entry) => JSON.stringify(entry)));
    },
    close: async () => {},
  };
};
