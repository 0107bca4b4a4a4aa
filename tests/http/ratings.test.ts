import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccessLine } from "../../functions/application/access-ledger.ts";
import type { RatingView } from "../../schemas/case-parts.ts";
import type { RegisterEntry } from "../../schemas/registers.ts";
import { delegationOf, fileFor, named, readAs, slugOf, statusesOf, UNKNOWN } from "../support/acting.ts";
import { approveAll, type Harness, makeHarness } from "../support/hub-harness.ts";

const ID = "340300199001010004";

let harness: Harness;

beforeAll(async () => {
  harness = await makeHarness();
});

afterAll(() => harness.stop());

const rate = (caseId: string, person: string | null, said: Record<string, unknown> = {}): Promise<Response> =>
  harness.post(person, `/v1/cases/${caseId}/ratings`, { occasion: "filing", level: 5, ...said });

const answer = (
  caseId: string,
  person: string | null,
  said: Record<string, unknown> = {},
): Promise<Response> =>
  harness.post(person, `/v1/cases/${caseId}/ratings/answer`, {
    occasion: "filing",
    reply: "已整改",
    ...said,
  });

const read = (caseId: string, person: string | null) => harness.as(person, `/v1/cases/${caseId}/ratings`);

const ratingsOf = async (caseId: string, person: string): Promise<RatingView[]> =>
  (await readAs<{ ratings: RatingView[] }>(await read(caseId, person))).ratings;

describe("POST /v1/cases/{caseId}/ratings", () => {
  it("takes one rating an occasion and item; a bad one is a task with a day to it", async () => {
    const { caseId } = await harness.file(named("珠城启元"));

    const bad = await readAs(
      await rate(caseId, "zhang-san", { level: 2, indicators: ["材料说明不清"] }),
      201,
    );
    const again = await slugOf(await rate(caseId, "zhang-san"));
    const ofItem = await readAs(await rate(caseId, "zhang-san", { itemId: "tax-registration" }), 201);

    expect(bad).toMatchObject({ occasion: "filing", itemId: null, level: 2, answeredOn: null });
    expect(bad).toHaveProperty("taskDueOn", expect.stringMatching(/^\d{4}-/));
    expect(again).toBe("409 /problems/rated-already");
    expect(ofItem).toMatchObject({ itemId: "tax-registration", level: 5, taskDueOn: null });
    expect((await harness.read(caseId)).ratings).toHaveLength(2);
  });

  it("is the applicant's in person, not the station's that files for them", async () => {
    const { caseId } = await fileFor(harness, named("珠城恒泰"), {
      person: "station-xiaobengbu",
      applicant: "li-si",
      channel: "station",
      delegation: await delegationOf(harness, ["file", "read"]),
    });

    const refused = await statusesOf(
      [
        "station-xiaobengbu",
        "zhang-san",
        "window-01",
        "officer-market",
        "chief-market",
        "supervisor",
        "admin",
        null,
      ],
      (person) => rate(caseId, person),
    );

    expect(refused).toEqual([403, 404, 404, 404, 404, 403, 403, 401]);
    expect((await rate(caseId, "li-si")).status).toBe(201);
    expect((await rate(UNKNOWN, "li-si")).status).toBe(404);
  });

  it("waits until what is rated has happened", async () => {
    const { caseId } = await harness.file(named("珠城嘉远"));

    const early = await Promise.all(
      ["acceptance", "completion"].map(async (occasion) =>
        slugOf(await rate(caseId, "zhang-san", { occasion })),
      ),
    );
    await approveAll(harness, caseId);
    const late = await statusesOf(["acceptance", "completion"], (occasion) =>
      rate(caseId, "zhang-san", { occasion }),
    );

    expect(early).toEqual(["409 /problems/rating-too-early", "409 /problems/rating-too-early"]);
    expect(late).toEqual([201, 201]);
  });

  it("waits for an item too: until it was asked, accepted and decided", async () => {
    const { caseId, items } = await harness.file(named("珠城安澜"));
    const idle = items.find(({ round }) => round === 0);
    const itemId = "tax-registration";
    const detailOf = async (said: Record<string, unknown>) =>
      (await readAs<{ detail: string }>(await rate(caseId, "zhang-san", said), 409)).detail;
    await harness.desk("officer-quality", {
      caseId,
      itemId: "organization-code",
      type: "lianban.item.accepted",
      data: { revision: 1 },
    });

    const neverAsked = await detailOf({ itemId: idle?.itemId ?? "none" });
    const notAccepted = await detailOf({ occasion: "acceptance", itemId });
    const ofOther = await rate(caseId, "zhang-san", { occasion: "acceptance", itemId: "organization-code" });
    const notDecided = await detailOf({ occasion: "completion", itemId });
    await approveAll(harness, caseId);
    const late = await statusesOf(["acceptance", "completion"], (occasion) =>
      rate(caseId, "zhang-san", { occasion, itemId }),
    );
    const ofIdle = await slugOf(
      await rate(caseId, "zhang-san", { occasion: "completion", itemId: idle?.itemId ?? "none" }),
    );

    expect(neverAsked).toContain(`“${idle?.name.zh}”没有征询部门`);
    expect(notAccepted).toContain("“税务登记");
    expect(ofOther.status).toBe(201);
    expect(notDecided).toContain("“税务登记");
    expect(late).toEqual([201, 201]);
    expect(ofIdle).toBe("409 /problems/rating-too-early");
  });

  it("names what is wrong with a rating", async () => {
    const { caseId } = await harness.file(named("珠城泰和"));

    const level = await rate(caseId, "zhang-san", { level: 6 });
    const occasion = await rate(caseId, "zhang-san", { occasion: "someday" });
    const item = await slugOf(await rate(caseId, "zhang-san", { itemId: "no-such-item" }));

    expect([level.status, occasion.status]).toEqual([422, 422]);
    expect(item).toBe("404 /problems/item-unknown");
  });
});

