import type { RegisterDataOf } from "../../schemas/registers.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { Hub } from "./hub.ts";

/** Somebody who looked: the role and subject of a token, and the department of an officer. */
export interface Looker {
  kind: string;
  id: string;
  department: string | null;
}

/** What was looked at. `paths` are dotted paths of the form, or `materials.<code>`; empty for a whole case. */
export interface Look {
  caseId: string;
  what: RegisterDataOf<"access">["what"];
  itemId?: string;
  paths?: readonly string[];
}

/**
 * Note who looked at what of whose case, so that its applicant can read it. The same look on the same day is one entry.
 * Durable once resolved; whoever shows something notes it first.
 * @see 个人信息保护法第四十四条、第四十五条
 */
export const noteAccess = (
  { store, clock }: Pick<Hub, "store" | "clock">,
  who: Looker,
  { caseId, what, itemId, paths = [] }: Look,
): Promise<void> => {
  const on = shanghaiDate(clock.now());
  const id = [on, who.id, what, itemId ?? "case"].join("|");
  const data = {
    kind: "access" as const,
    who,
    what,
    itemId: itemId ?? null,
    paths: [...paths],
    how: "read" as const,
  };
  const department = who.department ?? "centre";
  return store.enter([{ register: "access", caseId, id, on, department, isOpen: false, data }]);
};
