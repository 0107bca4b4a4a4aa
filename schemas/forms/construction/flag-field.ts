import * as z from "zod";
import { bilingual, type Message } from "../../message.ts";

/** Yes or no, which must be said: nothing is guessed for a field left out. */
export const flagField = (label: Message) =>
  z.boolean({
    error: ({ input }) =>
      input === undefined
        ? bilingual(`缺少${label.zh}，请选择 true 或 false`, `${label.en} is missing; say true or false`)
        : bilingual(`${label.zh}应为 true 或 false，请改正`, `${label.en} must be true or false; correct it`),
  });
