import type { z } from "zod";
import { formIssues } from "../../schemas/forms/form-issues.ts";
import type { Form, Process } from "./process.ts";

/** Read an untrusted form with a schema; each issue keeps its dotted path and both languages. */
export const parseWith = (schema: z.ZodType, input: unknown): ReturnType<Process["parseForm"]> => {
  const result = schema.safeParse(input);
  return result.success ? { form: result.data as Form } : { issues: formIssues(result.error) };
};
