const format = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "medium",
});

/** An instant as clocks in China show it, e.g. `2026-11-24T06:00:00.000Z` → `2026-11-24 14:00:00`. */
export const beijingTime = (instantIso: string): string => format.format(new Date(instantIso));

const minutes = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "short",
});

/** An instant in a sentence, to the minute in Beijing, e.g. `2026-12-01 09:30`; a day alone stands as it is. */
export const beijingMinute = (at: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(at) ? at : minutes.format(new Date(at));
