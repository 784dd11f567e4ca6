// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Puts a whole file in place: afterwards it is there with these bytes, or what was there before is, whatever happens in between. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await placed(path, bytes, (written) => rename(written, path));
}

/** The same for many, side by side; a folder is synced once for all of its files. Until it ends any of them may be there already. */
export async function replaceFiles(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]): Promise<void> {
  const folders = new Set(files.map(({ path }) => dirname(path)));
  await Promise.all([...folders].map(makeFolder));
  await Promise.all(
    files.map(async ({ path, bytes }) => {
      await rename(await writtenBeside(path, bytes), path);
    }),
  );
  await Promise.all([...folders].map(syncFolder));
}

/** The same, but never over a file that is there already. `false`: it is. */
export async function createFile(path: string, bytes: Uint8Array): Promise<boolean> {
  let made = true;
  await placed(path, bytes, async (written) => {
    await link(written, path).catch((failure: unknown) => {
      if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure;
      made = false;
    });
    await rm(written);
  });
  return made;
}

async function placed(path: string, bytes: Uint8Array, place: (written: string) => Promise<void>): Promise<void> {
  await makeFolder(dirname(path));
  await place(await writtenBeside(path, bytes));
  await syncFolder(dirname(path));
}

/** Folders that are made are entries of their parents, which must be on disk as well. */
async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  for (let parent = dirname(folder); parent.length >= dirname(made).length; parent = dirname(parent)) {
    await syncFolder(parent);
    if (parent === dirname(parent)) break;
  }
}

/** Writes a file and syncs it, under a name of its own: two writers never write into one file. */
async function writtenBeside(path: string, bytes: Uint8Array): Promise<string> {
  const written = `${path}.${randomUUID()}.tmp`;
  await withFile(written, 'wx', async (file) => {
    await file.writeFile(bytes);
    await file.sync();
  });
  return written;
}

async function syncFolder(folder: string): Promise<void> {
  await withFile(folder, 'r', (file) => file.sync());
}

/** Writes at a place in a file and waits until it is on disk. */
export async function writeAt(path: string, position: number, bytes: Uint8Array): Promise<void> {
  await withFile(path, 'r+', async (file) => {
    await file.write(bytes, 0, bytes.length, position);
    await file.datasync();
  });
}

async function withFile<T>(path: string, flags: string, work: (file: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  const file = await open(path, flags, 0o600);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
