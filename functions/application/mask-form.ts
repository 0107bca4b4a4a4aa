import { maskResidentId, maskResidentIdsIn } from "../../schemas/codes/resident-id.ts";

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

/** Copy a value with every identity number masked, wherever it stands. */
export const maskPersonal = (value: unknown, key = ""): unknown => {
  if (typeof value === "string") return maskString(key, value);
  if (Array.isArray(value)) return value.map((each) => maskPersonal(each, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, maskPersonal(each, name)]));
};

/**
 * Put back what was shown masked: where the incoming value is the mask of the value that stands at the same place,
 * the standing value is kept.
 */
export const keepMasked = (incoming: unknown, standing: unknown, key = ""): unknown => {
  if (typeof incoming === "string")
    return typeof standing === "string" && incoming === maskString(key, standing) ? standing : incoming;
  if (Array.isArray(incoming)) {
    const before = Array.isArray(standing) ? standing : [];
    return incoming.map((each, index) => keepMasked(each, before[index], key));
  }
  if (typeof incoming !== "object" || incoming === null) return incoming;
  const before =
    typeof standing === "object" && standing !== null ? (standing as Record<string, unknown>) : {};
  return Object.fromEntries(
    Object.entries(incoming).map(([name, each]) => [name, keepMasked(each, before[name], name)]),
  );
};
