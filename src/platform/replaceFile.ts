import { randomUUID } from 'node:crypto';
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file whole or not at all: into a neighbour first, which then takes its place. Where that fails, the text
 * cannot be had or the signal is aborted, the neighbour goes and what was there before stays.
 */
export async function replaceFile(
  path: string,
  text: AsyncIterable<string>,
  signal?: AbortSignal,
): Promise<void> {
  // A link stays one: what it leads to is replaced.
  const target = await realpath(path).catch(() => path);
  const mode = await stat(target).then(
    (found) => found.mode & 0o777,
    () => undefined,
  );
  const neighbour = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomUUID()}.partial`);
  try {
    const file = await open(neighbour, 'wx');
    try {
      for await (const piece of text) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    signal?.throwIfAborted();
    if (mode !== undefined) await chmod(neighbour, mode);
    await rename(neighbour, target);
  } catch (error) {
    await rm(neighbour, { force: true });
    throw error;
  }
}
