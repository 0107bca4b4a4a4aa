import { type Message, message } from "../../schemas/message.ts";

/** Levels of arrays and objects a body may nest; a form needs six. */
const MAX_NESTING = 64;

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;

/**
 * Find a parsed body that nests deeper than 64 levels, before anything walks it by recursion: the error that names
 * it, or `null`. Walks level by level, so its own depth never grows.
 */
export const nestingError = (root: unknown): { path: string; message: Message } | null => {
  let level: object[] = isContainer(root) ? [root] : [];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === MAX_NESTING)
      return {
        path: "body",
        message: message(
          `嵌套超过${MAX_NESTING}层，请减少层次`,
          `it nests deeper than ${MAX_NESTING} levels; flatten it`,
        ),
      };
    level = level.flatMap((each) => Object.values(each).filter(isContainer));
  }
  return null;
};
