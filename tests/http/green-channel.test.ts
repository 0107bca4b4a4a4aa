import { afterAll, describe, expect, it } from "vitest";
import type { GreenSummary } from "../../schemas/project.ts";
import { eventually } from "../contract/fixture.ts";
import { readAs, slugOf, statusesOf } from "../support/acting.ts";
import { makeProjectHub } from "../support/project-hub.ts";
import { readCsv } from "../support/read-csv.ts";

const { approveItem, clock, file, fileUnseen, freshCode, harness, project, review, survey, surveyed } =
  await makeProjectHub();

afterAll(() => harness.stop());

const OWNER = { id: "window-01", name: "综合窗口王敏" };
const GRANT = { reason: "省重点项目", basis: "市重点项目清单〔2026〕1号", owner: OWNER };

const grantTo = (code: string, person: string | null = "supervisor", body: unknown = GRANT) =>
  harness.post(person, `/v1/projects/${code}/green-channel`, body);

const worklist = async (person: string, department: string) =>
  (
    await readAs<{ rows: { caseId: string; greenChannel: boolean }[] }>(
      await harness.as(person, `/v1/departments/${department}/worklist?limit=200`),
    )
  ).rows;

describe("the green channel", () => {
  it("is granted by who supervises, with who, why and by what rule on the record", async () => {
    const code = freshCode();
    const { caseId } = await file(survey(code));
    const people = ["zhang-san", "officer-market", "chief-market", "station-xiaobengbu", null];

    expect(await statusesOf(people, (person) => grantTo(code, person))).toEqual([403, 403, 403, 403, 401]);
    expect((await grantTo(code, "supervisor", { ...GRANT, reason: "" })).status).toBe(422);
    const receipt = await readAs<{ cases: string[] }>(await grantTo(code));

    const view = await harness.read(caseId);
    expect(receipt.cases).toEqual([caseId]);
    expect(view.greenChannel).toEqual({
      grantedBy: { id: "supervisor", name: "督查科周正", role: "supervisor" },
      ...GRANT,
      owner: { ...OWNER, department: null },
      on: "2026-11-24",
    });
    expect(view.owner).toEqual({ ...OWNER, department: null });
    expect(view.items[0]?.limits).toMatchObject({ promised: { value: 5 }, statutory: { value: 20 } });
    expect((await project("zhang-san", code)).greenChannel).toEqual(view.greenChannel);
  });

  it("is granted once, and asked again takes in what was left out", async () => {
    const code = freshCode();
    await readAs(await grantTo(code));
    const caseId = "3403002026112491009998";
    const { store: cases } = harness.hub.hub;
    const { entriesOf } = cases;
    // The relay looks at the project of a new case as well; here it finds nothing, as if it had not come by yet.
    cases.entriesOf = async () => [];
    await fileUnseen(caseId, survey(code));
    cases.entriesOf = entriesOf;
    expect((await harness.read(caseId)).greenChannel).toBeNull();

    expect(await slugOf(await grantTo(code, "admin"))).toBe("409 /problems/green-channel-already");
    expect((await harness.read(caseId)).greenChannel).toMatchObject({ grantedBy: { id: "supervisor" } });
  });

  it("reaches a case that was filed in the moment it was granted", async () => {
    const code = freshCode();
    await readAs(await grantTo(code));
    const caseId = "3403002026112491009997";

    await fileUnseen(caseId, survey(code));

    expect((await harness.read(caseId)).greenChannel).toMatchObject({ reason: "省重点项目" });
  });

  it.each(["综合窗口王敏", "window 01", "", "a".repeat(121)])(
    "takes no %j for the id of who answers: that is the subject of a token",
    async (id) => {
      const response = await grantTo(freshCode(), "supervisor", { ...GRANT, owner: { ...OWNER, id } });
      const { errors } = await readAs<{ errors: { path: string; message: { zh: string } }[] }>(response, 422);

      expect(errors).toMatchObject([
        { path: "owner.id", message: { zh: expect.stringContaining("登录令牌的 sub") } },
      ]);
    },
  );

  it("is carried by later filings, in which more may be promised", async () => {
    const code = freshCode();
    await surveyed(code);
    await readAs(await grantTo(code));
    const promise = { codes: ["model"], signedBy: "张淮河" };

    const view = await file(review(code, { materials: ["sheets"], said: { promise } }));

    expect(view).toMatchObject({
      greenChannel: { on: "2026-11-24" },
      owner: OWNER,
      tolerance: { codes: ["model"] },
    });
    expect(view.items.map(({ limits }) => limits.promised?.value)).toEqual([5, 2]);
  });

  it("comes first in the worklists of departments, whatever is due before", async () => {
    await file(survey(freshCode()));
    clock.set("2026-11-25");
    const code = freshCode();
    const { caseId } = await file(survey(code));
    const before = await worklist("officer-market", "market-regulation");
    expect(before.filter(({ greenChannel }) => !greenChannel).at(-1)?.caseId).toBe(caseId);

    await readAs(await grantTo(code));

    const after = await worklist("officer-market", "market-regulation");
    clock.set("2026-11-24");
    const green = after.filter(({ greenChannel }) => greenChannel).map((row) => row.caseId);
    expect(green).toContain(caseId);
    expect(after.slice(0, green.length).map((row) => row.caseId)).toEqual(green);
    expect(after.length).toBeGreaterThan(green.length);
  });

  it("shows at the desk", async () => {
    const code = freshCode();
    await readAs(await grantTo(code));
    const { caseId } = await file(survey(code));

    const desk = await readAs<{ greenChannel: unknown }>(
      await harness.as("officer-market", `/v1/desk/${caseId}/permit`),
    );

    expect(desk.greenChannel).toMatchObject({ reason: "省重点项目" });
  });
});

