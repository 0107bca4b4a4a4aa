import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeSqliteCaseStore } from "../../functions/adapters/embedded/case-store.ts";
import { type Database, openDatabase } from "../../functions/adapters/embedded/database.ts";
import { type DataFolder, makeDataFolder } from "./embedded-fixtures.ts";
import { appendOf, caseIdOf, rowOf } from "./samples.ts";

describe("openDatabase", () => {
  let data: DataFolder;
  let database: Database;

  beforeEach(async () => {
    data = makeDataFolder();
    database = await data.open();
    database.sql.exec("CREATE TABLE marks (n INTEGER PRIMARY KEY) STRICT");
  });
  afterEach(() => data.dispose());

  const mark = (n: number) =>
    database.write(() => database.sql.prepare("INSERT INTO marks VALUES (?)").run(n));
  const marks = (): number[] =>
    database.sql
      .prepare("SELECT n FROM marks ORDER BY n")
      .all()
      .map((row) => row.n as number);

  describe("write", () => {
    it("runs writes in the order they came and gives each its own result", async () => {
      const order: number[] = [];

      const results = await Promise.all(
        [3, 1, 2].map((n) =>
          database.write(() => {
            order.push(n);
            return n * 10;
          }),
        ),
      );

      expect(order).toEqual([3, 1, 2]);
      expect(results).toEqual([30, 10, 20]);
    });

    it("undoes only the write that throws, all of it, and tells only that one", async () => {
      const results = await Promise.allSettled([
        mark(1),
        database.write(() => {
          database.sql.exec("INSERT INTO marks VALUES (100)");
          throw new Error("changed its mind");
        }),
        mark(1),
        mark(2),
      ]);

      expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
      expect(results[1]).toMatchObject({ reason: new Error("changed its mind") });
      expect(marks()).toEqual([1, 2]);
    });

    it("tells nobody of success when the commit fails, and keeps nothing", async () => {
      database.sql.exec(
        `CREATE TABLE late (n INTEGER REFERENCES marks (n) DEFERRABLE INITIALLY DEFERRED) STRICT`,
      );

      const results = await Promise.allSettled([
        mark(1),
        database.write(() => database.sql.exec("INSERT INTO late VALUES (77)")),
        mark(2),
      ]);

      expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
      expect(marks()).toEqual([]);
    });

    it("goes on after a commit that failed", async () => {
      database.sql.exec("CREATE TABLE late (n INTEGER REFERENCES marks (n) DEFERRABLE INITIALLY DEFERRED)");
      await Promise.allSettled([database.write(() => database.sql.exec("INSERT INTO late VALUES (77)"))]);

      await mark(5);

      expect(marks()).toEqual([5]);
    });

    it("fails every write of a transaction that cannot begin, and none of the next", async () => {
      database.sql.exec("PRAGMA busy_timeout = 20");
      const other = new DatabaseSync(join(data.path(), "lianban.db"));
      other.exec("BEGIN IMMEDIATE");

      const results = await Promise.allSettled([mark(1), mark(2)]);
      other.exec("ROLLBACK");
      other.close();
      await mark(3);

      expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      expect(marks()).toEqual([3]);
    });

    it("fails every write when the disk is full, and goes on when there is room again", async () => {
      database.sql.exec("CREATE TABLE bulk (bytes BLOB)");
      const pages = Number(database.sql.prepare("PRAGMA page_count").get()?.page_count);
      database.sql.exec(`PRAGMA max_page_count = ${pages + 2}`);
      const bulk = () =>
        database.write(() => database.sql.exec("INSERT INTO bulk VALUES (zeroblob(1000000))"));

      const results = await Promise.allSettled([bulk(), bulk()]);
      database.sql.exec("PRAGMA max_page_count = 1000000");
      await mark(1);

      expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      expect(database.sql.prepare("SELECT count(*) AS n FROM bulk").get()?.n).toBe(0);
      expect(marks()).toEqual([1]);
    });

    it("lets a write queue another", async () => {
      let inner: Promise<unknown> = Promise.resolve();

      await database.write(() => {
        inner = mark(2);
      });
      await inner;

      expect(marks()).toEqual([2]);
    });

    it("gives requests their turn between batches of a long queue", async () => {
      let turns = 0;
      let isDone = false;
      const count = (): void => {
        if (isDone) return;
        turns += 1;
        setImmediate(count);
      };
      setImmediate(count);

      await Promise.all(Array.from({ length: 10_000 }, (_, n) => mark(n)));
      isDone = true;

      expect(marks()).toHaveLength(10_000);
      expect(turns).toBeGreaterThanOrEqual(9);
    });
  });

  describe("close", () => {
    it("commits all that is queued and tells each so", async () => {
      const queued = Promise.all(Array.from({ length: 2_500 }, (_, n) => mark(n)));

      database.close();
      await queued;

      database = await data.open();
      expect(marks()).toHaveLength(2_500);
    });

    it("refuses what comes later, and may be repeated", async () => {
      database.close();
      database.close();

      await expect(mark(1)).rejects.toThrow("closed");
    });

    it("does not trip over a turn that was still to come", async () => {
      const queued = mark(1);
      database.close();

      await new Promise((resolve) => setImmediate(resolve));

      await expect(queued).resolves.toMatchObject({ changes: 1 });
    });
  });

  describe("the data folder", () => {
    it("serves one hub at a time", async () => {
      const path = join(data.path(), "lianban.db");

      expect(() => openDatabase(path)).toThrow("in use by another hub");
      database.close();
      const next = openDatabase(path);

      await expect(next.write(() => 1)).resolves.toBe(1);
      next.close();
    });

    it("may be read by other tools meanwhile", async () => {
      await mark(1);

      const other = new DatabaseSync(join(data.path(), "lianban.db"), { readOnly: true });
      const row = other.prepare("SELECT count(*) AS n FROM marks").get();
      other.close();

      expect(row?.n).toBe(1);
    });
  });
});

describe("a file of an earlier hub", () => {
  let data: DataFolder;

  beforeEach(() => {
    data = makeDataFolder();
  });
  afterEach(() => data.dispose());

  it("gains the column of the green channel, and its rows stand behind those of it", async () => {
    const before = await data.open();
    before.sql.exec(`DROP TABLE worklist; CREATE TABLE worklist (
      case_id TEXT NOT NULL, item_id TEXT NOT NULL, department TEXT NOT NULL, status TEXT NOT NULL,
      title TEXT NOT NULL, round INTEGER NOT NULL, asked_on TEXT, due_on TEXT, overdue INTEGER NOT NULL,
      PRIMARY KEY (case_id, item_id)) STRICT, WITHOUT ROWID;
      CREATE INDEX worklist_in_hand ON worklist (department, coalesce(due_on, '9999-12-31'), case_id, item_id)`);
    const { caseId, itemId, department, status, title, round, askedOn, dueOn } = rowOf(caseIdOf(1));
    before.sql
      .prepare("INSERT INTO worklist VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)")
      .run(caseId, itemId, department, status, title, round, askedOn, dueOn);

    const store = makeSqliteCaseStore(await data.open(), () => undefined);
    const green = rowOf(caseIdOf(2), { dueOn: "2026-12-31", greenChannel: true });
    await store.append(appendOf(caseIdOf(2), 0, { worklist: [green] }));

    const { rows } = await store.worklist({ department, limit: 10 });
    expect(rows).toEqual([green, rowOf(caseIdOf(1))]);
  });
});
