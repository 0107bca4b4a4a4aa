import type { Officer } from "../../../schemas/answers.ts";
import type { LetterTable } from "../../../schemas/letter.ts";
import { type Message, message } from "../../../schemas/message.ts";
import type { CaseState } from "../../case/state.ts";
import type { Occasion } from "./occasion.ts";

/** The page on which a case is followed. */
export const followUrl = (baseUrl: string, caseId: string): string => `${baseUrl}/follow?case=${caseId}`;

/** Somebody's own words in the middle of a sentence of the letter: without the full stop they may end with. */
export const quoted = (text: string): string => text.trim().replace(/[。．.；;，,]+$/u, "");

/** Join sentences into one paragraph. */
export const sentences = (...parts: readonly (Message | null)[]): Message => {
  const said = parts.filter((part) => part !== null);
  return message(said.map(({ zh }) => zh).join(""), said.map(({ en }) => en).join(" "));
};

/** Names in a row: 甲、乙. */
export const listed = (names: readonly Message[]): Message =>
  message(names.map(({ zh }) => zh).join("、"), names.map(({ en }) => en).join(", "));

/** A cell of a table that holds somebody's own words, a number or a code. */
export const cell = (text: string | number): Message => message(String(text), String(text));

/** A table of a letter; columns named in `asWritten` hold somebody's own words. */
export const tableOf = (
  labels: readonly Message[],
  rows: readonly (readonly Message[])[],
  asWritten: readonly number[] = [],
): LetterTable => ({
  columns: labels.map((label, index) => ({ label, asWritten: asWritten.includes(index) })),
  rows: rows.map((row) => [...row]),
});

const numerals = "一二三四五六七八九";

/** A number from 1 to 99 as official documents count their parts: 一、十二、二十三. */
export const numeral = (value: number): string => {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  const ten = tens === 0 ? "" : `${tens === 1 ? "" : numerals.charAt(tens - 1)}十`;
  return ten + (ones === 0 ? "" : numerals.charAt(ones - 1));
};

/** Who handles the matter at the department: a paragraph, or none when nobody is named. */
export const handledBy = (officer: Officer | null): Message[] => {
  if (officer === null) return [];
  const { name, post } = officer;
  return [
    message(
      `承办人：${name}${post === undefined ? "" : `（${post}）`}。`,
      `Handled by ${name}${post === undefined ? "" : ` (${post})`}.`,
    ),
  ];
};

const channels: Readonly<Record<CaseState["channel"], Message>> = {
  "express-lane": message("网上申报平台", "the online portal"),
  window: message("政务服务大厅综合窗口", "the general window of the service hall"),
  station: message("便民服务站（代办点）", "the service station"),
};

/** Where a case came in, and where its applicant answers. */
export const channelIn = ({ channel }: Pick<CaseState, "channel">): Message => channels[channel];

/** Where to look the case up. */
export const followLine = ({ baseUrl, state }: Pick<Occasion, "baseUrl" | "state">): Message => {
  const url = followUrl(baseUrl, state.caseId);
  return message(
    `办理进度可凭办件编号${state.caseId}查询：${url}`,
    `Its progress can be followed under the case number ${state.caseId}: ${url}`,
  );
};
