/** The audience every token of this hub names, unless its settings name another. */
export const AUDIENCE = "lianban";
