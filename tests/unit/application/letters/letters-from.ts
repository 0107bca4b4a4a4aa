import { createHash } from "node:crypto";
import { lettersOf } from "../../../../functions/application/letters/letters-of.ts";
import type { LetterGround, LoggedEvent } from "../../../../functions/application/letters/occasion.ts";
import { bengbuOffices } from "../../../../functions/catalog/bengbu-offices.ts";
import type { Actor } from "../../../../schemas/events.ts";
import type { Letter, LetterKind } from "../../../../schemas/letter.ts";
import type { History } from "../../../support/case-history.ts";

/** The applicant of the sample filings, as their token names them. */
const ZHANG: Actor = { kind: "applicant", id: "applicant-1", name: "张三丰" };

/** A history as its stored log: each event with a hash of its own; the filing is its applicant's. */
export const loggedOf = ({ log }: Pick<History, "log">, filer: Actor = ZHANG): LoggedEvent[] =>
  log.map((recorded) => ({
    ...recorded,
    actor: recorded.seq === 1 ? filer : recorded.actor,
    hash: createHash("sha256").update(`event ${recorded.seq}`).digest("hex"),
  }));

/** What the letters of a history are made with. */
export const groundOf = (
  { world }: Pick<History, "world">,
  more: Partial<LetterGround> = {},
): LetterGround => ({
  world,
  offices: bengbuOffices,
  baseUrl: "https://lianban.example.cn",
  isOwn: true,
  ...more,
});

/** All letters of a history. */
export const lettersFrom = (history: History, more: Partial<LetterGround> = {}): Letter[] =>
  lettersOf(groundOf(history, more), loggedOf(history));

/** The last letter of a kind; throws when there is none. */
export const lastLetter = (history: History, kind: LetterKind, more: Partial<LetterGround> = {}): Letter => {
  const letter = lettersFrom(history, more).findLast((each) => each.kind === kind);
  if (letter === undefined) throw new Error(`there is no letter of kind ${kind}`);
  return letter;
};

/** All a letter says in one language, block by block; the cells of a row stand side by side. */
export const textOf = ({ paragraphs, remedies }: Letter, language: "zh" | "en" = "zh"): string =>
  [...paragraphs, ...(remedies === null ? [] : [remedies])]
    .map((block) =>
      "columns" in block
        ? [block.columns.map(({ label }) => label), ...block.rows]
            .map((row) => row.map((cell) => cell[language]).join("|"))
            .join("\n")
        : block[language],
    )
    .join("\n");
