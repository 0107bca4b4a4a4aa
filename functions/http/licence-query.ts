import * as z from "zod";

/** The path of a licence: its public id. */
export const licenceParams = z.object({ licenceId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/) });

/** Which version of a licence. @default the current one */
export const licenceQuery = z.object({ version: z.coerce.number().int().min(1).optional() });

/** Which version of a licence, and which duplicate copy (副本). @default the original (正本) */
export const printQuery = licenceQuery.extend({ copy: z.coerce.number().int().min(1).max(99).optional() });
