import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { invitationIcs } from "../../../../functions/application/meetings/invitation-ics.ts";
import { meetingSummaryOf, meetingViewOf } from "../../../../functions/application/meetings/meeting-view.ts";
import type { Meeting } from "../../../../functions/case/state.ts";
import { message } from "../../../../schemas/message.ts";

const officer = { name: "李明" };

const sample: Meeting = {
  meetingId: "case-1-stage-1-site-survey-2",
  kind: "site-survey",
  stageId: "stage-1",
  number: 2,
  startsAt: "2026-12-01T01:30:00.000Z",
  endsAt: "2026-12-01T03:30:00.000Z",
  place: "蚌山区东海大道地块;南门",
  agenda: "用地四至, 周边200米\n地形、建筑、树木",
  invited: ["planning", "fire-rescue", "water-resources", "land"].map((department) => ({
    item: `${department}-item`,
    department,
    fingerprint: "f".repeat(32),
    shownOn: "2026-11-24",
  })),
  omitted: [],
  lead: "planning",
  officer,
  proposedOn: "2026-11-24",
  status: "proposed",
  replies: [
    { item: "fire-rescue-item", department: "fire-rescue", reply: "confirmed", reason: null },
    { item: "land-item", department: "land", reply: "declined", reason: "另有检查" },
  ].map((each) => ({
    ...each,
    reply: each.reply as "confirmed",
    officer,
    answeredAt: "2026-11-24T02:00:00.000Z",
  })),
  attended: [],
  held: null,
  calledOff: null,
};

const written = (changes: Partial<Meeting> = {}, others: readonly Meeting[] = []): string => {
  const meeting = { ...sample, ...changes };
  return invitationIcs(meeting, {
    title: "联合踏勘",
    caseTitle: "智能装备产业园一期",
    caseId: "3403002026112401000017",
    nameOf: (department) => message(`部门"${department}"`, department),
    meetings: [...others, meeting],
    host: "hub.example.cn",
    at: "2026-11-24T02:00:00.000Z",
  });
};

const read = (ics: string) => {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const component = calendar.getFirstSubcomponent("vevent");
  if (component === null) throw new Error("there is no event");
  return { calendar, component, event: new ICAL.Event(component) };
};

describe("identity numbers in words of people", () => {
  const number = "11010519491231002X";
  const changes = { place: `${number}门前`, agenda: `联系人张淮河,身份证${number}` };

  it("are masked in a calendar entry", () => {
    const { event } = read(written(changes));

    expect(event.location).not.toContain(number);
    expect(event.description).not.toContain(number);
    expect(event.description).toContain("联系人张淮河");
  });

  it("are masked wherever a meeting is shown", () => {
    const shown = JSON.stringify([
      meetingViewOf({ ...sample, ...changes }),
      meetingSummaryOf({ ...sample, ...changes }),
    ]);

    expect(shown).not.toContain(number);
    expect(shown).toContain("门前");
  });
});

describe("invitationIcs", () => {
  it("is read by another's hand with everything it says", () => {
    const { calendar, component, event } = read(written());

    expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
    expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
    expect(event.summary).toBe("联合踏勘 智能装备产业园一期");
    expect(event.location).toBe("蚌山区东海大道地块;南门");
    expect(event.description).toBe("3403002026112401000017\n用地四至, 周边200米\n地形、建筑、树木");
    expect(event.startDate.toString()).toBe("2026-12-01T01:30:00Z");
    expect(event.endDate.toString()).toBe("2026-12-01T03:30:00Z");
    expect(event.sequence).toBe(2);
    expect(event.organizer).toBe("urn:lianban:department:planning");
    expect(component.getFirstPropertyValue("status")).toBe("CONFIRMED");
    expect(component.getFirstPropertyValue("dtstamp")?.toString()).toBe("2026-11-24T02:00:00Z");
    expect(event.uid).toMatch(/^[0-9a-f]{32}@hub\.example\.cn$/);
  });

  it("names the departments, but for the lead, with their replies", () => {
    const { event } = read(written());

    expect(
      event.attendees.map((each) => [
        each.getFirstValue(),
        each.getParameter("partstat"),
        each.getParameter("cn"),
      ]),
    ).toEqual([
      ["urn:lianban:department:fire-rescue", "ACCEPTED", "部门fire-rescue"],
      ["urn:lianban:department:water-resources", "NEEDS-ACTION", "部门water-resources"],
      ["urn:lianban:department:land", "DECLINED", "部门land"],
    ]);
  });

  it.each(["called-off", "superseded"] as const)("cancels what is %s", (status) => {
    const { calendar, component } = read(written({ status }));

    expect([calendar.getFirstPropertyValue("method"), component.getFirstPropertyValue("status")]).toEqual([
      "CANCEL",
      "CANCELLED",
    ]);
  });

  it("keeps its id over proposals, so that a calendar moves the entry, and has another after one that was held", () => {
    const first = { ...sample, number: 1 };
    const uid = (number: number, others: readonly Meeting[]): string =>
      read(written({ number }, others)).event.uid;

    expect(uid(2, [{ ...first, status: "superseded" }])).toBe(uid(1, []));
    expect(uid(2, [{ ...first, status: "held" }])).not.toBe(uid(1, []));
    expect(uid(1, [])).not.toBe(read(written({ kind: "dispute-meeting", number: 1 })).event.uid);
  });

  it("ends every line in CRLF, none longer than 75 octets, and reads back whatever text it is given", () => {
    const text = fc
      .string({ unit: "grapheme", maxLength: 160, size: "max" })
      .filter((each) => !/\p{Cc}/u.test(each));
    fc.assert(
      fc.property(text, text, (place, agenda) => {
        const ics = written({ place, agenda: `${agenda}\\n;,\n"${place}` });

        expect(ics.endsWith("\r\n")).toBe(true);
        for (const line of ics.slice(0, -2).split("\r\n")) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
        }
        const { event } = read(ics);
        expect(event.location).toBe(place);
        expect(event.description).toBe(`3403002026112401000017\n${agenda}\\n;,\n"${place}`);
      }),
      { numRuns: 300 },
    );
  });

  it("lets no text begin a line of its own", () => {
    const { component, event } = read(written({ place: "门\r\nSTATUS:CANCELLED\u0007" }));

    expect(component.getFirstPropertyValue("status")).toBe("CONFIRMED");
    expect(event.location).toBe("门\nSTATUS:CANCELLED");
  });
});
