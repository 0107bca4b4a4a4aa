import type { Officer } from "../../schemas/answers.ts";
import type { Claims } from "./authenticate.ts";

/** The most characters the record of an answer has for a name or an id. */
const OFFICER_CHARACTERS = 40;

/** The person of a token as the record of an answer or an act names them (问责到人). */
export const officerOf = ({ sub, name, roles }: Claims): Officer => ({
  name: (name === "" ? sub : name).slice(0, OFFICER_CHARACTERS),
  ...(sub.length > OFFICER_CHARACTERS ? {} : { id: sub }),
  ...(roles.includes("chief") ? { post: "首席代表" } : {}),
});
