import type { KeyObject } from "node:crypto";
import type { FeeDeliveryEvent } from "../../../schemas/fee-deliveries.ts";
import { sumOf } from "../../case/fees/amounts.ts";
import { paymentChannels } from "../../case/fees/payment-channel.ts";
import { outstandingFees } from "../../case/fees/unpaid.ts";
import type { Effect } from "../../case/react.ts";
import type { CaseState } from "../../case/state.ts";
import { shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import { carriesFees } from "../../departments/dialects.ts";
import type { Delivery } from "../../ports/deliveries.ts";
import { deliveryContext } from "../deliver.ts";
import { seal } from "../event-codec.ts";
import type { Hub } from "../hub.ts";

type TellChannels = Extract<Effect, { kind: "TellChannels" }>;
type Said = FeeDeliveryEvent extends infer E
  ? E extends FeeDeliveryEvent
    ? Pick<E, "type" | "data">
    : never
  : never;

/** A sheet that was replaced before its message was made is not told any more: the newer one is. */
const issuedOf = (
  hub: Hub,
  { caseId, processId, fees }: CaseState,
  sheetId: string,
  reportTo: string,
): Said | null => {
  const { sheet, issuedOn } = fees;
  if (sheet === null || issuedOn === null || sheet.sheetId !== sheetId) return null;
  const owed = outstandingFees({ fees }, shanghaiDate(hub.clock.now()));
  return {
    type: "lianban.fees.issued",
    data: {
      caseId,
      processId,
      sheetId,
      issuedOn,
      isDemonstration: sheet.table.isDemonstration,
      treasuryFen: sheet.treasury.payableFen,
      payableFen: sheet.payableFen,
      collectors: owed.map(({ collector, part, amountFen }) => ({ collector, part, amountFen })),
      reportTo,
    },
  };
};

const refundOrderedOf = ({ caseId, fees }: CaseState, refundId: string, reportTo: string): Said | null => {
  const found = fees.refunds.find(({ refund }) => refund.refundId === refundId);
  if (found === undefined) return null;
  const { paymentId, sheetId, reason, amountFen, lines } = found.refund;
  const byCollector = [...Map.groupBy(lines, ({ collector }) => collector)].map(([collector, of]) => ({
    collector,
    amountFen: sumOf(of.map((line) => line.amountFen)),
  }));
  return {
    type: "lianban.fees.refund-ordered",
    data: {
      ...{ caseId, refundId, paymentId, sheetId, reason, amountFen },
      lines: byCollector,
      orderedOn: found.orderedOn,
      reportTo,
    },
  };
};

const saidOf = (hub: Hub, state: CaseState, effect: TellChannels, reportTo: string): Said | null =>
  effect.type === "lianban.fees.issued"
    ? issuedOf(hub, state, effect.sheetId, reportTo)
    : refundOrderedOf(state, effect.refundId, reportTo);

/** Payment channels whose systems can be told: connected, in a dialect that has words for fees. */
const reachable = ({ world, directory }: Hub, on: string): string[] =>
  paymentChannels(world, on).filter((department) => {
    const connection = directory.connection(department);
    return connection?.channel === "system" && carriesFees(connection.dialect);
  });

/** Who is told: of a refund the channel that took the payment, for its id is that channel's; else all of them. */
const toldOf = (hub: Hub, { fees }: CaseState, effect: TellChannels, on: string): string[] => {
  const channels = reachable(hub, on);
  if (effect.type === "lianban.fees.issued") return channels;
  const by = fees.refunds.find(({ refund }) => refund.refundId === effect.refundId)?.refund.by;
  return by !== undefined && channels.includes(by) ? [by] : channels;
};

/**
 * What payment channels are told of the fees of a case: none for those that work at a desk, and for those whose dialect
 * has no words for it. A message is about the case and none of its items.
 *
 * The id follows from case, channel and event, so a repeated effect is the same message.
 */
export const feeDeliveriesOf = (
  hub: Hub,
  state: CaseState,
  key: KeyObject,
  effect: TellChannels,
): Delivery[] => {
  const at = hub.clock.now();
  const { caseId, seq, type } = effect;
  return toldOf(hub, state, effect, shanghaiDate(at)).flatMap((department) => {
    const said = saidOf(hub, state, effect, `${hub.baseUrl}/v1/webhooks/${department}`);
    if (said === null) return [];
    const id = `${caseId}-${department}-${seq}-${type.split(".").at(-1)}`;
    const event: FeeDeliveryEvent = {
      specversion: "1.0",
      id,
      source: `${hub.baseUrl}/v1/cases`,
      subject: caseId,
      time: at,
      datacontenttype: "application/json",
      ...said,
    };
    const payload = seal(key, deliveryContext(id), JSON.stringify(event));
    return [{ id, caseId, itemId: "", department, type, payload, createdAt: at }];
  });
};
