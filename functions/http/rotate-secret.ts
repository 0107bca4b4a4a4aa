import type { Context } from "hono";
import type { Hub } from "../application/hub.ts";
import { Failed, type HubEnv, requireRole } from "./responses.ts";

/** Rotate the webhook secret of a department for an administrator; the answer is the only time it is told. */
export const rotateSecret = async (
  { keys, directory }: Pick<Hub, "keys" | "directory">,
  c: Context<HubEnv>,
  department: string,
): Promise<{ secret: string }> => {
  requireRole(c, "admin");
  if (directory.connection(department) === null) throw new Failed({ kind: "DepartmentUnknown", department });
  return { secret: await keys.rotateWebhookSecret(department) };
};
