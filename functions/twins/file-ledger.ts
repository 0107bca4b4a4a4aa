import { type FileHandle, mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { LedgerEntry, TwinLedger } from "./ledger.ts";

interface Waiting {
  text: string;
  resolve: () => void;
  reject: (cause: unknown) => void;
}

/** The open file and the end of its last whole line, in bytes. */
interface OpenFile {
  handle: FileHandle;
  end: number;
}

const NEWLINE = 10;

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
};

/** Open, and cut off what a crash left unfinished behind the last whole line: it was never acknowledged. */
const openFile = async (path: string): Promise<OpenFile> => {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, "a", 0o600);
  try {
    await syncFolder(dirname(path));
    const bytes = await readFile(path);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (end < bytes.length) await handle.truncate(end);
    return { handle, end };
  } catch (cause) {
    await handle.close();
    throw cause;
  }
};

const parseLine = (line: string, index: number, path: string): LedgerEntry => {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Error(`${path}: line ${index + 1} is damaged; restore the file from a copy`, { cause });
  }
};

const write = async (file: OpenFile, text: string): Promise<void> => {
  const bytes = Buffer.from(text);
  try {
    await file.handle.appendFile(bytes);
    await file.handle.datasync();
    file.end += bytes.length;
  } catch (cause) {
    await file.handle.truncate(file.end);
    throw cause;
  }
};

/**
 * Make a ledger in a file of JSON lines, mode 0600. `append` resolves once the bytes are on the disk; appends that
 * come while the disk is busy go down together.
 *
 * Limits: one process at a time. Throws when the disk refuses, or on `load` when a line is damaged.
 */
export const makeFileLedger = (path: string): TwinLedger => {
  let opened: Promise<OpenFile> | null = null;
  let queue: Waiting[] = [];
  let flushing: Promise<void> | null = null;

  const file = (): Promise<OpenFile> => {
    opened ??= openFile(path).catch((cause) => {
      opened = null;
      throw cause;
    });
    return opened;
  };

  const flushOnce = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      await write(await file(), batch.map(({ text }) => text).join(""));
      for (const { resolve } of batch) resolve();
    } catch (cause) {
      for (const { reject } of batch) reject(cause);
    }
  };

  const flush = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue;
      queue = [];
      await flushOnce(batch);
    }
    flushing = null;
  };

  return {
    load: async () => {
      await flushing;
      await file();
      const lines = (await readFile(path, "utf8")).split("\n").slice(0, -1);
      return lines.map((line, index) => parseLine(line, index, path));
    },
    append: (entries) => {
      const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
      const done = new Promise<void>((resolve, reject) => queue.push({ text, resolve, reject }));
      flushing ??= flush();
      return done;
    },
    close: async () => {
      await flushing;
      const closing = opened;
      opened = null;
      await (await closing)?.handle.close();
    },
  };
};
