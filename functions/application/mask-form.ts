import { maskResidentId, maskResidentIdsIn } from "../../schemas/codes/resident-id.ts";
import { type Message, message } from "../../schemas/message.ts";

/** Mask any identity number: a resident ID by its rule, another document in its middle. */
const maskIdNumber = (value: string): string =>
  value.length === 18
    ? maskResidentId(value)
    : `${value.slice(0, 2)}${"*".repeat(Math.max(value.length - 4, 1))}${value.slice(-2)}`;

/** Shorter than any identity number; most values of a form are. */
const SHORTEST_ID = 15;

const maskString = (key: string, value: string): string => {
  if (key === "idNumber") return maskIdNumber(value);
  return value.length < SHORTEST_ID ? value : maskResidentIdsIn(value);
};

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Copy a value with every identity number masked, wherever it stands. */
export const maskPersonal = (value: unknown, key = ""): unknown => {
  if (typeof value === "string") return maskString(key, value);
  if (Array.isArray(value)) return value.map((each) => maskPersonal(each, key));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, maskPersonal(each, name)]));
};

/** {@link maskPersonal} for values whose type the masking leaves as it is. */
export const masked = <T>(value: T): T => maskPersonal(value) as T;

/** A text that shows a mask cannot be what somebody means to write. */
const SHOWS_MASK = /\*{4}/;

/** Whose number a mask stands for: a number belongs to the person it stood with, a text to its field. */
const ownerOf = (key: string, text: string, owner: Fields): string =>
  JSON.stringify(key === "idNumber" ? [key, owner.name, owner.idType, text] : [key, text]);

type Visit = (path: string, key: string, text: string, owner: Fields) => string;

const walk = (value: unknown, visit: Visit, path = "", key = "", owner: Fields = {}): unknown => {
  if (typeof value === "string") return visit(path, key, value, owner);
  const below = (name: string | number) => (path === "" ? String(name) : `${path}.${name}`);
  if (Array.isArray(value)) return value.map((each, index) => walk(each, visit, below(index), key, owner));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, walk(each, visit, below(name), name, value)]),
  );
};

/** What each mask of a form stands for, by its owner. */
const masksOf = (standing: unknown): ReadonlyMap<string, ReadonlySet<string>> => {
  const masks = new Map<string, Set<string>>();
  walk(standing, (_, key, text, owner) => {
    const mask = maskString(key, text);
    if (mask !== text) {
      const id = ownerOf(key, mask, owner);
      masks.set(id, (masks.get(id) ?? new Set()).add(text));
    }
    return text;
  });
  return masks;
};

/** A form with its masks resolved, or every place where a mask stands that cannot be. */
export type Unmasked = { form: unknown } | { problems: { path: string; message: Message }[] };

const remedy = message(
  "此处含有被遮盖的证件号码,无法确定原值,请填写完整号码",
  "a masked identity number stands here and cannot be told; write the number in full",
);

/**
 * Put back what was shown masked. A mask is resolved by the person it stood with (name and kind of document), not by
 * its place, so that rows may be reordered, added or removed; where it does not lead to exactly one number, or stands
 * in a text that was edited, it is a problem and never a value.
 */
export const resolveMasks = (incoming: unknown, standing: unknown): Unmasked => {
  const masks = masksOf(standing);
  const problems: { path: string; message: Message }[] = [];
  const form = walk(incoming, (path, key, text, owner) => {
    const isMask = key === "idNumber" ? text.includes("*") : SHOWS_MASK.test(text);
    if (!isMask) return text;
    const [value, ...others] = masks.get(ownerOf(key, text, owner)) ?? [];
    if (value !== undefined && others.length === 0) return value;
    problems.push({ path, message: remedy });
    return text;
  });
  return problems.length === 0 ? { form } : { problems };
};
