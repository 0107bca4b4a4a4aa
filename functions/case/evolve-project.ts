import type { EventOf, InheritedOutput } from "../../schemas/events.ts";
import { limitOf } from "../../schemas/limit.ts";
import type { Material } from "../../schemas/materials.ts";
import type { CaseState, Inherited } from "./state.ts";

/** What a case reserves; logs that were begun before name one value at most. */
export const reservedBy = ({
  reservation,
  reservations,
}: Pick<EventOf<"CaseFiled">, "reservation" | "reservations">): readonly string[] =>
  reservations ?? (reservation === null ? [] : [reservation]);

const flagged = <T extends Pick<Inherited, "caseId" | "revoked">>(
  taken: readonly T[],
  { source, reason, on }: EventOf<"InheritedRevoked">,
): T[] =>
  taken.map((each) =>
    each.caseId === source && each.revoked === null ? { ...each, revoked: { on, reason } } : each,
  );

/** What a case has taken over once what was found since takes the place of the same outputs. */
export const supersededBy = (
  before: readonly Inherited[],
  found: readonly InheritedOutput[] = [],
): readonly Inherited[] => {
  if (found.length === 0) return before;
  const isFound = ({ item, name }: Inherited): boolean =>
    found.some((each) => each.item === item && each.name === name);
  return [
    ...before.filter((each) => !isFound(each)),
    ...found.map((output) => ({ ...output, revoked: null })),
  ];
};

/** What a case took over from a source stands no more. One that was about to be issued is looked at anew. */
export const inheritedRevoked = (state: CaseState, event: EventOf<"InheritedRevoked">): CaseState => ({
  ...state,
  status: state.status === "settled" ? "reviewing" : state.status,
  inherited: flagged(state.inherited, event),
  inheritedMaterials: flagged(state.inheritedMaterials, event),
});

/** The green channel shortens what is promised: of the case, and of every item that is still to be decided. */
export const greenChannelGranted = (
  state: CaseState,
  { grantedBy, reason, basis, owner, on, limits, items }: EventOf<"GreenChannelGranted">,
): CaseState => ({
  ...state,
  greenChannel: { grantedBy, reason, basis, owner, on },
  owner,
  limits: { promised: limitOf(limits.promised), statutory: limitOf(limits.statutory) },
  items: Object.fromEntries(
    Object.entries(state.items).map(([id, item]) => {
      const shortened = items[id];
      if (shortened === undefined) return [id, item];
      const { promised, statutory } = shortened.limits;
      return [
        id,
        {
          ...item,
          plan: { ...item.plan, limits: shortened.limits },
          limits: { promised: limitOf(promised), statutory: limitOf(statutory) },
          due: shortened.due,
        },
      ];
    }),
  ),
});

const documentsOf = (materials: readonly Material[], code: string): string =>
  materials
    .filter((each) => each.code === code)
    .map(({ documentId }) => documentId)
    .sort()
    .join(" ");

/** What is still taken over after a revision: a material the applicant has handed in anew since is their own. */
export const stillInherited = (
  { inheritedMaterials, materials: before }: CaseState,
  materials: readonly Material[],
): CaseState["inheritedMaterials"] =>
  inheritedMaterials.filter(({ code }) => documentsOf(before, code) === documentsOf(materials, code));
