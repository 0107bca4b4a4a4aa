/** Tokens on which machines wait and that nobody has called, by case and item. */
export interface WaitingTokens {
  /** A token may be called on before the function that stored it has returned; it is not noted then. */
  add: (caseId: string, itemId: string, token: string) => void;
  /** Note that a token was called on. */
  remove: (token: string) => void;
  /** Drop what the machines of a case wait on, since they were stopped. */
  forget: (caseId: string) => void;
  /** The items whose tokens nobody has called, of one case. */
  itemsOf: (caseId: string) => string[];
  all: () => { itemId: string; token: string }[];
}

/** Keep account of tokens; what is told of them comes from the functions and the calls of one test. */
export const makeWaitingTokens = (): WaitingTokens => {
  const waiting = new Map<string, Map<string, string>>();
  const called = new Set<string>();
  return {
    add: (caseId, itemId, token) => {
      if (called.has(token)) return;
      const items = waiting.get(caseId) ?? new Map<string, string>();
      waiting.set(caseId, items.set(itemId, token));
    },
    remove: (token) => {
      called.add(token);
      for (const items of waiting.values())
        for (const [itemId, each] of items) if (each === token) items.delete(itemId);
    },
    forget: (caseId) => {
      waiting.delete(caseId);
    },
    itemsOf: (caseId) => [...(waiting.get(caseId)?.keys() ?? [])],
    all: () =>
      [...waiting.values()].flatMap((items) => [...items].map(([itemId, token]) => ({ itemId, token }))),
  };
};
