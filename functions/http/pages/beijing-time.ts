const format = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Shanghai",
  dateStyle: "short",
  timeStyle: "medium",
});

/** An instant as clocks in China show it, e.g. `2026-11-24T06:00:00.000Z` → `2026-11-24 14:00:00`. */
export const beijingTime = (instantIso: string): string => format.format(new Date(instantIso));
