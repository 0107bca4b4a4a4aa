import type { Procedure } from "../../schemas/answers.ts";
import type { Limit } from "../../schemas/limit.ts";
import type { Message } from "../../schemas/message.ts";
import type { IsoDate } from "./calendar/shanghai.ts";

/** A department (部门) of the centre. `code` is its unified social credit code. */
export interface Department {
  id: string;
  name: Message;
  code: string;
  /** Reports what was paid to the treasury, and pays back (非税收入收缴). @default false */
  isPaymentChannel?: boolean;
}

/**
 * Both limits of an item, side by side (法定时限、承诺时限). The promise is never longer than the law. `null` means that no
 * limit is set, which is not zero.
 */
export interface Limits {
  promised: Limit | null;
  statutory: Limit | null;
}

/**
 * What happens when a co-operating department stays silent past its promise: nothing but the cards, its consent is
 * presumed (超时默许), or the lead decides. A local rule, never the law's; `basis` names it.
 */
export type SilenceRule =
  | { kind: "none" }
  | { kind: "deemed-consent"; basis: string }
  | { kind: "lead-decides"; basis: string };

/** A procedure besides the eight of the law that stops this item's clock, and the rule that allows it. */
export interface ExcludedProcedure {
  procedure: Procedure;
  basis: string;
}

/** Conditions an applicant may sign instead of proving them (告知承诺), and by when they are checked after the decision. */
export interface Commitment {
  conditions: readonly Message[];
  checkWithin: Limit;
  basis: string;
}

/** What the clean-up of the power list decided about an item (保留、下放、合并、转变管理方式、暂免、取消、冻结). */
export type ItemStatus =
  | { kind: "retained" }
  | { kind: "delegated"; to: string }
  | { kind: "merged"; into: string }
  | { kind: "transformed"; to: string }
  | { kind: "suspended"; until: IsoDate | null }
  | { kind: "cancelled" }
  | { kind: "frozen" };

/** The ten categories of power on the centre's list. */
export type PowerCategory =
  | "approval"
  | "penalty"
  | "levy"
  | "payment"
  | "reward"
  | "compulsion"
  | "confirmation"
  | "adjudication"
  | "planning"
  | "other";

/**
 * One power of one department (事项): what it may read, what it must read of the materials, its limits and its
 * basis. `scope` lists dotted form paths; nothing else of the form ever reaches the department.
 */
export interface Item {
  id: string;
  department: string;
  name: Message;
  category: PowerCategory;
  status: ItemStatus;
  basis: string;
  scope: readonly string[];
  materials: readonly string[];
  limits: Limits;
  /** @default silence means nothing but the cards */
  silence?: SilenceRule;
  /** Fire, civil air defence, environment and the like: consent is never presumed. @default false */
  isSafetyCritical?: boolean;
  /** @default only the eight procedures of 行政许可法第四十五条 stop the statutory clock */
  excludedProcedures?: readonly ExcludedProcedure[];
  /** @default the conditions must be proved */
  commitment?: Commitment;
  validFrom: IsoDate;
  validTo: IsoDate | null;
}

/** An activity that needs a permit before the licence (前置审批), for as long as the list in force says so. */
export interface PreApproval {
  activity: string;
  name: Message;
  item: string;
  validFrom: IsoDate;
  validTo: IsoDate | null;
  basis: string;
}

/** One output a department's decision may add to the shared pool. `unique` values are given once, for ever. */
export interface OutputDefinition {
  name: string;
  label: Message;
  unique: boolean;
  accepts: (value: unknown) => boolean;
  expected: Message;
  /** The name of another output of the same item that says until which day this one counts. @default it does not end */
  expires?: string;
}

/**
 * One edition of the standard as data: departments, the power list, pre-approvals and outputs, under one version.
 * `validFrom` is the day the edition comes into force, Asia/Shanghai.
 */
