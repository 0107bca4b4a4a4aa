import type { FeeFacts } from "../../schemas/fee-facts.ts";
import type { RegistrationMaterial } from "../../schemas/forms/registration-material.ts";
import type { LicenceRecord } from "../../schemas/licence.ts";
import type { Limit } from "../../schemas/limit.ts";
import type { MeetingKind } from "../../schemas/meetings.ts";
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
  /** May be promised where the project was granted the green channel (重大项目绿色通道). @default as `isTolerable` */
  isTolerableInGreenChannel?: boolean;
}

/**
 * One fact of a form: the value at a dotted path is one of those, a number of at least so much, or a list that holds one of
 * those; or of the rows of the list at a path there is one for which all of some facts hold, with paths within the row.
 */
export type Fact =
  | { path: string; is: readonly (string | boolean)[] }
  | { path: string; atLeast: number }
  | { path: string; includes: readonly string[] }
  | { path: string; someRow: readonly Fact[] };

/**
 * When an item takes part. Absent means always. `regulated-activity` holds while a dated row of the catalogue says so and
 * the form brings no permit; `facts` when every fact of one of the lists holds. `name` says in words what it asks for.
 */
export type Condition =
  | { kind: "regulated-activity"; activity: string }
  | { kind: "facts"; name: Message; anyOf: readonly (readonly Fact[])[]; basis: string };

/**
 * An item's part in one mode: outputs it waits for, by the item that yields them, outputs its approval must add, and
 * outputs of earlier cases of the project it reads where they are there.
 */
export interface Part {
  needs?: Readonly<Record<string, readonly string[]>>;
  yields?: readonly string[];
  inherits?: Readonly<Record<string, readonly string[]>>;
}

/** One item of a stage. A mode that is not listed gets an empty part. */
export interface ProcessItem {
  item: string;
  when?: Condition;
  parts?: Readonly<Record<string, Part>>;
}

/**
 * A visit with which a stage begins: nobody is asked before it was held. `absence` is what counts for a department that
 * did not come though it had notice: its consent is presumed, or it answers all the same; either way it may not ask for
 * another visit. Where an item guards safety, consent is never presumed.
 */
export interface VisitRule {
  kind: MeetingKind;
  /** For the lead to propose a time, from the day on which the stage is reached, however often it calls one off. */
  proposeWithin: Limit;
  /** How far ahead a visit may be proposed, from the day of the proposal. */
  within: Limit;
  /** What lies at least between the day of an invitation and that of the visit for absence to have consequences. */
  notice: Limit;
  absence: { rule: "deemed-consent" | "must-answer"; basis: string };
  basis: string;
}

/** Items that run in parallel under one lead department (牵头部门). */
export interface Stage {
  id: string;
  name: Message;
  lead: string;
  items: readonly ProcessItem[];
  /** @default departments are asked as soon as the stage is reached */
  visit?: VisitRule;
}

/**
 * How the applicant mends what departments ask for (整改): within so long, so many times at most, and whether the law's
 * clock rests meanwhile. Past its time the case is handed back.
 */
export interface Rectification {
  answerWithin: Limit;
  maxRounds: number;
  stopsStatutory: boolean;
  basis: string;
}

/** One way to meet a pre-condition: an output of the project that stands, a material, or a date in the form that is not ahead. */
export type Proof =
  | { kind: "output"; item: string; name: string }
  | { kind: "material"; code: string }
  | { kind: "day"; path: string };

/**
 * What must be there before a case may be accepted, and the rule that says so. Any of `by` meets it. An output that does is
 * read by an item that is always asked, so that somebody decides anew when it is revoked.
 */
export interface Precondition {
  id: string;
  name: Message;
  basis: string;
  by: readonly [Proof, ...Proof[]];
}

/**
 * What something of an earlier case is about: the whole project, as the opinion on its site, or the single works (单体、标段)
 * that case was about, as a review of drawings. What is of the works is never taken for other works.
 */
export type About = "project" | "works";

/** What a case takes over from earlier cases of its project, so that nobody is asked for it again. */
export interface Inheritance {
  outputs: readonly { item: string; name: string; of: About }[];
  materials: readonly { code: string; of: About }[];
}

/** The project a case belongs to: its national code, and the single works (单体、标段) the case is about. */
export interface ProjectOfForm {
  code: string;
  name: string;
  works: readonly string[];
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

type WithoutProof<T> = T extends LicenceRecord
  ? Omit<T, "licenceId" | "version" | "caseId" | "issuedOn" | "proof">
  : never;

/** The part of a licence record a process decides; the hub adds identity, version and proof. */
export type LicenceFace = WithoutProof<LicenceRecord>;

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
  /** What a case ends in, as people call it: 营业执照, 联合验收意见书. @default a licence, 证照; see `resultName` */
  result?: Message;
  lead: string;
  modes: readonly [string, ...string[]];
  onRejection: RejectionPolicy;
  /** The promise for the whole case. @default the longest way through the promises of the items that take part */
  promised?: Limits["promised"];
  stages: readonly Stage[];
  /**
   * The filing itself is the acceptance, for every department (统一受理): the clock of the case runs from it, that of an
   * item from when it is asked. @default each department accepts its own item
   */
  acceptsOnFiling?: boolean;
  /** @default as the centre's profile says, however often, the law's clock running */
  rectification?: Rectification;
  /** @default none */
  preconditions?: readonly Precondition[];
  /** @default nothing */
  inherits?: Inheritance;
  /** The project of a form. @default the process knows no projects */
  projectOf?: (form: Form) => ProjectOfForm;
  /**
   * What the fees of a case follow from; they are owed once every stage is through. Its land is charged once in a project.
   * @default the process has no fees
   */
  feeFacts?: (form: Form, caseId: string) => FeeFacts;
  /** By name, who owes the fees of a case, be it that somebody else filed it. @default the applicant */
  payerOf?: (form: Form) => string;
  /** Read an untrusted form. Issues carry a dotted path and a bilingual text. */
  parseForm: (input: unknown) => { form: Form } | { issues: { path: string; message: Message }[] };
  /** What a calendar or a rule of the day says about a readable form. */
  checkForm: (form: Form, on: IsoDate) => Finding[];
  requiredMaterials: (form: Form, on: IsoDate) => RequiredMaterial[];
  /** The division (GB/T 2260) whose authority handles the case. */
  divisionOf: (form: Form) => string;
  /** A short title people recognise the case by; not personal. */
  titleOf: (form: Form) => string;
  /** The values no two cases may share while either lives; for companies the comparison key of the name. */
  reservationsOf: (form: Form) => readonly string[];
  /** Whether the values are free again once the licence is out, as one phase of a project may come again. @default never */
  isReservedWhileOpen?: boolean;
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