const summary = async (query = "", person = "supervisor"): Promise<GreenSummary> =>
  readAs<GreenSummary>(await harness.as(person, `/v1/green-channel${query}`));

const codesOf = ({ projects }: GreenSummary): string[] => projects.map(({ code }) => code);

const changesOf = async (code: string) =>
  (await harness.hub.hub.store.entriesOf(code, "green-channel")).map(({ isOpen, data }) =>
    data.kind === "green-channel" ? [data.change?.act ?? "granted", data.owner.id, isOpen] : [],
  );

const end = (code: string, person: string | null = "supervisor", body: unknown = { reason: "项目已竣工" }) =>
  harness.post(person, `/v1/projects/${code}/green-channel/ending`, body);

const OTHER = { id: "officer-market", name: "李明", department: "market-regulation" };

const replaceOwner = (
  code: string,
  person: string | null = "supervisor",
  body: unknown = { owner: OTHER, reason: "工作调动" },
) => harness.post(person, `/v1/projects/${code}/green-channel/owner`, body);

describe("the end of a green channel", () => {
  it("is put on record by who supervises, with its reason; without a grant there is nothing to end", async () => {
    const code = freshCode();
    expect(await slugOf(await end(code))).toBe("409 /problems/green-channel-missing");
    await readAs(await grantTo(code));

    const people = ["zhang-san", "officer-market", "window-01", null];
    expect(await statusesOf(people, (person) => end(code, person))).toEqual([403, 403, 403, 401]);
    expect((await end(code, "supervisor", { reason: "" })).status).toBe(422);
    const receipt = await readAs(await end(code, "admin"));

    expect(receipt).toMatchObject({
      code,
      greenChannel: GRANT,
      endedBy: { id: "admin" },
      reason: "项目已竣工",
      endedOn: "2026-11-24",
    });
    expect(await changesOf(code)).toEqual([
      ["granted", "window-01", false],
      ["ended", "window-01", false],
    ]);
    expect(await slugOf(await end(code))).toBe("409 /problems/green-channel-missing");
  });

  it("leaves cases what they were promised, is not carried by later ones, and gives way to another grant", async () => {
    const code = freshCode();
    await readAs(await grantTo(code));
    const kept = await file(survey(code));
    await readAs(await end(code));
    const plain = await file(survey(code));

    expect((await harness.read(kept.caseId)).greenChannel).toMatchObject({ reason: "省重点项目" });
    expect((await harness.read(kept.caseId)).items[0]?.limits.promised?.value).toBe(5);
    expect([plain.greenChannel, plain.items[0]?.limits.promised?.value]).toEqual([null, 10]);
    const again = await readAs<{ cases: string[] }>(
      await grantTo(code, "supervisor", { ...GRANT, reason: "重新列入" }),
    );

    expect(again.cases).toEqual([plain.caseId]);
    expect((await project("zhang-san", code)).greenChannel).toMatchObject({ reason: "重新列入" });
    expect((await changesOf(code)).map(([act]) => act)).toEqual(["granted", "ended", "granted"]);
  });

  it("takes the project off the summary of its day, not off those before", async () => {
    const code = freshCode();
    await readAs(await grantTo(code));
    clock.set("2026-11-26");
    await readAs(await end(code));
    const [today, before] = [await summary(), await summary("?on=2026-11-25")];
    clock.set("2026-11-24");

    expect(codesOf(today)).not.toContain(code);
    expect(codesOf(before)).toContain(code);
  });
});

