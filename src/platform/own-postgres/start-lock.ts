import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from './errors.ts';

const refreshMs = 1000;
const staleMs = 10_000;
// Breaking a lock takes a millisecond or so.
const guardStaleMs = 2000;
const pollMs = 20;

/**
 * Runs `work` while holding the lock `file`: one process at a time starts or joins the server.
 *
 * The file appears with its content in one step (a link), and is refreshed while it is held. A lock is stale when
 * its process is gone, or when it was not refreshed for ten seconds (its pid may have been given to another).
 * Should two processes ever work at once all the same, PostgreSQL's own postmaster.pid still lets only one run.
 */
export async function withStartLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const content = `${process.pid} ${randomUUID()}`;
  await acquire(file, content);
  const refresh = setInterval(
    () => void utimes(file, new Date(), new Date()).catch(() => undefined),
    refreshMs,
  );
  try {
    return await work();
  } finally {
    clearInterval(refresh);
    // Ours may have been taken for stale while the machine slept: then it is another's now.
    if ((await readFile(file, 'utf8').catch(() => '')) === content) await unlink(file).catch(() => undefined);
  }
}

async function acquire(file: string, content: string): Promise<void> {
  for (;;) {
    const state = await inspect(file);
    if (state === 'free' && (await take(file, content))) return;
    if (state === 'stale') await breakLock(file);
    if (state === 'held') await sleep(pollMs);
  }
}

async function take(file: string, content: string): Promise<boolean> {
  const mine = `${file}.${randomUUID()}`;
  await writeFile(mine, content, { mode: 0o600 });
  try {
    await link(mine, file);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(mine);
  }
}

async function inspect(file: string): Promise<'free' | 'held' | 'stale'> {
  try {
    const [content, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    const held = Date.now() - mtimeMs < staleMs && isAlive(Number.parseInt(content, 10));
    return held ? 'held' : 'stale';
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'free';
    throw error;
  }
}

/** Removes a stale lock. Only one process may do so at a time: else the second could remove the first one's new lock. */
async function breakLock(file: string): Promise<void> {
  const guard = `${file}.breaking`;
  try {
    await mkdir(guard);
  } catch {
    const found = await stat(guard).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > guardStaleMs) await rmdir(guard).catch(() => undefined);
    return await sleep(pollMs);
  }
  if ((await inspect(file)) === 'stale') await unlink(file).catch(() => undefined);
  await rmdir(guard).catch(() => undefined);
}

/** Whether a process of that number exists, ours or anybody's. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
