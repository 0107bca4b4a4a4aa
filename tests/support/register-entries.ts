import { naturalDays, workingDays } from "../../schemas/limit.ts";
import type { RegisterDataOf, RegisterEntry, RegisterName } from "../../schemas/registers.ts";

/** Where an entry stands. What is left out is a case of October of the market department. */
export interface Place {
  caseId?: string;
  id?: string;
  on?: string;
  department?: string;
  isOpen?: boolean;
}

let made = 0;

const entered = <K extends RegisterName>(data: RegisterDataOf<K>, place: Place): RegisterEntry => {
  made += 1;
  return {
    register: data.kind,
    caseId: "3403002026102001000013",
    id: `${data.kind}-${made}`,
    on: "2026-10-20",
    department: "market-regulation",
    isOpen: false,
    ...place,
    data,
  };
};

const responsible = { department: "market-regulation", post: "企业登记岗", person: "程若谷" };

/** An item approved after two of three promised working days; the law allows twenty. */
export const decisionEntry = (
  changes: Partial<RegisterDataOf<"decision">> = {},
  place: Place = {},
): RegisterEntry =>
  entered(
    {
      kind: "decision",
      processId: "company-registration",
      itemId: "enterprise-registration",
      channel: "online",
      outcome: "approved",
      acceptedOn: "2026-10-16",
      decidedOn: "2026-10-20",
      promised: workingDays(3),
      statutory: workingDays(20),
      actualDays: 2,
      onTheSpot: false,
      onTime: true,
      rounds: 1,
      ...changes,
    },
    place,
  );

/** A case that ended in its licence after four of five promised working days. */
export const closureEntry = (
  changes: Partial<RegisterDataOf<"closure">> = {},
  place: Place = {},
): RegisterEntry =>
  entered(
    {
      kind: "closure",
      processId: "company-registration",
      channel: "online",
      outcome: "issued",
      receivedOn: "2026-10-15",
      acceptedOn: "2026-10-16",
      closedOn: "2026-10-20",
      promised: workingDays(5),
      statutory: workingDays(45),
      actualDays: 4,
      onTime: true,
      notices: 0,
      ...changes,
    },
    place,
  );

/** A yellow card for a promise that was exceeded. */
export const cardEntry = (changes: Partial<RegisterDataOf<"card">> = {}, place: Place = {}): RegisterEntry =>
  entered(
    {
      kind: "card",
      cardId: "enterprise-registration-yellow-1",
      recordId: "enterprise-registration-1",
      level: "yellow",
      breach: "item-promised",
      itemId: "enterprise-registration",
      on: "2026-10-20",
      responsible,
      status: "issued",
      ...changes,
    },
    place,
  );

/** An accountability record nobody appealed against yet. */
export const accountabilityEntry = (
  changes: Partial<RegisterDataOf<"accountability">> = {},
  place: Place = {},
): RegisterEntry =>
  entered(
    {
      kind: "accountability",
      recordId: "enterprise-registration-1",
      breach: "item-promised",
      itemId: "enterprise-registration",
      dueOn: "2026-10-19",
      on: "2026-10-20",
      responsible,
      status: "open",
      ...changes,
    },
    { isOpen: true, ...place },
  );

/** A rating by which somebody is very satisfied. */
export const ratingEntry = (
  changes: Partial<RegisterDataOf<"rating">> = {},
  place: Place = {},
): RegisterEntry =>
  entered(
    {
      kind: "rating",
      occasion: "closed",
      itemId: null,
      level: 5,
      on: "2026-10-20",
      taskDueOn: null,
      answeredOn: null,
      ...changes,
    },
    place,
  );

/** An approval that is still to be undone. */
export const dutyEntry = (changes: Partial<RegisterDataOf<"duty">> = {}, place: Place = {}): RegisterEntry =>
  entered(
    {
      kind: "duty",
      duty: "undo",
      itemId: "enterprise-registration",
      since: "2026-10-20",
      dueOn: "2026-10-27",
      doneOn: null,
      ...changes,
    },
    { isOpen: true, ...place },
  );

/** A look of an officer at a case. */
export const accessEntry = (place: Place = {}): RegisterEntry =>
  entered(
    {
      kind: "access",
      who: { kind: "officer", id: "officer-market", department: "market-regulation" },
      what: "form",
      itemId: "enterprise-registration",
      paths: ["name"],
      how: "read",
    },
    place,
  );

/** A limit of natural days, which is no number of working days. */
export const thirtyNaturalDays = naturalDays(30);
