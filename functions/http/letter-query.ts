import * as z from "zod";
import { letterNumberPattern } from "../application/letters/letter-number.ts";

/** The path of one letter: its case, and its number. */
export const letterParams = z.object({
  caseId: z.string().regex(/^\d{17,40}$/, "办件编号为数字 / a case number is digits only"),
  number: z
    .string()
    .regex(letterNumberPattern, "文书编号不正确 / not a letter's number")
    .meta({ example: "3403002026112401000017-BZ-1" }),
});
