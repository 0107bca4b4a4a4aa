import { describe, expect, it } from "vitest";
import { deliveredLines } from "../../../functions/application/access-ledger.ts";
import { waitingOnOf, worklistChanges } from "../../../functions/application/case-head.ts";
import { waitingFor } from "../../../functions/application/waiting-for.ts";
import type { Command, Now } from "../../../functions/case/commands.ts";
import type { WorklistRow } from "../../../functions/ports/case-store.ts";
import type { History } from "../../support/case-history.ts";
import { moment } from "../../support/moments.ts";
import { firstAnswer, looked } from "../../support/timed-cases.ts";
import { attend, callOff, during, hold, propose, reply, surveyed } from "../../support/visit-cases.ts";

/** A worklist as the store keeps it, by the id of what each row is about. */
const worklistOf = (history: History) => {
  const rows = new Map<string, WorklistRow>();
  const keep = (changes: readonly WorklistRow[]) => {
    for (const row of changes) rows.set(row.itemId, row);
  };
  keep(worklistChanges(history.world, null, history.state()));
  return {
    perform: (command: Command, now: Now) => {
      const before = history.state();
      history.perform(command, now);
      keep(worklistChanges(history.world, before, history.state()));
    },
    told: () =>
      [...rows.values()].map(({ itemId, department, status, dueOn }) =>
        [itemId, department, status, dueOn].join(" "),
      ),
    row: (itemId: string) => rows.get(itemId),
    size: () => rows.size,
  };
};

describe("whose turn it is while a visit is awaited", () => {
  it("is a department's, and the sentence names the lead that has to propose, and by when", () => {
    const history = surveyed();

    expect(waitingOnOf(history.world, history.state())).toBe("department");
    expect(waitingFor(history.world, history.state())).toEqual({
      zh: "正在等待牵头部门lead确定联合踏勘或验收的时间(2026-11-26前)",
      en: "waiting for the lead, lead, to propose a time for the joint visit (by 2026-11-26)",
    });
  });

  it("names the visit, its day and who has not replied", () => {
    const history = surveyed({ rows: { c: { department: "dept-lead" } } });
    history.perform(propose(), firstAnswer);
    history.perform(reply("a", firstAnswer), firstAnswer);

    expect(waitingOnOf(history.world, history.state())).toBe("department");
    expect(waitingFor(history.world, history.state())).toEqual({
      zh: "正在等待牵头部门lead组织联合踏勘(2026-11-26);尚未回复的有b",
      en: "waiting for the lead, lead, to hold the joint site survey on 2026-11-26; not replied yet: b",
    });
    history.perform(reply("b", firstAnswer), firstAnswer);
    expect(waitingFor(history.world, history.state()).zh).toBe(
      "正在等待牵头部门lead组织联合踏勘(2026-11-26)",
    );
  });

  it("is the hub's where the process no longer has the visit: it can ask", () => {
    const history = surveyed();
    history.world = surveyed({ visits: {} }).world;

    expect(waitingOnOf(history.world, history.state())).toBe("hub");
    history.perform({ type: "ContinueCase" }, firstAnswer);
    expect(waitingOnOf(history.world, history.state())).toBe("department");
    expect(history.item("a").status).toBe("asked");
  });

  it("is that of who is asked, once the visit was held", () => {
    const history = surveyed({ stages: [["a"]] });
    history.perform(propose(), firstAnswer);
    history.perform(attend("a", during), during);
    history.perform(hold(), during);

    expect(waitingFor(history.world, history.state()).en).toMatch(/^waiting for a at a/);
  });
});

describe("worklists while a visit is awaited", () => {
  it("show the lead that a visit is to be arranged, then to be held; and the invited that they are", () => {
    const history = surveyed({ stages: [["a", "b"]] });
    const worklist = worklistOf(history);
    const filed = worklist.told();
    worklist.perform(propose({ items: ["a"] }), firstAnswer);
    const proposed = worklist.told();
    worklist.perform(callOff(), firstAnswer);
    const off = worklist.told();

    expect(filed).toEqual(["visit:stage-1 dept-lead visit-to-propose 2026-11-26"]);
    expect(proposed).toEqual([
      "visit:stage-1 dept-lead visit-to-hold 2026-11-26",
      "a dept-a invited 2026-11-26",
    ]);
    expect(off).toEqual(["visit:stage-1 dept-lead visit-to-propose 2026-11-26", "a dept-a waiting "]);
  });

  it("show who is asked afterwards, and no visit any more", () => {
    const history = surveyed({ stages: [["a", "b"]] });
    const worklist = worklistOf(history);
    worklist.perform(propose(), firstAnswer);
    worklist.perform(attend("a", during), during);
    worklist.perform(hold(), during);

    expect(worklist.told()).toEqual([
      "visit:stage-1 dept-lead over ",
      "a dept-a asked 2026-12-03",
      "b dept-b deemed ",
    ]);
  });

  it("show an item in hand as it stands, also while its department is invited to a meeting about it", () => {
    const history = surveyed({ stages: [["a"]], visits: {} });
    const worklist = worklistOf(history);
    worklist.perform(propose({ kind: "dispute-meeting", items: ["a"] }), firstAnswer);

    expect(worklist.told()).toEqual(["a dept-a asked 2026-12-01"]);
  });

  it("show nothing of a case that has ended", () => {
    const history = surveyed({ stages: [["a"]] });
    const worklist = worklistOf(history);
    worklist.perform(propose(), firstAnswer);
    worklist.perform({ type: "WithdrawCase", reason: "不办了" }, firstAnswer);

    expect(worklist.told()).toEqual(["visit:stage-1 dept-lead over ", "a dept-a waiting "]);
  });

  it("show that the lead is late", () => {
    const history = surveyed({ stages: [["a"]] });
    const worklist = worklistOf(history);
    worklist.perform({ type: "KeepTime" }, moment("2026-11-27"));

    expect(worklist.row("visit:stage-1")).toMatchObject({ status: "visit-to-propose", overdue: true });
  });

  it("have no row of visits where stages begin with none", () => {
    expect(worklistOf(surveyed({ visits: {} })).told()).toEqual([
      "a dept-a asked 2026-12-01",
      "b dept-b asked 2026-12-01",
      "c dept-c asked 2026-12-01",
    ]);
  });
});

describe("what an invitation shows", () => {
  it("stands in the ledger of who saw what", () => {
    const history = surveyed({ stages: [["a", "b"]] });
    history.perform(propose({ items: ["a"] }), firstAnswer);
    looked(history, firstAnswer);

    expect(deliveredLines(history.world, history.log)).toMatchObject([
      { itemId: "a", what: "scope", how: "delivered", on: "2026-11-24" },
    ]);
  });
});
