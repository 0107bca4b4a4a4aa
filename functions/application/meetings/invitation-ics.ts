import { createHash } from "node:crypto";
import type { Message } from "../../../schemas/message.ts";
import type { Meeting } from "../../case/state.ts";
import { masked } from "../mask-form.ts";

/** Who is named in an invitation and what it says besides the meeting itself. `organiser` and `guests` are departments. */
export interface InvitationTexts {
  title: string;
  caseTitle: string;
  caseId: string;
  nameOf: (department: string) => Message;
  /** The other meetings of the case. */
  meetings: readonly Meeting[];
  /** The host name of the hub, which makes its ids unique in the world. */
  host: string;
  /** When the invitation is read. */
  at: string;
}

/** RFC 5545 3.1: a line is no longer than 75 octets, its end not counted. */
const MAX_OCTETS = 75;

/** Break a line where a further character would pass the limit in UTF-8; what follows begins with a blank, which counts. */
const folded = (line: string): string => {
  let [text, octets] = ["", 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_OCTETS) {
      text += "\r\n ";
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
};

/** RFC 5545 3.3.11: a text with backslash, semicolon, comma and line ends escaped; other control characters cannot stand in one. */
const textOf = (value: string): string =>
  value
    .replaceAll(/\r\n|\r|\n/g, "\n")
    .replaceAll(/[^\P{Cc}\t\n]/gu, "")
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll("\n", "\\n");

/** RFC 5545 3.2: the value of a parameter in quotes; quotes and control characters cannot stand in one. */
const parameterOf = (value: string): string => `"${value.replaceAll(/["\p{Cc}]/gu, "")}"`;

/** `2026-12-01T01:30:00.000Z` as `20261201T013000Z`. */
const instantOf = (at: string): string =>
  `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;

/** Departments have no mailboxes here; they are named as their systems name themselves. @see RFC 5545 3.3.3 */
const addressOf = (department: string): string => `urn:lianban:department:${department}`;

const replyOf = ({ replies }: Meeting, department: string): string => {
  const own = replies.filter((each) => each.department === department);
  if (own.length === 0) return "NEEDS-ACTION";
  return own.some(({ reply }) => reply === "confirmed") ? "ACCEPTED" : "DECLINED";
};

const attendees = (meeting: Meeting, nameOf: InvitationTexts["nameOf"]): string[] =>
  [...new Set(meeting.invited.map(({ department }) => department))]
    .filter((department) => department !== meeting.lead)
    .map((department) => {
      const name = parameterOf(nameOf(department).zh);
      const reply = replyOf(meeting, department);
      return `ATTENDEE;CUTYPE=GROUP;ROLE=REQ-PARTICIPANT;PARTSTAT=${reply};RSVP=TRUE;CN=${name}:${addressOf(department)}`;
    });

/**
 * All proposals of one meeting share an id, so that a calendar moves the entry: the number of the first after the last
 * that was held names them.
 */
const uidOf = (meeting: Meeting, { caseId, meetings, host }: InvitationTexts): string => {
  const { stageId, kind, number } = meeting;
  const held = meetings.filter(
    (each) =>
      each.stageId === stageId && each.kind === kind && each.status === "held" && each.number < number,
  );
  const first = Math.max(0, ...held.map((each) => each.number)) + 1;
  const name = createHash("sha256")
    .update(`${caseId}|${stageId}|${kind}|${first}`)
    .digest("hex")
    .slice(0, 32);
  return `${name}@${host}`;
};

/**
 * The invitation to a meeting as a calendar takes it in (iCalendar, RFC 5545 and 5546): a request, or a cancellation once
 * it was called off or another proposal took its place. Lines end in CRLF. Identity numbers in words of people are masked,
 * as wherever a meeting is shown.
 *
 * Written here: the libraries there are want mailboxes, which departments do not have, and the lightest adds 35 kB to a
 * function whose cold start is on a budget. Tests read the result with one of them.
 * @see https://www.rfc-editor.org/rfc/rfc5545 https://www.rfc-editor.org/rfc/rfc5546
 */
export const invitationIcs = (meeting: Meeting, texts: InvitationTexts): string => {
  const { title, caseTitle, caseId, nameOf, at } = texts;
  const isOff = meeting.status === "called-off" || meeting.status === "superseded";
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Lianban//Joint meetings//ZH",
    "CALSCALE:GREGORIAN",
    `METHOD:${isOff ? "CANCEL" : "REQUEST"}`,
    "BEGIN:VEVENT",
    `UID:${uidOf(meeting, texts)}`,
    `DTSTAMP:${instantOf(at)}`,
    `DTSTART:${instantOf(meeting.startsAt)}`,
    `DTEND:${instantOf(meeting.endsAt)}`,
    `SEQUENCE:${meeting.number}`,
    `STATUS:${isOff ? "CANCELLED" : "CONFIRMED"}`,
    `SUMMARY:${textOf(masked(`${title} ${caseTitle}`))}`,
    `LOCATION:${textOf(masked(meeting.place))}`,
    `DESCRIPTION:${textOf(`${caseId}\n${masked(meeting.agenda)}`)}`,
    `ORGANIZER;CN=${parameterOf(nameOf(meeting.lead).zh)}:${addressOf(meeting.lead)}`,
    ...attendees(meeting, nameOf),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
};
