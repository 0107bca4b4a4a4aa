import * as z from "zod";
import { due } from "./events.ts";
import { limit } from "./limit.ts";

const text = z.object({ zh: z.string(), en: z.string() }).meta({ id: "Message" });
const date = z.string();

/** One act on a clock, in words, and both due dates as they stood after it. */
const clockLine = z
  .object({
    seq: z.int().meta({ description: "the event of the log it comes from" }),
    at: z.string(),
    on: date,
    act: z.string(),
    text,
    due,
  })
  .meta({ id: "ClockLine" });

/** A clock with its limits, what moved it, and where that leads. `state`: whether it has begun, runs, stands still or is over. */
const clock = z.object({
  acceptedOn: date.nullable(),
  limits: z.object({ promised: limit.nullable(), statutory: limit.nullable() }),
  due,
  isProvisional: z.boolean().meta({
    description: "a limit runs into a year whose notice is not out yet, so that a date is still to come",
  }),
  state: z.enum(["not-begun", "running", "stopped", "over"]),
  summary: text,
  basis: z.string(),
  lines: z.array(clockLine),
});

/** `GET /v1/cases/{caseId}/clock`: every due date of a case, explained act by act. */
export const clockView = z
  .object({
    caseId: z.string(),
    calendar: z.object({ version: z.string(), years: z.array(z.int()) }),
    profile: z.string(),
    unknownYear: z
      .int()
      .nullable()
      .meta({ description: "a year without a calendar into which a limit runs" }),
    case: clock,
    items: z.array(
      clock.extend({
        itemId: z.string(),
        name: text,
        department: z.string(),
        notice: z.object({ askedOn: date.nullable(), replyBy: date.nullable(), text }).meta({
          description: "the clock of the correction notice: accept, refuse or tell what is missing",
        }),
      }),
    ),
    delivery: z.object({ dueOn: date.nullable(), deliveredOn: date.nullable(), text }),
  })
  .meta({ id: "Clock" });
/** See {@link clockView}. */
export type ClockView = z.infer<typeof clockView>;
