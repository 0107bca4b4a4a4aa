import type { RegistrationMaterial } from "../../schemas/forms/registration-material.ts";
import type { LicenceRecord } from "../../schemas/licence.ts";
import type { Message } from "../../schemas/message.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Limits } from "../catalog/catalog.ts";

/** A form as the core sees it: checked by its process's schema, read by dotted paths only. */
export type Form = Readonly<Record<string, unknown>>;

/** Something the form, as handed in on a day, must mend (`refuse`) or a person should look at (`review`). */
export interface Finding {
  rule: string;
  severity: "refuse" | "review";
  path: string;
  message: Message;
  source: string;
}

/** A material the case needs, and why. */
export interface RequiredMaterial {
  code: string;
  name: Message;
  why: Message;
  /** May be promised in writing and handed in later (容缺受理). @default false */
  isTolerable?: boolean;
}

/** When an item takes part. Absent means always. `regulated-activity` holds while a dated row of the catalogue says so and the form brings no permit. */
export type Condition = { kind: "regulated-activity"; activity: string };

/** An item's part in one mode: outputs it waits for, by the item that yields them, and outputs its approval must add. */
export interface Part {
  needs?: Readonly<Record<string, readonly string[]>>;
  yields?: readonly string[];
}

/** One item of a stage. A mode that is not listed gets an empty part. */
export interface ProcessItem {
  item: string;
  when?: Condition;
  parts?: Readonly<Record<string, Part>>;
}

/** Items that run in parallel under one lead department (牵头部门). */
export interface Stage {
  id: string;
  name: Message;
  lead: string;
  items: readonly ProcessItem[];
}

/** Outputs of approved items, by item id, then by output name. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What a licence is made of, when every stage is settled. */
export interface LicenceInput {
  caseId: string;
  mode: string;
  form: Form;
  outputs: Outputs;
  division: string;
  issuedOn: IsoDate;
}

/** The part of a licence record a process decides; the hub adds identity, version and proof. */
export type LicenceFace = Pick<
  LicenceRecord,
  "kind" | "mode" | "holder" | "codes" | "issuer" | "duplicateCopies"
>;

/** What a guide tells of a process beyond its steps. */
export interface ProcessDisclosure {
  fields: readonly { path: string; label: Message; personal: boolean }[];
  materials: readonly RegistrationMaterial[];
}

/**
 * What one refusal means: it ends the case at once, it ends it after everybody answered, or the lead department decides
 * whether to follow it (主办部门牵头责任).
 */
export type RejectionPolicy = "end-at-once" | "await-all" | "lead-decides";

/**
 * A joint process (联办流程), whole: its form, stages, items, lead, and outcome. Adding one is adding a file.
 *
 * `line` is the two-digit business line in case numbers. The functions are pure and total over forms that `parseForm` let through.
 */
export interface Process {
  id: string;
  version: number;
  line: string;
  name: Message;
  lead: string;
  modes: readonly [string, ...string[]];
  onRejection: RejectionPolicy;
  /** The promise for the whole case. @default the longest way through the promises of the items that take part */
  promised?: Limits["promised"];
  stages: readonly Stage[];
  /** Read an untrusted form. Issues carry a dotted path and a bilingual text. */
  parseForm: (input: unknown) => { form: Form } | { issues: { path: string; message: Message }[] };
  /** What a calendar or a rule of the day says about a readable form. */
  checkForm: (form: Form, on: IsoDate) => Finding[];
  requiredMaterials: (form: Form, on: IsoDate) => RequiredMaterial[];
  /** The division (GB/T 2260) whose authority handles the case. */
  divisionOf: (form: Form) => string;
  /** A short title people recognise the case by; not personal. */
  titleOf: (form: Form) => string;
  /** The value two cases may not share while either lives, or `null`; for companies the comparison key of the name. */
  reservationOf: (form: Form) => string | null;
  /** Activities that may need a pre-approval, and the permits the form already brings for them. */
  regulatedActivities: (form: Form) => { activity: string; hasPermit: boolean }[];
  /** Whether outputs agree with the form and with one another across items; each problem names its output. */
  checkOutputs: (mode: string, outputs: Outputs, form: Form) => { path: string; message: Message }[];
  licenceFace: (input: LicenceInput) => LicenceFace;
  /** The form's fields and the list of materials, for guides and for naming them to people. */
  disclosure: ProcessDisclosure;
}

/** Every process the hub runs, by id. */
export type Processes = ReadonlyMap<string, Process>;
