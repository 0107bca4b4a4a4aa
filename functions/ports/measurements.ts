/** What is measured, each with its unit. Counts of lists stop at 200: an alarm needs no more. */
export type MeasureName =
  /** Open cases in a status; dimension `status`. */
  | "CasesByStatus"
  /** Open cases that have waited on the hub itself for more than a minute. */
  | "CasesWaitingOnHub"
  /** Items past their promised limit that are still open. */
  | "OverdueItems"
  /** Age of a department's oldest undelivered message, in seconds; dimension `department`. */
  | "OldestPendingDeliverySeconds"
  /** Undelivered messages of a department; dimension `department`. */
  | "PendingDeliveries"
  /** Messages of a department that were given up; dimension `department`. */
  | "DeadDeliveries"
  /** Effects that failed in all their tries and wait for a person. */
  | "ParkedEffects"
  /** 1 when the calendar ends before the longest limits that are being promised now, else 0. */
  | "CalendarMissing";

/** One measurement. `dimension` tells apart values of one name. */
export interface Measurement {
  name: MeasureName;
  value: number;
  unit: "Count" | "Seconds";
  dimension?: { name: "status" | "department"; value: string };
}

/** Tells the measurements of one look to whoever draws and watches them. */
export type TellMeasurements = (measurements: readonly Measurement[]) => void;
