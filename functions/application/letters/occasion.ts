import type { CaseEvent, RecordedEvent } from "../../../schemas/events.ts";
import type { Letter } from "../../../schemas/letter.ts";
import type { CaseState } from "../../case/state.ts";
import type { World } from "../../case/world.ts";
import type { Offices } from "../../catalog/bengbu-offices.ts";

/** An event with its hash in the log: lower-case hex SHA-256, as the event's row bears it. */
export type LoggedEvent<E extends CaseEvent = CaseEvent> = RecordedEvent<E> & { hash: string };

/**
 * What letters need beside the log. `baseUrl` is the hub's public address without a slash at the end; `isOwn` says that
 * the reader is the applicant, or acts for them: others are not shown what was applied with, nor a person's full name.
 */
export interface LetterGround {
  world: World;
  offices: Offices;
  baseUrl: string;
  isOwn: boolean;
}

/** One event that calls for a letter, with the case as it stood before and after it. */
export interface Occasion extends LetterGround {
  recorded: LoggedEvent;
  before: CaseState | null;
  state: CaseState;
}

/**
 * What the maker of one kind gives; number and date are the same for all kinds. `addressee` is somebody else than the
 * applicant, by name.
 */
export type LetterText = Pick<Letter, "title" | "paragraphs" | "remedies" | "issuer"> &
  Partial<Pick<Letter, "addressee">>;

/** Words one kind of letter: `null` when the event is not what such a letter rests on. */
export type WriteLetter = (occasion: Occasion) => LetterText | null;
