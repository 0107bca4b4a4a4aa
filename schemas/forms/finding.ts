import type { Message } from "../message.ts";

/**
 * Something a well-formed form must mend before it can be granted (`refuse`) or a person should look at (`review`).
 *
 * `path` is a dotted path of the form (`shareholders.0.dueDate`), `source` the statute or standard behind the rule.
 */
export interface Finding {
  rule: string;
  severity: "refuse" | "review";
  path: string;
  message: Message;
  source: string;
}
