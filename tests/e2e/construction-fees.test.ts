import { afterAll, describe, expect } from "vitest";
import { parseSecret } from "../../functions/departments/webhook-signature.ts";
import { noticeOf, sendAsChannel } from "../../functions/entry/demo/construction/payment.ts";
import type { PaymentReceipt, RefundReceipt } from "../../schemas/fee-messages.ts";
import type { CaseView } from "../../schemas/http.ts";
import { readAs, slugOf } from "../support/acting.ts";
import { makeActing } from "./acting.ts";
import { feesOf, fileConstruction, freshProjectCode, isBilled, quietDrawings } from "./construction-case.ts";
import { makeJourney } from "./journey.ts";
import { makePaymentChannel, onlyTo } from "./payment-channel.ts";
import { openTarget } from "./target.ts";

const target = await openTarget();
const journey = await makeJourney(target);
const { post } = makeActing(target);
const builder = await target.as("zhang-san");
const channel = makePaymentChannel(target);

afterAll(() => target.stop());

const until = (caseId: string, holds: (view: CaseView) => boolean) =>
  builder.until(caseId, holds, target.patienceMs);

/** A drawing review that every department has approved; its fee sheet is issued. */
const billed = async (): Promise<CaseView> => {
  const { caseId } = await fileConstruction(
    builder,
    "drawing-review",
    await quietDrawings(freshProjectCode()),
  );
  return until(caseId, isBilled);
};

/** A department that reports what it has no business with: it is connected, and no payment channel. */
const NO_CHANNEL = "archives";

const rotate = async (department: string): Promise<Uint8Array> => {
  const { secret } = await readAs<{ secret: string }>(
    await post("admin", `/v1/departments/${department}/secret-rotation`, {}),
  );
  await target.twins?.handOver(department, secret);
  return parseSecret(secret) ?? new Uint8Array();
};

const newId = (word: string): string => `${word}-${crypto.randomUUID()}`;

describe.concurrent("a payment", () => {
  journey(
    "counts when the channel has signed it, acts once however often it is told, and what comes twice goes back",
    ["an administrator", "twins that can be steered"],
    async () => {
      const { caseId } = await billed();
      const fees = await feesOf(builder, caseId);
      const { paid, refunded } = await channel();
      const notice = noticeOf(fees, newId("pay"));
      const said = { type: "lianban.fees.paid" as const, caseId, data: notice };

      const forged = await slugOf(
        await sendAsChannel(target.baseUrl, new Uint8Array(32).fill(7), { ...said, id: newId("msg") }),
      );
      const other = { ...said, department: NO_CHANNEL, id: newId("msg") };
      const byOther = await slugOf(await sendAsChannel(target.baseUrl, await rotate(NO_CHANNEL), other));
      const untouched = await feesOf(builder, caseId);
      const id = newId("msg");
      const first = await (await paid(caseId, notice, id)).text();
      const again = await (await paid(caseId, notice, id)).text();
      const retold = await readAs<PaymentReceipt>(await paid(caseId, notice));
      const second = await readAs<PaymentReceipt>(await paid(caseId, { ...notice, paymentId: newId("pay") }));
      const back = await readAs<RefundReceipt>(await refunded(caseId, second.refundId ?? ""));
      const issued = await until(caseId, ({ status }) => status === "issued");

      expect([forged, byOther]).toEqual([
        "401 /problems/signature-wrong",
        "403 /problems/not-a-payment-channel",
      ]);
      expect(untouched.payments).toEqual([]);
      expect(JSON.parse(first)).toMatchObject({ outcome: "taken", outstandingFen: 0 });
      expect(again).toBe(first);
      expect(retold).toMatchObject({ outcome: "taken", paymentId: notice.paymentId });
      expect(second).toMatchObject({ outcome: "turned-back", why: "paid-twice", outstandingFen: 0 });
      expect(back.refundId).toBe(second.refundId);
      const after = await feesOf(builder, caseId);
      expect(after.payments.map(({ paymentId }) => paymentId)).toEqual([notice.paymentId]);
      expect(after.paidFen).toBe(fees.sheet.treasury.payableFen);
      expect(after.refunds).toMatchObject([{ reason: "paid-twice", madeOn: back.refundedOn }]);
      expect(issued.licence?.status).toEqual({ kind: "valid" });
      const events = (await builder.events(caseId)).filter(({ type }) => type === "FeesPaid");
      expect(events).toHaveLength(1);
    },
  );

  journey(
    "goes back when the application is withdrawn, the lead grants it, and the channel tells that it went back",
    ["an administrator", "the leads of construction"],
    async () => {
      const { caseId } = await billed();
      const fees = await feesOf(builder, caseId);
      const { paid, refunded } = await channel();
      const notice = noticeOf(fees, newId("pay"));
      const part = onlyTo(notice, notice.lines[0]?.collector);
      const rule = (person: string) =>
        post(person, `/v1/cases/${caseId}/withdrawal-ruling`, {
          isGranted: true,
          reasons: "项目停建，同意撤回",
        });

      const receipt = await readAs<PaymentReceipt>(await paid(caseId, part));
      const asked = await readAs<CaseView>(
        await post("zhang-san", `/v1/cases/${caseId}/withdrawal`, { reason: "项目停建" }),
        202,
      );
      const byOther = await slugOf(await rule("chief-planning"));
      const ruled = await readAs(await rule("chief-housing-construction"));
      const ordered = (await feesOf(builder, caseId)).refunds;
      const back = await readAs<RefundReceipt>(await refunded(caseId, ordered[0]?.refundId ?? ""));
      const late = await readAs<PaymentReceipt>(await paid(caseId, noticeOf(fees, newId("pay"))));

      expect(notice.lines.length).toBeGreaterThan(1);
      expect(receipt).toMatchObject({ outcome: "taken", outstandingFen: notice.amountFen - part.amountFen });
      expect(asked).toMatchObject({ status: "settled", withdrawalRequest: { status: "submitted" } });
      expect(byOther).toBe("403 /problems/not-lead");
      expect(ruled).toMatchObject({ status: "withdrawn" });
      expect(ordered).toMatchObject([
        { paymentId: part.paymentId, reason: "withdrawn", amountFen: part.amountFen, madeOn: null },
      ]);
      const { refunds, paidFen } = await feesOf(builder, caseId);
      expect(refunds[0]).toMatchObject({ refundId: ordered[0]?.refundId, madeOn: back.refundedOn });
      expect(paidFen).toBe(0);
      expect(late).toMatchObject({ outcome: "turned-back", why: "case-closed" });
      const told = (await builder.events(caseId)).map(({ type }) => type);
      expect(told).toEqual(expect.arrayContaining(["RefundOrdered", "RefundMade"]));
      expect(told).not.toContain("LicenceIssued");
    },
  );
});
