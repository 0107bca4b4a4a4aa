/** How much a line of the log asks for: nothing, a look some day, a look today. */
export type LogLevel = "info" | "warn" | "error";

/**
 * Every code a line of the log may carry, with its level and what it means. Alarms and runbooks go by these codes, so
 * one is never given another meaning.
 */
export const logCodes = {
  "calendar-missing": {
    level: "warn",
    meaning: "the working-day calendar of a year that dates already reach into was not imported yet",
  },
  "calendar-unread": {
    level: "error",
    meaning: "the imported years of the calendar could not be read again; the hub goes on with those it has",
  },
  "delivery-lane-failed": {
    level: "error",
    meaning: "the messages of one case to one department could not be handled; they are tried again",
  },
  "document-unreadable": {
    level: "error",
    meaning: "the file of a document is missing or not what was stored; whoever asks for it is told so",
  },
  "health-failed": { level: "error", meaning: "the front page could not read how many cases there are" },
  "payment-for-erased-case": {
    level: "warn",
    meaning:
      "money came in for a case whose personal data is out of use; its channel was told to pay it back",
  },
  "project-case-unreadable": {
    level: "error",
    meaning: "a case of a project could not be read; whoever looks at the project sees it without",
  },
  "relay-message-returned": {
    level: "error",
    meaning: "effects of a case that were due for another try could not be carried out; they come again",
  },
  "relay-record-returned": {
    level: "error",
    meaning: "effects of a case could not be carried out as its events came by the stream; they come again",
  },
  "request-failed": {
    level: "error",
    meaning: "a request ended in an error nobody expected; its sender was given the request id",
  },
  "watch-case-failed": {
    level: "error",
    meaning: "the watch could not look after one case; it tries again at its next round",
  },
  "watch-failed": { level: "error", meaning: "a round of the watch broke off; the next one starts anew" },
  "watch-swept": {
    level: "info",
    meaning: "a round of the watch looked at cases; how many, and on how many it failed",
  },
} as const satisfies Readonly<Record<string, { level: LogLevel; meaning: string }>>;

/** A code of the catalogue; of one level if it is named. */
export type LogCode<Level extends LogLevel = LogLevel> = {
  [Code in keyof typeof logCodes]: (typeof logCodes)[Code]["level"] extends Level ? Code : never;
}[keyof typeof logCodes];

/**
 * Every fact a line may carry beside its code. None is personal: a case is named by its number and a request by its
 * id, never by who is behind them.
 */
export const logFacts = {
  caseId: "the number of the case",
  department: "the id of the department in the catalogue",
  done: "how many cases were looked at or moved",
  error: "what the error says, 500 characters at most; an identity number in it is masked",
  failed: "how many cases failed",
  file: "the random id under which a document is stored",
  path: "the pattern of the route, not the address that was asked for",
  requestId: "the id that the sender was given",
  state: "how a stored document stands",
  year: "a calendar year",
} as const satisfies Readonly<Record<string, string>>;

/** Facts of one line. */
export type LogFacts = Readonly<Partial<Record<keyof typeof logFacts, string | number | boolean | null>>>;
