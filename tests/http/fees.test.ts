import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { World } from "../../functions/case/world.ts";
import { demoToken } from "../../functions/http/demo-issuer.ts";
import { feesIssuedData, refundOrderedData } from "../../schemas/fee-deliveries.ts";
import { paymentReceipt, refundReceipt } from "../../schemas/fee-messages.ts";
import type { PaymentNotice } from "../../schemas/fee-payment.ts";
import { type CaseFeesView, caseFeesView } from "../../schemas/fee-view.ts";
import type { CaseView, DryRunResult } from "../../schemas/http.ts";
import { type Letter, letter as letterShape } from "../../schemas/letter.ts";
import { message } from "../../schemas/message.ts";
import type { RegisterEntry } from "../../schemas/registers.ts";
import { readAs, slugOf } from "../support/acting.ts";
import { collectors, feeProcess, twoHousesFen } from "../support/fee-cases.ts";
import { type Harness, makeHarness } from "../support/hub-harness.ts";
import { readCsv } from "../support/read-csv.ts";
import { syntheticProcess, syntheticWorld } from "../support/synthetic-process.ts";

/** The made-up process with fees, and one like it without, beside each other. */
const feeWorld = (): World => {
  const synthetic = { stages: [["a", "b"]], ...feeProcess };
  const world = syntheticWorld(synthetic);
  const free = { ...syntheticProcess({ stages: [["a"]] }), id: "free", name: message("不收费", "free") };
  return { ...world, processes: new Map([...world.processes, [free.id, free]]) };
};

interface Sent {
  type: string;
  data: Record<string, unknown>;
}

let harness: Harness;
let received: Sent[];
let stopChannel: () => void;

