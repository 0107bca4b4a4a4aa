import type { RegisterData, RegisterEntry, RegisterName } from "../../../schemas/registers.ts";
import type { Item } from "./case-items.ts";
import { caseIdOf, type ItemKey } from "./case-keys.ts";
import { casePartition, type IndexName, shardOf } from "./table.ts";

/** What of a register is looked for: all of it, what is one department's, what is open, or both. */
export interface RegisterPart {
  register: RegisterName;
  department?: string | undefined;
  onlyOpen?: boolean | undefined;
}

/** The index that has a part of a register, one for each kind of part, so that each is a range of its own. */
export const registerIndex = ({ department, onlyOpen = false }: RegisterPart): IndexName => {
  if (onlyOpen) return department === undefined ? "gsi3" : "gsi4";
  return department === undefined ? "gsi1" : "gsi2";
};

/** The partition of a part of a register in its index. */
export const registerPartition = (
  { register, department, onlyOpen = false }: RegisterPart,
  shard: number,
): string =>
  [onlyOpen ? "OPEN" : "REGISTER", register, ...(department === undefined ? [] : [department]), shard].join(
    "#",
  );

/** How the sort keys of a case's entries in one register begin. */
export const registerPrefix = (register: RegisterName): string => `REGISTER#${register}#`;

const registerKey = ({ caseId, register, id }: RegisterEntry): ItemKey => ({
  pk: casePartition(caseId),
  sk: registerPrefix(register) + id,
});

/** Where an entry stands in its lists. Escaped, so that places sort as DynamoDB sorts them whatever an id holds. */
const placeOf = ({ on, caseId, id }: RegisterEntry): string => [on, caseId, encodeURIComponent(id)].join("|");

const placesOf = (entry: RegisterEntry): Item => {
  const { register, caseId, department, isOpen } = entry;
  const shard = shardOf(caseId);
  const place = placeOf(entry);
  const all = {
    gsi1pk: registerPartition({ register }, shard),
    gsi1sk: place,
    gsi2pk: registerPartition({ register, department }, shard),
    gsi2sk: place,
  };
  if (!isOpen) return all;
  return {
    ...all,
    gsi3pk: registerPartition({ register, onlyOpen: true }, shard),
    gsi3sk: place,
    gsi4pk: registerPartition({ register, department, onlyOpen: true }, shard),
    gsi4sk: place,
  };
};

const registerItem = (entry: RegisterEntry): Item => {
  const { on, department, isOpen, data } = entry;
  return { ...registerKey(entry), on, department, isOpen, data: JSON.stringify(data), ...placesOf(entry) };
};

/** The items of some entries. Of two that would replace each other the later counts: a transaction writes an item once. */
export const registerItems = (entries: readonly RegisterEntry[]): Item[] => [
  ...new Map(entries.map(registerItem).map((item) => [`${item.pk}\n${item.sk}`, item])).values(),
];

/** The entry an item holds. */
export const registerEntryOf = (item: Item): RegisterEntry => {
  const [, register, ...id] = String(item.sk).split("#");
  return {
    register: register as RegisterName,
    caseId: caseIdOf(item),
    id: id.join("#"),
    on: item.on as string,
    department: item.department as string,
    isOpen: item.isOpen as boolean,
    data: JSON.parse(item.data as string) as RegisterData,
  };
};