describe("the words of a rating", () => {
  it("are for the applicant and those who answer for it, with identity numbers masked", async () => {
    const { caseId } = await harness.file(named("禹会启元"));
    await rate(caseId, "zhang-san", { level: 1, text: `窗口把${ID}念了出来` });
    await rate(caseId, "zhang-san", { itemId: "tax-registration", text: "税务很快" });

    const textsOf = async (person: string) => (await ratingsOf(caseId, person)).map(({ text }) => text);

    const masked = "窗口把3403**********0004念了出来";
    expect(await textsOf("zhang-san")).toEqual([masked, "税务很快"]);
    expect(await textsOf("supervisor")).toEqual([masked, "税务很快"]);
    expect(await textsOf("officer-market")).toEqual([masked, "税务很快"]);
    expect(await textsOf("chief-tax")).toEqual([null, "税务很快"]);
    expect(
      await statusesOf(["li-si", "officer-quality", "window-01", null], (person) => read(caseId, person)),
    ).toEqual([404, 404, 404, 401]);
    const view = await (await harness.as("zhang-san", `/v1/cases/${caseId}`)).text();
    expect(view).not.toContain("税务很快");
  });

  it("are kept from the station and from whoever owns the case", async () => {
    const { caseId } = await fileFor(harness, named("禹会恒泰"), {
      person: "station-xiaobengbu",
      applicant: "li-si",
      channel: "station",
      delegation: await delegationOf(harness, ["file", "read"]),
    });
    await rate(caseId, "li-si", { level: 1, text: "代办员态度差" });
    const owner = { id: "officer-tax", name: "税务局郑强", department: "tax" };
    await harness.post("supervisor", `/v1/cases/${caseId}/owner`, { to: owner, reason: "换人" });

    for (const person of ["station-xiaobengbu", "officer-tax"]) {
      const events = await harness.as(person, `/v1/cases/${caseId}/events`);
      expect(await ratingsOf(caseId, person)).toMatchObject([{ level: 1, text: null }]);
      expect(events.status).toBe(200);
      expect(await events.text()).not.toContain("代办员态度差");
    }
    const own = await (await harness.as("li-si", `/v1/cases/${caseId}/events`)).text();
    expect(own).toContain("代办员态度差");
  });
});

describe("a look at ratings or cards", () => {
  it("is noted for the applicant to read, unless it is their own", async () => {
    const { caseId } = await harness.file(named("禹会安澜"));
    await rate(caseId, "zhang-san");
    for (const [person, what] of [
      ["zhang-san", "ratings"],
      ["zhang-san", "cards"],
      ["officer-market", "ratings"],
      ["officer-tax", "cards"],
      ["supervisor", "cards"],
      ["li-si", "ratings"],
    ] as const)
      await harness.as(person, `/v1/cases/${caseId}/${what}`);

    const { lines } = await readAs<{ lines: AccessLine[] }>(
      await harness.as("zhang-san", `/v1/cases/${caseId}/access`),
    );

    const looks = lines.filter(({ how }) => how === "read").map(({ who, what }) => `${who.id} ${what}`);
    expect(looks.toSorted()).toEqual(["officer-market ratings", "officer-tax cards", "supervisor cards"]);
  });
});

describe("POST /v1/cases/{caseId}/ratings/answer", () => {
  it("is given once, by supervision, the lead, or the department whose item was rated", async () => {
    const { caseId } = await harness.file(named("淮上启元"));
    await rate(caseId, "zhang-san", { level: 1 });
    await rate(caseId, "zhang-san", { level: 2, itemId: "tax-registration" });

    const ofWhole = await statusesOf(
      ["zhang-san", "station-xiaobengbu", "window-01", "officer-tax", "chief-quality", null],
      (person) => answer(caseId, person),
    );
    const ofItem = await statusesOf(["officer-quality", "officer-tax"], (person) =>
      answer(caseId, person, { itemId: "tax-registration" }),
    );
    const byLead = await readAs(await answer(caseId, "officer-market", { reply: `已向${ID}致歉` }));
    const again = await slugOf(await answer(caseId, "supervisor"));

    expect(ofWhole).toEqual([403, 403, 403, 403, 403, 401]);
    expect(ofItem).toEqual([403, 200]);
    expect(byLead).toHaveProperty("answeredOn", expect.stringMatching(/^\d{4}-/));
    expect(again).toBe("409 /problems/rating-answered");
    expect((await ratingsOf(caseId, "zhang-san")).map(({ reply }) => reply)).toEqual([
      "已向3403**********0004致歉",
      "已整改",
    ]);
  });

  it("settles the task on the register", async () => {
    const { caseId } = await harness.file(named("淮上恒泰"));
    await rate(caseId, "zhang-san", { level: 1 });
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const open = async (): Promise<RegisterEntry[]> => {
      const path = `/v1/registers/rating?from=${today}&to=${today}&onlyOpen=true&limit=200`;
      const { rows } = await readAs<{ rows: RegisterEntry[] }>(await harness.as("supervisor", path));
      return rows.filter((row) => row.caseId === caseId);
    };

    const before = await open();
    await answer(caseId, "supervisor");

    expect(before).toMatchObject([{ isOpen: true, data: { level: 1 } }]);
    expect(await open()).toEqual([]);
  });

  it("needs a rating to answer and a case that is there", async () => {
    const { caseId } = await harness.file(named("淮上嘉远"));

    expect(await slugOf(await answer(caseId, "supervisor"))).toBe("404 /problems/rating-unknown");
    expect(await slugOf(await answer(UNKNOWN, "officer-market"))).toBe("404 /problems/case-unknown");
  });
});
