import type { CaseEvent, EventOf } from "../../schemas/events.ts";
import { limitEndOrNull } from "./clock.ts";
import type { ClockAct } from "./clock-acts.ts";
import type { Now } from "./commands.ts";
import { answerLimit, stopsStatutory } from "./rectification.ts";
import { canonical } from "./scope.ts";
import type { CaseState, CorrectionNotice, ItemState, PastNotice } from "./state.ts";
import { processOf, type World } from "./world.ts";

const wishesOf = (state: CaseState): CorrectionNotice["wishes"] =>
  Object.values(state.items)
    .filter((item) => item.status === "correcting")
    .flatMap((item) => item.wishes.map((wish) => ({ itemId: item.id, ...wish })));

/** True while the notice that is out says exactly what the departments wish now. */
export const isNoticed = (state: CaseState): boolean =>
  state.notice !== null && canonical(state.notice.wishes) === canonical(wishesOf(state));

/** Whether a change at one dotted path touches another: the same, or one within the other. */
const touches = (changed: string, path: string): boolean =>
  changed === path || changed.startsWith(`${path}.`) || path.startsWith(`${changed}.`);

/** Whether a department had its say before a notice went out: it was shown its scope, and it answered or let its days pass. */
const hadItsSay = ({ id, acts }: ItemState, { issuedAt, paths }: PastNotice): boolean =>
  paths[id] !== undefined ||
  (acts.some(({ act, at }) => act === "asked" && at < issuedAt) &&
    acts.some((each) => speaks(each, issuedAt)));

const speaks = (each: ClockAct, before: string): boolean =>
  (each.act === "accepted" && each.isDeemed) ||
  (each.at < before && (each.act === "accepted" || each.act === "wished" || each.act === "decided"));

/**
 * The revision of the first notice that an item could have put a wish into, or `null`. A department that was shown its
 * scope only later, or that answers for the first time within its five days, could not.
 */
const firstChance = ({ notices }: CaseState, item: ItemState): number | null =>
  notices.find((notice) => hadItsSay(item, notice))?.revision ?? null;

/** Paths an item wishes for now although it could have the first time: it did not, and nobody has changed them since. */
const lateWishes = (state: CaseState, item: ItemState): string[] => {
  const first = firstChance(state, item);
  if (first === null) return [];
  const told = state.notices.flatMap(({ paths }) => paths[item.id] ?? []);
  const isChanged = (path: string) =>
    state.changes.some(
      ({ revision, paths }) => revision > first && paths.some((each) => touches(each, path)),
    );
  return item.wishes
    .map(({ path }) => path)
    .filter((path) => !isOfTheLead(item, path) && !told.includes(path) && !isChanged(path));
};

/** A wish that only passes on what a department had objected to before the lead ruled. */
const isOfTheLead = ({ wishedByLead }: ItemState, path: string): boolean => wishedByLead && path === OPINION;

/** What a wish is about that answers an objection of the lead's, not a field. */
const OPINION = "opinion";

/**
 * A second notice for what could be known the first time is recorded against the department that asks (一次性告知).
 *
 * @see 行政许可法第七十二条第四项
 */
const violationsOf = (state: CaseState, number: number, now: Now): EventOf<"BreachRecorded">[] =>
  Object.values(state.items)
    .filter((item) => item.status === "correcting")
    .flatMap((item) => {
      const paths = lateWishes(state, item);
      if (paths.length === 0) return [];
      const { officer, plan } = item;
      return [
        {
          type: "BreachRecorded",
          recordId: `${state.caseId}-${item.id}-notice-${number}`,
          breach: "second-notice",
          item: item.id,
          dueOn: null,
          paths,
          responsible: {
            department: plan.department,
            post: officer?.post ?? null,
            person: officer?.name ?? null,
          },
          on: now.on,
        },
      ];
    });

/** Gather every department's wishes into one notice (一次性告知). @see 行政许可法第三十二条第一款第四项 */
export const noticeEvents = (world: World, state: CaseState, now: Now): CaseEvent[] => {
  const number = state.noticeCount + 1;
  const process = processOf(world, state);
  return [
    {
      type: "CorrectionNoticeIssued",
      number,
      revision: state.revision,
      wishes: [...wishesOf(state)],
      on: now.on,
      answerBy: limitEndOrNull(world.calendar, now.on, answerLimit(world, process)),
      ...stopsStatutory(process),
    },
    ...violationsOf(state, number, now),
  ];
};
