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

/**
 * Write a file so that it is whole and on disk once this resolves: beside, synced, renamed, folder synced. A crash
 * leaves the old file or the new one, never half. Only the owner may read it, and the folder if it is made here.
 */
export const writeDurably = async (path: string, bytes: Uint8Array): Promise<void> => {
  const folder = dirname(path);
  if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined)
    await syncFolder(dirname(folder));
  const beside = `${path}.new`;
  try {
    const handle = await open(beside, "w", 0o600);
    try {
      await handle.writeFile(bytes);
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
