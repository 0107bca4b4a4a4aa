import { type Message, message } from "../../../schemas/message.ts";
import type { Meeting } from "../../case/state.ts";

/** What people meet for, as they call it. */
export const meetingNames: Readonly<Record<Meeting["kind"], Message>> = {
  "site-survey": message("联合踏勘", "joint site survey"),
  "site-acceptance": message("现场联合验收", "joint site acceptance"),
  "dispute-meeting": message("联合会审", "joint meeting"),
};