describe("another owner for a project of the green channel", () => {
  it("answers for later filings and for open cases of the former; others keep who has them", async () => {
    const code = freshCode();
    expect(await slugOf(await replaceOwner(code))).toBe("409 /problems/green-channel-missing");
    const [open, handed] = [await file(survey(code)), await file(survey(code))];
    await readAs(await grantTo(code));
    const to = { id: "chief-market", name: "首席代表", department: "market-regulation" };
    await readAs(
      await harness.post("supervisor", `/v1/cases/${handed.caseId}/owner`, { to, reason: "另行指定" }),
    );

    expect(await statusesOf(["window-01", null], (person) => replaceOwner(code, person))).toEqual([403, 401]);
    const receipt = await readAs<{ cases: string[] }>(await replaceOwner(code));
    const later = await file(survey(code));

    expect(receipt).toMatchObject({ cases: [open.caseId], greenChannel: { ...GRANT, owner: OTHER } });
    const ownerOf = async (caseId: string) => (await harness.read(caseId)).owner?.id;
    expect(await Promise.all([open, handed, later].map(({ caseId }) => ownerOf(caseId)))).toEqual([
      "officer-market",
      "chief-market",
      "officer-market",
    ]);
    expect(await changesOf(code)).toEqual([
      ["granted", "window-01", false],
      ["owner-replaced", "officer-market", true],
    ]);
  });

  it("hands over once more what an interrupted change left out, and records no change twice", async () => {
    const code = freshCode();
    const { caseId } = await file(survey(code));
    await readAs(await grantTo(code));
    await readAs(await replaceOwner(code));
    const back = { to: { ...OWNER, department: "market-regulation" }, reason: "误" };
    await readAs(await harness.post("supervisor", `/v1/cases/${caseId}/owner`, back));

    const again = await readAs<{ cases: string[] }>(await replaceOwner(code));

    expect(again.cases).toEqual([caseId]);
    expect(await changesOf(code)).toHaveLength(2);
  });
});

