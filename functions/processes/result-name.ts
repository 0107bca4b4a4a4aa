import { type Message, message } from "../../schemas/message.ts";
import type { Process } from "./process.ts";

/** What a case of a process ends in, as people call it; a licence (证照) where the process gives it no name. */
export const resultName = ({ result }: Pick<Process, "result">): Message =>
  result ?? message("证照", "licence");