export interface Catalog {
  version: string;
  validFrom: IsoDate;
  departments: ReadonlyMap<string, Department>;
  items: ReadonlyMap<string, Item>;
  preApprovals: readonly PreApproval[];
  outputs: ReadonlyMap<string, OutputDefinition>;
}

/** Rows of a catalogue, before they are indexed. */
export interface CatalogRows {
  version: string;
  validFrom: IsoDate;
  departments: readonly Department[];
  items: readonly Item[];
  preApprovals: readonly PreApproval[];
  outputs: readonly OutputDefinition[];
}

const indexed = <T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, T> => {
  const map = new Map(rows.map((row) => [key(row), row]));
  if (map.size !== rows.length) throw new Error("the catalogue names one id twice; every id must be unique");
  return map;
};

const checkLimits = ({ id, limits }: Item): void => {
  const { promised, statutory } = limits;
  const wrong = [promised, statutory].find(
    (limit) => limit !== null && !(Number.isSafeInteger(limit.value) && limit.value >= 0),
  );
  if (wrong !== undefined)
    throw new Error(`item "${id}" has a limit of ${wrong?.value}; a limit is a whole number from 0, or null`);
  if (
    promised?.unit === statutory?.unit &&
    (promised?.value ?? 0) > (statutory?.value ?? Number.POSITIVE_INFINITY)
  )
    throw new Error(
      `item "${id}" promises ${promised?.value} ${promised?.unit}s, more than the law's ${statutory?.value}`,
    );
};

/** Presumed consent is a local rule about opinions, so it needs a basis, and safety is excluded from it. */
const checkSilence = ({ id, silence, isSafetyCritical }: Item): void => {
  if (silence === undefined || silence.kind === "none") return;
  if (silence.basis === "")
    throw new Error(`item "${id}" has a silence rule without a basis; name the local rule`);
  if (silence.kind === "deemed-consent" && isSafetyCritical)
    throw new Error(`item "${id}" guards safety: the consent of its department is never presumed`);
};

/** Follow an item's merges to their end: each step must lead to an item that is there and was not passed before. */
const checkMerges = (item: Item, items: ReadonlyMap<string, Item>): void => {
  const passed = [item.id];
  for (let { status } = item; status.kind === "merged"; ) {
    const next = items.get(status.into);
    if (next === undefined)
      throw new Error(`item "${passed.at(-1)}" is merged into the unknown item "${status.into}"`);
    if (passed.includes(next.id))
      throw new Error(
        `items are merged in a circle: ${[...passed, next.id].join(" → ")}; let one of them stand`,
      );
    passed.push(next.id);
    status = next.status;
  }
};

/**
 * Index a catalogue's rows. Throws when an id stands twice, a row points at a department or item that is not there,
 * a limit is no whole number of days or promises more than the law allows, or merges go in a circle.
 */
export const makeCatalog = (rows: CatalogRows): Catalog => {
  const departments = indexed(rows.departments, (row) => row.id);
  const items = indexed(rows.items, (row) => row.id);
  for (const item of rows.items) {
    if (!departments.has(item.department))
      throw new Error(
        `item "${item.id}" belongs to the unknown department "${item.department}"; add its row first`,
      );
    if ("to" in item.status && !departments.has(item.status.to))
      throw new Error(
        `item "${item.id}" is ${item.status.kind} to the unknown department "${item.status.to}"; add its row first`,
      );
    checkMerges(item, items);
    checkLimits(item);
    checkSilence(item);
  }
  return {
    version: rows.version,
    validFrom: rows.validFrom,
    departments,
    items,
    preApprovals: rows.preApprovals,
    outputs: indexed(rows.outputs, (row) => row.name),
  };
};

/** True while a dated row is in force on `on`; both ends are inclusive. */
export const isInForce = (row: { validFrom: IsoDate; validTo: IsoDate | null }, on: IsoDate): boolean =>
  row.validFrom <= on && (row.validTo === null || on <= row.validTo);