/** The payment channel's system: it takes in whatever is posted. */
const startChannel = async (): Promise<string> => {
  received = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push(JSON.parse(Buffer.concat(chunks).toString()) as Sent);
      response.writeHead(204).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stopChannel = () => {
    server.closeAllConnections();
    server.close();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

beforeAll(async () => {
  const url = await startChannel();
  const desk = (department: string) => ({ department, channel: "desk" as const, dialect: "json", url: "" });
  harness = await makeHarness({
    world: feeWorld(),
    connections: [
      ...["dept-a", "dept-b", "dept-lead", "dept-other"].map(desk),
      { department: "finance", channel: "system", dialect: "json", url },
    ],
  });
});

afterAll(async () => {
  await harness.stop();
  stopChannel();
});

/** Ask as somebody of a department who is none of the demonstration's people. */
const asOfficer = async (department: string, path: string): Promise<Response> => {
  const { issuer, issuerKey, app } = harness.hub;
  const officer = { sub: `officer-of-${department}`, name: "某人", roles: ["officer" as const], department };
  const authorization = `Bearer ${await demoToken(issuerKey, issuer, officer)}`;
  return app.request(path, { headers: { authorization } });
};

const file = async (processId = "synthetic"): Promise<string> => {
  const body = { processId, form: { shared: "x" }, materials: [] };
  const filed = await harness.post("zhang-san", "/v1/cases", body, {
    "idempotency-key": crypto.randomUUID(),
  });
  return (await readAs<CaseView>(filed, 201)).caseId;
};

const approve = async (caseId: string, items: readonly string[] = ["a", "b"]): Promise<void> => {
  for (const itemId of items) {
    const data = { revision: 1, officer: { name: "程若谷" }, opinion: "同意", outputs: {} };
    await readAs(await harness.answer({ department: `dept-${itemId}`, caseId, itemId, data }));
  }
  await harness.settle();
};

/** A case whose departments have all approved. */
const settled = async (): Promise<string> => {
  const caseId = await file();
  await approve(caseId);
  return caseId;
};

const feesOf = async (caseId: string): Promise<CaseFeesView> =>
  caseFeesView.parse(await readAs(await harness.as("zhang-san", `/v1/cases/${caseId}/fees`)));

const noticeFor = async (caseId: string, more: Partial<PaymentNotice> = {}): Promise<PaymentNotice> => {
  const { sheet, outstanding } = await feesOf(caseId);
  const lines =
    more.lines ??
    outstanding
      .filter(({ part }) => part === "treasury")
      .map(({ collector, amountFen }) => ({ collector, amountFen }));
  return {
    paymentId: `P-${caseId}`,
    sheetId: sheet.sheetId,
    amountFen: lines.reduce((sum, line) => sum + line.amountFen, 0),
    paidAt: harness.hub.hub.clock.now(),
    channel: "non-tax-platform",
    ...more,
    lines,
  };
};

const report = (
  caseId: string,
  data: unknown,
  more: { department?: string; type?: string; secret?: Uint8Array; id?: string; subject?: string } = {},
): Promise<Response> => {
  const { department = "finance", type = "lianban.fees.paid", ...rest } = more;
  const said = {
    department,
    caseId,
    itemId: "",
    type,
    data: data as Record<string, unknown>,
    subject: caseId,
  };
  return harness.answer({ ...said, ...rest });
};

/** Let the effects of what was done be carried out, and the channel be told. */
const rest = async (caseId: string): Promise<void> => {
  await harness.settle();
  await harness.hub.workflow.idle();
  await harness.settle();
  await expect.poll(() => harness.hub.hub.deliveries.hasPending(caseId)).toBe(false);
};

const told = (caseId: string, type: string): Record<string, unknown>[] =>
  received.filter((sent) => sent.type === type && sent.data.caseId === caseId).map(({ data }) => data);

/** The applicant withdraws, and the lead grants it. */
const withdraw = async (caseId: string): Promise<void> => {
  await readAs(
    await harness.post("zhang-san", `/v1/cases/${caseId}/withdrawal`, { reason: "计划有变" }),
    202,
  );
  const command = {
    type: "RuleOnWithdrawal",
    department: "dept-lead",
    isGranted: true,
    reasons: "同意撤件",
  } as const;
  const ruled = await harness.hub.handle({
    caseId,
    command,
    actor: { kind: "chief", id: "x" },
    cause: "test",
  });
  expect(ruled.kind).toBe("Done");
};

describe("GET /v1/cases/{caseId}/fees", () => {
  it("shows the sheet with every line explained, public money apart, and says loudly that its rates are examples", async () => {
    const caseId = await settled();

    const fees = await feesOf(caseId);

    expect(fees.sheet.isDemonstration).toBe(true);
    expect(fees.sheet.notice?.zh).toContain("示例费率");
    expect(fees.sheet.treasury.payableFen).toBe(twoHousesFen.treasury);
    expect(fees.sheet.services.payableFen).toBe(twoHousesFen.service);
    const waived = fees.sheet.treasury.administrative.lines.find(({ kind }) => kind === "reduction");
    expect(waived?.amountFen).toBe(-twoHousesFen.soilWaived);
    expect(waived?.explained.zh).toContain("免收");
    expect(waived?.explained.en).toContain("waived");
    const house = fees.sheet.treasury.fund.lines.find(({ cause }) => cause === "residential");
    expect(house?.about?.zh).toBe("住宅");
    expect(house?.explained.zh).toContain("建筑面积1,000.00平方米 × 每平方米115.00元 = 115,000.00元");
    expect(fees.outstandingFen).toBe(twoHousesFen.treasury);
    expect(fees.payments).toEqual([]);
  });

  it("is there for the applicant, who leads, collects or takes payments, and supervisors, not for others that take part", async () => {
    const caseId = await settled();
    const path = `/v1/cases/${caseId}/fees`;
    const people = await Promise.all(
      ["zhang-san", "supervisor", "li-si", null].map(async (who) => (await harness.as(who, path)).status),
    );
    const departments = ["dept-lead", "finance", "tax", "housing-construction", "dept-a", "dept-other"];
    const officers = await Promise.all(
      departments.map(async (department) => (await asOfficer(department, path)).status),
    );

    expect(people).toEqual([200, 200, 404, 401]);
    expect(officers).toEqual([200, 200, 200, 200, 404, 404]);
  });

  it("tells a process without fees from a sheet that is not issued yet", async () => {
    const [free, early] = [await file("free"), await file()];
    const detailOf = async (caseId: string) => {
      const response = await harness.as("zhang-san", `/v1/cases/${caseId}/fees`);
      const { type, detail } = (await response.json()) as { type: string; detail: string };
      return [response.status, type, detail];
    };

    expect(await detailOf(free)).toEqual([404, "/problems/no-fee-sheet", expect.stringContaining("不收费")]);
    expect(await detailOf(early)).toEqual([
      404,
      "/problems/no-fee-sheet",
      expect.stringContaining("没有开具"),
    ]);
  });

  it("is summed up in the case, which waits for its applicant and not for the hub", async () => {
    const caseId = await settled();

    const view = await harness.read(caseId);

    expect(view.status).toBe("settled");
    expect(view.waitingOn).toBe("applicant");
    expect(view.waitingFor.zh).toContain("187,000.00元");
    expect(view.fees).toMatchObject({
      payableFen: twoHousesFen.treasury + twoHousesFen.service,
      treasuryFen: twoHousesFen.treasury,
      outstandingFen: twoHousesFen.treasury,
      reliefFen: twoHousesFen.soilWaived + twoHousesFen.serviceRelief,
      isDemonstration: true,
    });
    const stuck = await harness.hub.hub.store.waitingOnHub("2999-01-01T00:00:00.000Z", 100);
    expect(stuck.map((each) => each.caseId)).not.toContain(caseId);
  });

  it("is signed no licence while it is unpaid, however often its machine is started", async () => {
    const caseId = await settled();
    const sign = vi.spyOn(harness.hub.hub.keys, "signLicence");

    await harness.hub.workflow.start({ caseId, processId: "synthetic" });
    await harness.hub.workflow.idle();

    expect(sign).not.toHaveBeenCalled();
    sign.mockRestore();
    expect((await harness.read(caseId)).status).toBe("settled");
  });
});

describe("a payment reported by the channel", () => {
  it("lets the licence be made, once the treasury has all of it", async () => {
    const caseId = await settled();
    const notice = await noticeFor(caseId);

    const receipt = paymentReceipt.parse(await readAs(await report(caseId, notice)));
    await rest(caseId);

    expect(receipt).toMatchObject({ outcome: "taken", why: null, refundId: null, outstandingFen: 0 });
    expect((await harness.read(caseId)).status).toBe("issued");
    const { payments, paidFen, outstanding } = await feesOf(caseId);
    expect(paidFen).toBe(twoHousesFen.treasury);
    expect(payments[0]?.collectors.map(({ collector }) => collector).toSorted()).toEqual([
      collectors.infrastructure,
      collectors.soil,
    ]);
    expect(outstanding.map(({ part }) => part)).toEqual(["service"]);
  });

  it("acts once under the same message id, and under another", async () => {
    const caseId = await settled();
    const notice = await noticeFor(caseId);

    const first = await (await report(caseId, notice, { id: `m-${caseId}` })).text();
    await rest(caseId);
    const repeated = await (await report(caseId, notice, { id: `m-${caseId}` })).text();
    const resent = paymentReceipt.parse(await readAs(await report(caseId, notice)));

    expect(repeated).toBe(first);
    expect(resent.outcome).toBe("taken");
    expect((await feesOf(caseId)).payments).toHaveLength(1);
  });

  it("that is forged is refused, and changes nothing", async () => {
    const caseId = await settled();
    const secret = new Uint8Array(32).fill(7);

    expect(await slugOf(await report(caseId, await noticeFor(caseId), { secret }))).toBe(
      "401 /problems/signature-wrong",
    );
    expect((await feesOf(caseId)).payments).toEqual([]);
  });

  it("is not for another department to report: 403", async () => {
    const caseId = await settled();
    const sent = await report(caseId, await noticeFor(caseId), { department: "dept-a" });

    expect(await slugOf(sent)).toBe("403 /problems/not-a-payment-channel");
  });

  it.each([
    ["an amount that is not the sum of its lines", { amountFen: 1 }, "data.amountFen"],
    ["no amount at all", { amountFen: undefined }, "data.amountFen"],
    ["half a fen", { lines: [{ collector: "tax", amountFen: 0.5 }], amountFen: 0.5 }, "data.amountFen"],
  ])("with %s is refused and names the field", async (_, more, path) => {
    const caseId = await settled();

    const response = await report(caseId, { ...(await noticeFor(caseId)), ...more });

    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { path: string }[] };
    expect(errors.map((error) => error.path)).toContain(path);
  });

  it("about an item, or a case nobody knows, is refused", async () => {
    const caseId = await settled();
    const notice = await noticeFor(caseId);

    expect(await slugOf(await report(caseId, notice, { subject: `${caseId}/a` }))).toBe(
      "400 /problems/webhook-malformed",
    );
    expect(await slugOf(await report(caseId, notice, { subject: "3403002026112401999999" }))).toBe(
      "404 /problems/case-unknown",
    );
  });

  it("before there is a sheet is refused: the channel keeps the money", async () => {
    const [paid, early] = [await settled(), await file()];

    expect(await slugOf(await report(early, await noticeFor(paid)))).toBe("409 /problems/no-fees-due");
  });

  it("of the wrong amount is acknowledged as money that goes back, and is on record", async () => {
    const caseId = await settled();
    const lines = [{ collector: collectors.soil, amountFen: twoHousesFen.soil - 1 }];

    const receipt = paymentReceipt.parse(
      await readAs(await report(caseId, await noticeFor(caseId, { lines }))),
    );

    expect(receipt).toMatchObject({
      outcome: "turned-back",
      why: "amount-differs",
      refundId: `finance:P-${caseId}-refund`,
      outstandingFen: twoHousesFen.treasury,
    });
    expect(receipt.message.zh).toContain("原路退回");
    const { payments, refunds } = await feesOf(caseId);
    expect([payments, refunds.map(({ reason, madeOn }) => [reason, madeOn])]).toEqual([
      [],
      [["amount-differs", null]],
    ]);
  });

  it("twice goes back the second time, and is reported as paid back", async () => {
    const caseId = await settled();
    const notice = await noticeFor(caseId);
    await readAs(await report(caseId, notice));
    await rest(caseId);

    const second = await report(caseId, { ...notice, paymentId: `Q-${caseId}` });
    const receipt = paymentReceipt.parse(await readAs(second));
    const refundedAt = harness.hub.hub.clock.now();
    const back = await report(
      caseId,
      { refundId: receipt.refundId, refundedAt },
      { type: "lianban.fees.refunded" },
    );

    expect(receipt.why).toBe("paid-twice");
    expect(refundReceipt.parse(await readAs(back)).refundId).toBe(`finance:Q-${caseId}-refund`);
    expect((await feesOf(caseId)).refunds).toMatchObject([
      { reason: "paid-twice", madeOn: expect.anything() },
    ]);
  });
});

describe("a case that ends without its licence after it was paid", () => {
  it("orders everything back, tells the channel, and takes its report once", async () => {
    const caseId = await settled();
    const service = { collector: collectors.service, amountFen: twoHousesFen.service };
    await readAs(await report(caseId, await noticeFor(caseId, { lines: [service] })));

    await withdraw(caseId);
    await rest(caseId);
    const [ordered] = told(caseId, "lianban.fees.refund-ordered");
    const refundedAt = harness.hub.hub.clock.now();
    const notice = { refundId: ordered?.refundId, refundedAt };
    const answers = [];
    for (const _ of [1, 2])
      answers.push(await readAs(await report(caseId, notice, { type: "lianban.fees.refunded" })));

    expect(refundOrderedData.parse(ordered)).toMatchObject({
      paymentId: `P-${caseId}`,
      reason: "withdrawn",
      amountFen: twoHousesFen.service,
      lines: [service],
      reportTo: "http://hub.test/v1/webhooks/finance",
    });
    expect(answers.map((answer) => refundReceipt.parse(answer).refundId)).toEqual([
      `finance:P-${caseId}-refund`,
      `finance:P-${caseId}-refund`,
    ]);
    const { refunds, paidFen, outstandingFen } = await feesOf(caseId);
    expect(refunds).toHaveLength(1);
    expect([paidFen, outstandingFen]).toEqual([0, 0]);
  });

  it("takes no more money: what comes in after is acknowledged as going back", async () => {
    const caseId = await settled();
    const notice = await noticeFor(caseId);
    await withdraw(caseId);

    const receipt = paymentReceipt.parse(await readAs(await report(caseId, notice)));

    expect(receipt).toMatchObject({ outcome: "turned-back", why: "case-closed" });
    expect((await harness.read(caseId)).status).toBe("withdrawn");
  });

  it("knows no refund that nobody ordered: 404", async () => {
    const caseId = await settled();
    const data = { refundId: "P-9-refund", refundedAt: harness.hub.hub.clock.now() };

    expect(await slugOf(await report(caseId, data, { type: "lianban.fees.refunded" }))).toBe(
      "404 /problems/refund-unknown",
    );
  });
});

describe("personal data of a case with fees", () => {
  const erase = (caseId: string): Promise<Response> =>
    harness.post("admin", `/v1/cases/${caseId}/erasure`, { reason: "保存期满" });

  /** A case that was paid, withdrawn, and whose data is out of use; with a notice of money that is still to come. */
  const erased = async (): Promise<{ caseId: string; late: PaymentNotice }> => {
    const caseId = await settled();
    const late = { ...(await noticeFor(caseId)), paymentId: `L-${caseId}` };
    await withdraw(caseId);
    await rest(caseId);
    expect((await erase(caseId)).status).toBe(204);
    return { caseId, late };
  };

  it("is not taken out of use while money is to go back: 409 names it; then it is", async () => {
    const caseId = await settled();
    const service = { collector: collectors.service, amountFen: twoHousesFen.service };
    await readAs(await report(caseId, await noticeFor(caseId, { lines: [service] })));
    await withdraw(caseId);
    await rest(caseId);

    const refused = await erase(caseId);
    const { type, detail } = (await refused.json()) as { type: string; detail: string };
    const refundId = `finance:P-${caseId}-refund`;
    const back = { refundId, refundedAt: harness.hub.hub.clock.now() };
    await readAs(await report(caseId, back, { type: "lianban.fees.refunded" }));

    expect([refused.status, type]).toEqual([409, "/problems/refunds-not-made"]);
    expect(detail).toContain(refundId);
    expect((await erase(caseId)).status).toBe(204);
  });

  it("once out of use, money that comes in is answered calmly, as often as it is told: the channel keeps it", async () => {
    const { caseId, late } = await erased();
    const warn = vi.spyOn(harness.hub.hub.log, "warn");

    const first = await readAs(await report(caseId, late));
    const again = await readAs(await report(caseId, late));

    expect(paymentReceipt.parse(first)).toMatchObject({
      outcome: "turned-back",
      why: "case-closed",
      refundId: null,
      message: { zh: expect.stringContaining("由收缴渠道留存并原路退回") },
    });
    expect(again).toEqual(first);
    expect(warn).toHaveBeenCalledWith("payment-for-erased-case", { caseId, department: "finance" });
    warn.mockRestore();
  });

  it("and nobody else is told so, nor of anything else than money", async () => {
    const { caseId, late } = await erased();
    const back = { refundId: "finance:P-1-refund", refundedAt: harness.hub.hub.clock.now() };

    expect(await slugOf(await report(caseId, late, { department: "dept-a" }))).toBe("410 /problems/erased");
    expect(await slugOf(await report(caseId, back, { type: "lianban.fees.refunded" }))).toBe(
      "410 /problems/erased",
    );
  });
});

describe("the payment channel", () => {
  it("is told of a sheet: by which id it is paid, and whom; not who pays", async () => {
    const caseId = await settled();
    await rest(caseId);

    const [issued, ...more] = told(caseId, "lianban.fees.issued");

    expect(more).toEqual([]);
    expect(feesIssuedData.parse(issued)).toMatchObject({
      sheetId: (await feesOf(caseId)).sheet.sheetId,
      isDemonstration: true,
      treasuryFen: twoHousesFen.treasury,
      reportTo: "http://hub.test/v1/webhooks/finance",
    });
    expect(JSON.stringify(issued)).not.toContain("zhang-san");
  });

  it("is told in dialects that have words for fees, which its list of messages shows as the case's own", async () => {
    const caseId = await settled();
    await rest(caseId);

    const { rows } = await harness.hub.hub.deliveries.list({ department: "finance", limit: 100 });

    expect(rows.filter((row) => row.caseId === caseId)).toMatchObject([
      { type: "lianban.fees.issued", itemId: "", state: "delivered" },
    ]);
  });
});

describe("POST /v1/dry-runs", () => {
  const tried = async (processId: string): Promise<DryRunResult["fees"]> => {
    const response = await harness.post(null, "/v1/dry-runs", { processId, form: { shared: "x" } });
    return (await readAs<DryRunResult>(response)).fees;
  };

  it("tells what would be owed, and which rule chose what", async () => {
    const fees = await tried("synthetic");

    expect(fees?.sheet.treasury.payableFen).toBe(twoHousesFen.treasury);
    expect(fees?.sheet.notice?.zh).toContain("示例费率");
    const charged = fees?.trail.filter(({ outcome }) => outcome === "charged") ?? [];
    const soil = charged.filter(({ feeCode }) => feeCode === "soil-conservation");
    const wins = soil.map(({ cause, rules }) => [
      cause,
      rules.filter(({ outcome }) => outcome === "wins").length,
    ]);
    expect(wins.toSorted()).toEqual([
      ["kindergarten", 1],
      ["residential", 0],
    ]);
    expect(fees?.trail.find(({ feeCode }) => feeCode === "road-excavation")?.outcome).toBe(
      "nothing-to-measure",
    );
  });

  it("says nothing of fees for a process without them", async () => {
    expect(await tried("free")).toBeNull();
  });
});

describe("the sheet as an official letter", () => {
  it("is listed, and tells everything the payer owes, with the bases, the treasury's part apart", async () => {
    const caseId = await settled();
    const number = `${caseId}-JF-1`;
    const listed = await readAs<{ letters: { number: string }[] }>(
      await harness.as("zhang-san", `/v1/cases/${caseId}/letters`),
    );
    const headers = { accept: "application/json" };
    const path = `/v1/cases/${caseId}/letters/${number}`;

    const letter: Letter = letterShape.parse(await readAs(await harness.as("zhang-san", path, { headers })));
    const pdf = await harness.as("zhang-san", path);

    expect(listed.letters.map((each) => each.number)).toContain(number);
    expect(letter.title.zh).toBe("一表收费缴费通知单（演示）");
    const text = JSON.stringify(letter.paragraphs);
    for (const said of [
      "示例费率",
      "行政许可法》第五十八条",
      "水土保持补偿费",
      "187,000.00",
      "8,500.00",
      "免收",
    ])
      expect(text).toContain(said);
    expect(letter.remedies?.zh).toContain("行政复议");
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
  });
});

describe("GET /v1/statistics", () => {
  const today = (): string => harness.hub.hub.clock.now().slice(0, 10);
  const period = (): string => {
    const year = today().slice(0, 4);
    return `from=${year}-01-01&to=${year}-12-31`;
  };

  interface Fees {
    sheets: number;
    demonstrationSheets: number;
    paidYuan: number;
    relief: {
      yuan: number;
      kinds: Record<string, number>;
      rules: { ruleId: string; yuan: number; cases: number }[];
    };
  }

  const totalFees = async (): Promise<Fees> => {
    const response = await harness.as("supervisor", `/v1/statistics?${period()}&by=department`);
    return (await readAs<{ total: { fees: Fees } }>(response)).total.fees;
  };

  it("counts the relief of a year in yuan, by kind and rule, and leaves out cases that ended without a licence", async () => {
    const before = await totalFees();
    const [kept, lost] = [await settled(), await settled()];
    await withdraw(lost);
    await readAs(await report(kept, await noticeFor(kept)));
    await rest(kept);

    const after = await totalFees();

    // One more sheet counts: ¥1,500 of soil for the kindergarten, and 15 % of the ¥10,000 report.
    expect(after.sheets - before.sheets).toBe(1);
    expect(after.demonstrationSheets).toBe(after.sheets);
    expect(after.relief.yuan - before.relief.yuan).toBeCloseTo(3_000, 2);
    expect((after.relief.kinds.administrative ?? 0) - (before.relief.kinds.administrative ?? 0)).toBeCloseTo(
      1_500,
      2,
    );
    expect((after.relief.kinds.service ?? 0) - (before.relief.kinds.service ?? 0)).toBeCloseTo(1_500, 2);
    expect(after.relief.kinds.fund).toBe(0);
    expect(after.paidYuan - before.paidYuan).toBeCloseTo(187_000, 2);
    const casesOf = ({ relief }: Fees, ruleId: string) =>
      relief.rules.find((rule) => rule.ruleId === ruleId)?.cases ?? 0;
    expect(casesOf(after, "R3") - casesOf(before, "R3")).toBe(1);
  });

  it("writes them into the table, a column for each rule, and says of how many sheets the rates are examples", async () => {
    const { relief, sheets, demonstrationSheets } = await totalFees();
    const response = await harness.as("supervisor", `/v1/statistics.csv?${period()}&by=month`);

    const [head = [], ...lines] = readCsv(await response.text());

    const column = (name: string): number => head.findIndex((each) => each.startsWith(name));
    const total = lines.at(-1) ?? [];
    expect(Number(total[column("减免(元)")])).toBe(relief.yuan);
    expect(demonstrationSheets).toBeGreaterThan(0);
    expect([total[column("缴费单")], total[column("其中示例费率")]].map(Number)).toEqual([
      sheets,
      demonstrationSheets,
    ]);
    for (const { ruleId, yuan } of relief.rules) expect(Number(total[column(`减免 ${ruleId} `)])).toBe(yuan);
  });

  it("rests on the register of fees, one entry a case, open while the treasury waits", async () => {
    const caseId = await settled();
    const entryOf = async (): Promise<RegisterEntry[]> => {
      const response = await harness.as("supervisor", `/v1/registers/fees?${period()}&limit=200`);
      const { rows } = await readAs<{ rows: RegisterEntry[] }>(response);
      return rows.filter((row) => row.caseId === caseId);
    };
    const open = await entryOf();
    await readAs(await report(caseId, await noticeFor(caseId)));
    await rest(caseId);

    const paid = await entryOf();

    expect(open).toMatchObject([
      { isOpen: true, department: "dept-lead", data: { outcome: "open", paidFen: 0 } },
    ]);
    expect(paid).toMatchObject([
      { isOpen: false, data: { outcome: "issued", paidFen: twoHousesFen.treasury, outstandingFen: 0 } },
    ]);
  });
});
