import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Sync a folder, so that the names in it are on disk as well. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Make a folder and those above it; the names of what was made are on disk once this resolves. */
const makeFolder = async (folder: string): Promise<void> => {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; ; made = dirname(made)) {
    await syncFolder(dirname(made));
    if (made === first || made === dirname(made)) return;
  }
};

/**
 * Write a file so that it is whole and on disk once this resolves: beside, synced, renamed, folder synced. A crash
 * leaves the old file or the new one, never half; so does content that breaks off. Only the owner may read it, and the
 * folder if it is made here. Where several write one file at once, each names a `beside` of its own; the last one stands.
 */
export const writeDurably = async (
  path: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  beside = `${path}.new`,
): Promise<void> => {
  const folder = dirname(path);
  await makeFolder(folder);
  try {
    const handle = await open(beside, "w", 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(folder);
};
