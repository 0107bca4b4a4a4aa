import { describe, expect, it } from "vitest";
import { letterNumberPattern } from "../../../../functions/application/letters/letter-number.ts";
import { lettersOf } from "../../../../functions/application/letters/letters-of.ts";
import { shanghaiDate } from "../../../../functions/catalog/calendar/shanghai.ts";
import { letter as letterSchema } from "../../../../schemas/letter.ts";
import { answerItem, answers } from "../../../support/answers.ts";
import { filedHistory, type History } from "../../../support/case-history.ts";
import { moment } from "../../../support/moments.ts";
import { groundOf, lettersFrom, loggedOf, textOf } from "./letters-from.ts";

const now = moment("2026-11-25");

/** A case with letters of several kinds, two of some. */
const eventful = (): History => {
  const history = filedHistory();
  history.perform(answerItem("organization-code", answers.accepted(now)), now);
  history.perform(answerItem("enterprise-registration", answers.suspended(now)), now);
  history.perform(answerItem("tax-registration", answers.correctionRequired(now)), now);
  history.perform({ type: "KeepTime" }, moment("2026-12-01", "17:30"));
  history.perform({ type: "WithdrawCase", reason: "本人340300199001010004改名" }, moment("2026-12-02"));
  return history;
};

describe("lettersOf", () => {
  it("numbers the letters of each kind in the order of the log", () => {
    const numbers = lettersFrom(eventful()).map(({ number }) => number.slice(-4));

    expect(numbers).toEqual(["SJ-1", "SL-1", "SL-2", "TB-1", "BZ-1", "CJ-1"]);
  });

  it("gives every letter the same number and words however far the log has grown", () => {
    const history = eventful();
    const log = loggedOf(history);
    const whole = lettersOf(groundOf(history), log);

    for (let length = 1; length <= log.length; length += 1) {
      const early = lettersOf(groundOf(history), log.slice(0, length));
      expect(early).toEqual(whole.slice(0, early.length));
    }
  });

  it("rests each letter on an event of the log, by its hash and day", () => {
    const history = eventful();
    const log = loggedOf(history);

    for (const { copyOf, on } of lettersOf(groundOf(history), log)) {
      const event = log.find(({ hash }) => hash === copyOf);
      expect(event && shanghaiDate(event.at)).toBe(on);
    }
  });

  it("gives letters of the published shape under numbers an address may hold", () => {
    for (const letter of lettersFrom(eventful())) {
      expect(letterSchema.parse(letter)).toEqual(letter);
      expect(letter.number).toMatch(letterNumberPattern);
    }
  });

  it("masks identity numbers in what people wrote, for everybody", () => {
    for (const isOwn of [true, false]) {
      const text = lettersFrom(eventful(), { isOwn })
        .map((letter) => textOf(letter))
        .join();

      expect(text).toContain("本人3403**********0004改名");
      expect(text).not.toContain("340300199001010004");
    }
  });

  it("says everything in both languages", () => {
    for (const letter of lettersFrom(eventful())) {
      expect(letter.title.en).toMatch(/[a-z]{3}/i);
      for (const block of letter.paragraphs)
        if (!("columns" in block)) {
          expect(block.zh).toMatch(/\p{Script=Han}/u);
          expect(block.en).toMatch(/[a-z]{3}/i);
        }
      expect(textOf(letter)).not.toMatch(/undefined|null|\[object/);
      expect(textOf(letter, "en")).not.toMatch(/undefined|null|\[object/);
    }
  });

  it("shows others the applicant's name masked and nothing of the application", () => {
    const letters = lettersFrom(eventful(), { isOwn: false });
    const text = JSON.stringify(letters);

    expect(letters.every(({ addressee }) => addressee === "张**")).toBe(true);
    expect(text).not.toContain("张三丰");
    expect(text).not.toContain("李淮生");
    expect(text).not.toContain("公司章程");
  });
});
