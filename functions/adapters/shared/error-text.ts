const MAX_LENGTH = 500;

/** What a thrown value says, 500 characters at most. Never throws itself, whatever was thrown. */
export const errorText = (error: unknown): string => {
  try {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return text.slice(0, MAX_LENGTH);
  } catch {
    return "an error that cannot be read";
  }
};