describe("the daily summary of the green channel", () => {
  it("is for those who supervise or answer for a project, and of no day ahead", async () => {
    const people = ["zhang-san", "station-xiaobengbu", "officer-market", null, "admin"];
    const statuses = await statusesOf(people, (person) => harness.as(person, "/v1/green-channel"));

    expect(statuses).toEqual([403, 403, 200, 401, 200]);
    expect((await harness.as("supervisor", "/v1/green-channel?on=2026-11-25")).status).toBe(422);
    expect((await harness.as("zhang-san", "/v1/green-channel.csv")).status).toBe(403);
  });

  it("shows officers the projects they answer for, in the department that was named, and no other", async () => {
    const [own, windows, elsewhere] = [freshCode(), freshCode(), freshCode()];
    await readAs(await grantTo(own, "supervisor", { ...GRANT, owner: OTHER }));
    await readAs(await grantTo(windows));
    const moved = { ...OTHER, department: "tax" };
    await readAs(await grantTo(elsewhere, "supervisor", { ...GRANT, owner: moved }));

    const seen = codesOf(await summary("", "officer-market"));
    const table = await (await harness.as("officer-market", "/v1/green-channel.csv")).text();

    expect(seen).toContain(own);
    expect([windows, elsewhere].filter((code) => seen.includes(code) || table.includes(code))).toEqual([]);
    expect(table).toContain(own);
    expect(codesOf(await summary("", "window-01"))).toContain(windows);
  });

  it("says of a project without a case that there is none yet, and of one whose cases are erased that they are", async () => {
    const [early, later] = [freshCode(), freshCode()];
    for (const code of [early, later]) await readAs(await grantTo(code));
    const { caseId } = await file(survey(later));
    const rowOf = async (code: string) => (await summary()).projects.find((each) => each.code === code);
    const table = readCsv(await (await harness.as("supervisor", "/v1/green-channel.csv")).text());

    expect(await rowOf(early)).toMatchObject({
      name: null,
      remark: { zh: "尚无办件：首次申报前授予，项目名称待申报后显示" },
    });
    expect(await rowOf(later)).toMatchObject({ name: "淮畔产业园", remark: null });
    expect(table.find(([code]) => code === early)?.join()).toContain("尚无办件");

    await harness.post("zhang-san", `/v1/cases/${caseId}/withdrawal`, { reason: "计划有变" });
    await harness.settle();
    await harness.post("admin", `/v1/cases/${caseId}/erasure`, { reason: "申请人请求" });
    await eventually(async () =>
      expect(await rowOf(later)).toMatchObject({
        name: null,
        remark: { zh: expect.stringContaining("已停用") },
      }),
    );
  });

  it("tells of each project who granted it and why, what its cases wait for, and what was done; the urgent first", async () => {
    const [late, calm] = [freshCode(), freshCode()];
    const first = await file(survey(late));
    await file(survey(calm));
    for (const code of [calm, late]) await readAs(await grantTo(code));
    const accepted = {
      type: "AnswerItem",
      itemId: "permit",
      department: "market-regulation",
      answer: {
        type: "lianban.item.accepted",
        webhookId: "m-1",
        time: clock.now(),
        data: { revision: 1, officer: { name: "李明" } },
      },
    } as const;
    const actor = { kind: "department", id: "market-regulation" } as const;
    await harness.hub.handle({ caseId: first.caseId, command: accepted, actor, cause: "test" });
    const rowsOf = ({ projects }: GreenSummary) => projects.filter(({ code }) => [late, calm].includes(code));

    const urgencies: (string | null | undefined)[] = [];
    for (const day of ["2026-11-24", "2026-11-26", "2026-12-01"]) {
      clock.set(day);
      urgencies.push(rowsOf(await summary()).find(({ code }) => code === late)?.urgency);
    }
    const onLastDay = await summary();
    await approveItem(first.caseId, "permit");
    await eventually(async () => expect((await harness.read(first.caseId)).status).toBe("issued"));
    const done = rowsOf(await summary()).find(({ code }) => code === late);
    const earlier = rowsOf(await summary("?on=2026-11-26")).find(({ code }) => code === late);
    clock.set("2026-11-24");

    expect(urgencies).toEqual(["later", "soon", "today"]);
    expect(rowsOf(onLastDay).find(({ code }) => code === late)).toMatchObject({
      greenChannel: { ...GRANT, grantedBy: { name: "督查科周正" }, owner: OWNER },
      cases: [{ caseId: first.caseId, phase: { zh: "前期" }, dueOn: "2026-12-01", urgency: "today" }],
      done: [],
    });
    expect(done).toMatchObject({
      urgency: null,
      cases: [],
      done: [
        { caseId: first.caseId, item: "permit", outcome: "approved" },
        { caseId: first.caseId, item: null, outcome: "issued" },
      ],
    });
    expect(earlier).toMatchObject({ urgency: "soon", done: [], cases: [{ caseId: first.caseId }] });
  });

  it("sorts what is overdue before all else", async () => {
    clock.set("2026-12-07");
    const order = ["overdue", "today", "soon", "later", null];
    const { projects } = await summary();
    clock.set("2026-11-24");

    const ranks = projects.map(({ urgency }) => order.indexOf(urgency));
    expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
    expect(ranks[0]).toBe(0);
    expect(new Set(ranks).size).toBeGreaterThan(1);
  });

  it("is a table as well", async () => {
    const { projects } = await summary();
    const response = await harness.as("supervisor", "/v1/green-channel.csv");

    const [head = [], ...lines] = readCsv(await response.text());

    expect(response.headers.get("content-type")).toContain("text/csv");
    expect(response.headers.get("content-disposition")).toContain("green-channel-2026-11-24.csv");
    expect(head[0]).toContain("项目代码");
    expect(lines).toHaveLength(projects.reduce((sum, { cases }) => sum + Math.max(cases.length, 1), 0));
    expect(lines.map(([code]) => code)).toContain(projects[0]?.code);
  });
});
