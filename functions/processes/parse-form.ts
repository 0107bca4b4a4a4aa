import type { z } from "zod";
import { splitMessage } from "../../schemas/message.ts";
import type { Form, Process } from "./process.ts";

/** Read an untrusted form with a schema; each issue keeps its dotted path and both languages. */
export const parseWith = (schema: z.ZodType, input: unknown): ReturnType<Process["parseForm"]> => {
  const result = schema.safeParse(input);
  if (result.success) return { form: result.data as Form };
  return {
    issues: result.error.issues.map((issue) => ({
      path: issue.path.map(String).join("."),
      message: splitMessage(issue.message),
    })),
  };
};
