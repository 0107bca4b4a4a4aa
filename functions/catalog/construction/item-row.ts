import { type Limit, workingDays } from "../../../schemas/limit.ts";
import type { Item } from "../catalog.ts";

/** The day the reform of construction approvals began (国办发〔2018〕33号); the joint actions are of that day. */
const SINCE = "2018-05-14";

/** What every department reads, so that it knows which project it answers about. */
const PROJECT = [
  "project.code",
  "project.name",
  "project.class",
  "project.address",
  "project.division",
  "units.builder.name",
];

/**
 * Consent presumed of a co-operating department that stays silent past its promise. Local practice, as in other cities
 * (Tangshan, Liangshan 2019); no law says so, hence never for what guards safety nor for what owes an output.
 */
export const presumed = (basis: string): NonNullable<Item["silence"]> => ({ kind: "deemed-consent", basis });

type Row = Pick<Item, "id" | "department" | "name" | "basis" | "scope" | "materials"> &
  Partial<Pick<Item, "category" | "silence" | "isSafetyCritical" | "excludedProcedures">> & {
    promised: Limit;
    /** `null` where the law sets none: an opinion inside a joint action. */
    statutory: Limit | null;
  };

/** A retained item of the construction line; `category` is an approval unless it says otherwise. */
export const constructionItem = ({ promised, statutory, scope, ...row }: Row): Item => ({
  category: "approval",
  status: { kind: "retained" },
  ...row,
  scope: [...PROJECT, ...scope],
  limits: { promised, statutory },
  validFrom: SINCE,
  validTo: null,
});

/** The general limit of a licence. @see 行政许可法第四十二条 */
export const LICENCE = workingDays(20);
