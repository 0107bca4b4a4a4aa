/** A file that is not there is an answer; one that cannot be read now (no handle left, no right) is not. */
export const nullIfAbsent = (error: NodeJS.ErrnoException): null => {
  if (error.code === "ENOENT") return null;
  throw error;
};
