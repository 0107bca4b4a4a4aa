import type { CaseEvent, EventOf } from "../../schemas/events.ts";
import type { Item } from "../catalog/catalog.ts";
import type { Form, Process } from "../processes/process.ts";
import { acceptanceOnFiling } from "./acceptance.ts";
import { dueOf, limitEndOrNull, receivedOn } from "./clock.ts";
import type { Now } from "./commands.ts";
import { revokedMaterials } from "./inherit.ts";
import { fingerprintOf, inputsOf, partOf, viewOf } from "./scope.ts";
import { type CaseState, type ItemState, isConsented, isTimed } from "./state.ts";
import { heldVisit, isStageOpen } from "./visits.ts";
import { catalogOf, type World } from "./world.ts";

type Because = EventOf<"ItemAsked">["because"];

type Row = Pick<Item, "scope" | "materials">;

interface Prints {
  materials: unknown;
  byRow: WeakMap<Row, Map<string, string>>;
}

/** Fingerprints of forms in hand: a case is decided many times on one form, and hashing it anew each time would be most of the work. */
const remembered = new WeakMap<Form, Prints>();

/** What was hashed of a form and its materials under one row of the catalogue, by the inputs there were and what was revoked. */
const printsOf = ({ form, materials }: CaseState, row: Row): Map<string, string> => {
  let known = remembered.get(form);
  if (known?.materials !== materials) {
    known = { materials, byRow: new WeakMap() };
    remembered.set(form, known);
  }
  const prints = known.byRow.get(row) ?? new Map<string, string>();
  known.byRow.set(row, prints);
  return prints;
};

/** An item that left the catalogue may read nothing. */
const noRow: Row = { scope: [], materials: [] };

const fingerprintNow = (world: World, process: Process, state: CaseState, item: ItemState): string => {
  const row = catalogOf(world, state).items.get(item.plan.runs) ?? noRow;
  const prints = printsOf(state, row);
  const key = JSON.stringify([inputsOf(process, state, item.id).inputs, revokedMaterials(state)]);
  const print = prints.get(key) ?? fingerprintOf(viewOf(process, state, item, row));
  prints.set(key, print);
  return print;
};

/** The event that asks an item's department, on what the item may read now. An item accepted before keeps its clock, which runs on from here. */
const askEvent = (
  world: World,
  state: CaseState,
  item: ItemState,
  asked: { because: Because; fingerprint: string },
  now: Now,
): EventOf<"ItemAsked"> => {
  const on = receivedOn(world.calendar, now);
  const event: EventOf<"ItemAsked"> = {
    type: "ItemAsked",
    itemId: item.id,
    revision: state.revision,
    round: item.round + 1,
    ...asked,
    on,
    replyBy: limitEndOrNull(world.calendar, on, world.profile.correctionNotice.limit),
  };
  if (item.acceptedOn === null) return event;
  const acts = [...item.acts, { act: "asked" as const, on, at: now.at, round: event.round }];
  return { ...event, due: dueOf({ ...item, acts }, world.calendar) };
};

const becauseOf = (process: Process, state: CaseState, { id, plan }: ItemState): Because => {
  if (heldVisit(state, plan.stage) !== undefined) return "visit-held";
  return Object.keys(partOf(process, id, state.mode).needs ?? {}).length > 0 &&
    Object.keys(inputsOf(process, state, id).inputs).length > 0
    ? "input-available"
    : "first";
};

/** Whether an item that waits can be asked now: its inputs are there, and the visit of its stage was held. */
export const isAskable = (process: Process, state: CaseState, item: ItemState): boolean =>
  item.status === "waiting" &&
  inputsOf(process, state, item.id).complete &&
  (item.round > 0 || isStageOpen(process, state, item.plan.stage));

/**
 * Put an item to a department that answers of its own accord though its consent is presumed, so that its word is taken as
 * any other. The department is not told: it has said what it would be asked.
 */
export const askForOwnWord = (world: World, state: CaseState, item: ItemState, now: Now): CaseEvent[] => {
  const { fingerprint } = item;
  const asked = askEvent(world, state, item, { because: "own-word", fingerprint }, now);
  return [asked, ...acceptanceOnFiling(world, state, item, asked, now)];
};

/** Ask what can be asked of a stage's items: those not asked yet whose inputs are there, once its visit was held. */
export const askWaiting = (
  world: World,
  process: Process,
  state: CaseState,
  items: readonly ItemState[],
  now: Now,
): CaseEvent[] =>
  items
    .filter((item) => isAskable(process, state, item))
    .flatMap((item) => {
      const because = becauseOf(process, state, item);
      const fingerprint = fingerprintNow(world, process, state, item);
      const asked = askEvent(world, state, item, { because, fingerprint }, now);
      return [asked, ...acceptanceOnFiling(world, state, item, asked, now)];
    });

/** What was decided, or is for the lead to decide, on what the department was shown. */
const isAbout = (item: ItemState): boolean =>
  isConsented(item) || item.status === "rejected" || item.status === "silent";

/**
 * Ask again exactly those whose ground moved: items whose correction was answered, answers and silences whose scope
 * changed. Items still with their department, or with a wish that is out, are shown the change; answers whose scope is
 * untouched stand.
 */
export const refresh = (world: World, process: Process, state: CaseState, now: Now): CaseEvent[] =>
  Object.values(state.items).flatMap((item): CaseEvent[] => {
    const isAnswered = item.status === "correcting" && item.wishes.length === 0;
    if (!isAbout(item) && !isTimed(item)) return [];
    const fingerprint = fingerprintNow(world, process, state, item);
    const again = (because: Because): CaseEvent[] => {
      const asked = askEvent(world, state, item, { because, fingerprint }, now);
      return [asked, ...acceptanceOnFiling(world, state, item, asked, now)];
    };
    if (isAnswered) return again("correction-answered");
    if (fingerprint === item.fingerprint) return [];
    return isAbout(item)
      ? again("scope-changed")
      : [{ type: "ItemUpdated", itemId: item.id, revision: state.revision, fingerprint }];
  });
