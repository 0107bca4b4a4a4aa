import type { GreenChannel } from "../../../schemas/events.ts";
import type { RegisterEntry } from "../../../schemas/registers.ts";
import type { Hub } from "../hub.ts";

/** The entry that keeps a grant: about the project, and therefore under its code in place of a case number. */
export const entryOfGrant = (code: string, grant: GreenChannel, at: string): RegisterEntry => ({
  register: "green-channel",
  caseId: code,
  id: `${at}-${grant.grantedBy.id}`,
  on: grant.on,
  department: "centre",
  isOpen: true,
  data: { kind: "green-channel", ...grant },
});

/** The grant an entry keeps; `null` for an entry of another register. */
export const grantOfEntry = ({ data }: RegisterEntry): GreenChannel | null => {
  if (data.kind !== "green-channel") return null;
  const { grantedBy, reason, basis, owner, on } = data;
  return { grantedBy, reason, basis, owner, on };
};

/** The green channel a project was granted, or `null`. Of grants that were made at once the earliest counts. */
export const grantOf = async ({ store }: Pick<Hub, "store">, code: string): Promise<GreenChannel | null> => {
  const [first] = await store.entriesOf(code, "green-channel");
  return first === undefined ? null : grantOfEntry(first);
};
