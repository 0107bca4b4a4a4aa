/** The hub's log: a code of the catalogue and plain facts; never a personal datum. */
export interface Log {
  info: (code: string, facts?: Readonly<Record<string, string | number | boolean | null>>) => void;
  warn: (code: string, facts?: Readonly<Record<string, string | number | boolean | null>>) => void;
  error: (code: string, facts?: Readonly<Record<string, string | number | boolean | null>>) => void;
}
