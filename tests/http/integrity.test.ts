import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { approveAll, type Harness, makeHarness, sampleForm } from "../support/hub-harness.ts";

let dataDir: string;
let harness: Harness;
let caseId: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "lianban-integrity-"));
  harness = await makeHarness({ dataDir });
  ({ caseId } = await harness.file(sampleForm("sails-through")));
  await approveAll(harness, caseId);
});

afterEach(async () => {
  await harness.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const verify = (person: string | null): Promise<Response> =>
  harness.as(person, `/v1/cases/${caseId}/integrity`);

const verdict = async (): Promise<unknown> => (await verify("supervisor")).json();

/** Change the stopped hub's database by hand, as no hub would, and start again on it. */
const tamper = async (statement: string): Promise<void> => {
  await harness.stop();
  const database = new DatabaseSync(join(dataDir, "lianban.db"));
  database.prepare(statement).run(caseId);
  database.close();
  harness = await makeHarness({ dataDir });
};

describe("GET /v1/cases/{caseId}/integrity", () => {
  it("finds an untouched log whole", async () => {
    const { version } = await harness.read(caseId);

    expect(await verdict()).toEqual({ whole: true, events: version, break: null });
  });

  it("is for the applicant, supervisors and administrators; to everybody else the case is not there", async () => {
    const people = ["zhang-san", "supervisor", "admin", "li-si", "officer-market", null];

    const statuses = await Promise.all(people.map(async (person) => (await verify(person)).status));

    expect(statuses).toEqual([200, 200, 200, 404, 404, 401]);
  });

  it("answers for an erased case as well, since it needs no key", async () => {
    const { version } = await harness.read(caseId);
    await harness.post("admin", `/v1/cases/${caseId}/erasure`, { reason: "保存期满" });

    const gone = await harness.as("supervisor", `/v1/cases/${caseId}`);

    expect(gone.status).toBe(410);
    expect(await verdict()).toEqual({ whole: true, events: version + 1, break: null });
  });

  it.each([
    [
      "a changed time",
      "UPDATE events SET at = '2026-01-01T00:00:00.000Z' WHERE case_id = ? AND seq = 2",
      2,
      "hash",
    ],
    [
      "a changed payload",
      "UPDATE events SET payload = zeroblob(64) WHERE case_id = ? AND seq = 3",
      3,
      "hash",
    ],
    ["a changed type", "UPDATE events SET type = 'ItemRejected' WHERE case_id = ? AND seq = 4", 4, "hash"],
    ["an event taken out", "DELETE FROM events WHERE case_id = ? AND seq = 2", 3, "order"],
    ["a rewritten link", "UPDATE events SET previous_hash = hash WHERE case_id = ? AND seq = 2", 2, "link"],
  ])("names the place of %s", async (_, statement, seq, why) => {
    await tamper(statement);

    expect(await verdict()).toMatchObject({ whole: false, break: { seq, why } });
  });

  it("notices that the newest event was cut off", async () => {
    const { version } = await harness.read(caseId);

    await tamper(
      "DELETE FROM events WHERE case_id = ?1 AND seq = (SELECT max(seq) FROM events WHERE case_id = ?1)",
    );

    expect(await verdict()).toEqual({
      whole: false,
      events: version - 1,
      break: { seq: version - 1, why: "head" },
    });
  });
});
