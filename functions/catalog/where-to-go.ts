import { type Message, message } from "../../schemas/message.ts";
import type { IsoDate } from "./calendar/shanghai.ts";
import { type Catalog, type Item, isInForce } from "./catalog.ts";

/**
 * What somebody is told who asks for an item that is not applied for here: why, and where to go. `itemId` and
 * `department` name another item or department to turn to, where there is one.
 */
export interface Directions {
  advice: Message;
  itemId: string | null;
  department: string | null;
  basis: string;
}

/** Nothing needs a licence that the law or its administration gave up. */
const NOT_NEEDED = "行政许可法第三十二条第一款第一项";

/** Not this authority's: it says so at once, and names the one to apply to. */
const ELSEWHERE = "行政许可法第三十二条第一款第二项";

const outOfForce = ({ validFrom, validTo }: Item, on: IsoDate): Directions => ({
  advice:
    on < validFrom
      ? message(`本事项自${validFrom}起施行`, `this item is in force from ${validFrom}`)
      : message(`本事项已于${validTo}停止施行`, `this item was in force until ${validTo}`),
  itemId: null,
  department: null,
  basis: NOT_NEEDED,
});

/** The item at the end of a chain of merges. */
const mergedInto = (items: Catalog["items"], item: Item): Item => {
  const next = item.status.kind === "merged" ? items.get(item.status.into) : undefined;
  return next === undefined ? item : mergedInto(items, next);
};

const nameOf = ({ departments }: Catalog, id: string): Message =>
  departments.get(id)?.name ?? message(id, id);

/** Where to go with an item on a day, or `null` when its own department takes applications. */
export const whereToGo = (catalog: Catalog, item: Item, on: IsoDate): Directions | null => {
  if (!isInForce(item, on)) return outOfForce(item, on);
  const { status } = item;
  const nowhere = { itemId: null, department: null };
  switch (status.kind) {
    case "retained":
      return null;
    case "delegated": {
      const { zh, en } = nameOf(catalog, status.to);
      const advice = message(`本事项已下放，请向${zh}提出申请`, `this item was delegated; apply to ${en}`);
      return { advice, itemId: null, department: status.to, basis: ELSEWHERE };
    }
    case "merged": {
      const { id, name, department } = mergedInto(catalog.items, item);
      const advice = message(
        `本事项已并入“${name.zh}”，请申请该事项`,
        `this item was merged; apply for ${name.en}`,
      );
      return { advice, itemId: id, department, basis: ELSEWHERE };
    }
    case "transformed": {
      const { zh, en } = nameOf(catalog, status.to);
      const advice = message(
        `本事项已转变管理方式，无需事前审批，由${zh}事中事后监管`,
        `this item needs no approval any more; ${en} supervises it afterwards`,
      );
      return { advice, itemId: null, department: status.to, basis: NOT_NEEDED };
    }
    case "suspended": {
      const { until } = status;
      const advice =
        until === null
          ? message(
              "本事项暂免审批，无需申请",
              "this approval is waived for the time being; nothing is to be applied for",
            )
          : message(
              `本事项暂免审批至${until}，期间无需申请`,
              `this approval is waived until ${until}; nothing is to be applied for until then`,
            );
      return { ...nowhere, advice, basis: NOT_NEEDED };
    }
    case "cancelled": {
      const advice = message("本事项已取消，无需取得许可", "this item was abolished; no licence is needed");
      return { ...nowhere, advice, basis: NOT_NEEDED };
    }
    case "frozen": {
      const advice = message(
        "本事项已冻结，暂不行使，恢复时另行公布",
        "this power is frozen and not exercised for now; its return will be announced",
      );
      return { ...nowhere, advice, basis: NOT_NEEDED };
    }
  }
};
