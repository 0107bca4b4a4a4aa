import * as z from "zod";

/**
 * An error as RFC 9457 writes it. `type` is stable: `/problems/` and a name, where the hub explains it. `title`
 * and `detail` say it in Chinese and, after ` / `, in English. `errors` name each field and its remedy.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export const problem = z
  .object({
    type: z.string().meta({ example: "/problems/form-invalid" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    errors: z
      .array(z.object({ path: z.string(), message: z.object({ zh: z.string(), en: z.string() }) }))
      .optional(),
  })
  .meta({ id: "Problem" });
/** See {@link problem}. */
export type Problem = z.infer<typeof problem>;
