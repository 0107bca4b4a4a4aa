/**
 * The statuses of rows a worklist shows: items a department has in hand, items it is invited to a visit for, and visits a
 * lead department is to arrange or to hold.
 */
export const listedStatuses = [
  "asked",
  "accepted",
  "suspended",
  "forwarded",
  "correcting",
  "silent",
  "invited",
  "visit-to-propose",
  "visit-to-hold",
] as const;
