import type { Actor, GreenChannel } from "../../../schemas/events.ts";
import type { RegisterDataOf, RegisterEntry } from "../../../schemas/registers.ts";
import type { Hub } from "../hub.ts";

/** What became of a grant later: another owner, or its end; by whom, why and when. */
export type GreenChange = NonNullable<RegisterDataOf<"green-channel">["change"]>;

/** Who acts on a grant, as the register names them. */
export const personOf = ({ id, name, kind }: Actor): GreenChannel["grantedBy"] => ({
  id,
  name: name ?? id,
  role: kind,
});

/**
 * The entry that keeps a grant, or what became of it: about the project, and therefore under its code in place of a case
 * number. `place` is its place among the entries of the project, so that those of one instant keep their order.
 */
export const entryOfGrant = (
  code: string,
  grant: GreenChannel,
  { at, place, change }: { at: string; place: number; change?: GreenChange },
): RegisterEntry => ({
  register: "green-channel",
  caseId: code,
  id: `${at}-${String(place).padStart(4, "0")}-${(change?.by ?? grant.grantedBy).id}`,
  on: change?.on ?? grant.on,
  department: "centre",
  isOpen: change?.act !== "ended",
  data: { kind: "green-channel", ...grant, ...(change === undefined ? {} : { change }) },
});

/** The entries of a project as they are once something took their place. */
export const superseded = (entries: readonly RegisterEntry[]): RegisterEntry[] =>
  entries.filter(({ isOpen }) => isOpen).map((entry) => ({ ...entry, isOpen: false }));

/**
 * What stands after one more entry. Of grants that were made at once the earliest counts; what became of a grant counts only
 * while it stands.
 */
const after = (standing: GreenChannel | null, { data }: RegisterEntry): GreenChannel | null => {
  if (data.kind !== "green-channel") return standing;
  const { kind: _, change, ...grant } = data;
  if (change?.act === "ended") return null;
  const isGrant = change === undefined;
  return isGrant === (standing === null) ? grant : standing;
};

const byId = (one: RegisterEntry, other: RegisterEntry): number => (one.id < other.id ? -1 : 1);

/** The grant that stands after all entries of one project, or `null`. */
export const standingGrant = (entries: readonly RegisterEntry[]): GreenChannel | null =>
  entries.toSorted(byId).reduce<GreenChannel | null>(after, null);

/** The entries a project has in the register of the green channel. */
export const grantEntries = ({ store }: Pick<Hub, "store">, code: string): Promise<RegisterEntry[]> =>
  store.entriesOf(code, "green-channel");

/** The green channel a project was granted and has now, or `null`. */
export const grantOf = async (hub: Pick<Hub, "store">, code: string): Promise<GreenChannel | null> =>
  standingGrant(await grantEntries(hub, code));
