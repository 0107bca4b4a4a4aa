import { maskResidentIdsIn } from "../../../schemas/codes/resident-id.ts";
import type { LogFacts } from "../../ports/log-codes.ts";

const masked = (value: string | number | boolean | null): string | number | boolean | null => {
  const text = String(value);
  const hidden = maskResidentIdsIn(text);
  return hidden === text ? value : hidden;
};

/** Facts as they are logged: an identity number that strays into one is masked. */
export const maskedFacts = (facts: LogFacts): LogFacts =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, masked(value)]));
