import { type Message, splitMessage } from "../message.ts";

/** One thing wrong with a form: where, as a dotted path (`shareholders.0.idNumber`), and what to do about it. */
export interface FormIssue {
  path: string;
  message: Message;
}

interface RawIssue {
  code?: string | undefined;
  path: PropertyKey[];
  message: string;
  keys?: string[];
}

/** Read the issues of a failed zod parse. A field the form does not know is named by its own path, not its section's. */
export const formIssues = (error: { issues: readonly RawIssue[] }): FormIssue[] =>
  error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    const text = splitMessage(issue.message);
    const paths =
      issue.code === "unrecognized_keys" ? (issue.keys ?? []).map((key) => [...path, key]) : [path];
    return paths.map((each) => ({ path: each.join("."), message: text }));
  });
