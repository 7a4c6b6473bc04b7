import { open, stat, truncate } from 'node:fs/promises';

const largest = 4 * 1024 * 1024;
const kept = 256 * 1024;

/** Where the log ends now: the place from which {@link logTail} reads what comes next. */
export async function logEnd(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

/** The log's last `bytes`, from the beginning of a line and not before `from`; empty when there is none. */
export async function logTail(file: string, bytes: number, from = 0): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const start = Math.max(from, size - bytes);
    const buffer = Buffer.alloc(Math.max(0, size - start));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
    const tail = buffer.toString('utf8', 0, bytesRead);
    return (start > from ? tail.slice(tail.indexOf('\n') + 1) : tail).trim();
  } finally {
    await handle.close();
  }
}

/**
 * Cuts the log down to its last part when it has grown too large. Safe while PostgreSQL writes: everybody appends,
 * so that the next line lands at the new end (a line written in between may be lost).
 */
export async function trimLog(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found || found.size <= largest) return;
  const tail = await logTail(file, kept);
  await truncate(file);
  const handle = await open(file, 'a');
  await handle.appendFile(`[older lines were cut off]\n${tail}\n`);
  await handle.close();
}

/** Keeps the log bounded for as long as this process lives. Does not keep the process alive. Returns how to end it. */
export function keepLogTrimmed(file: string): () => void {
  const timer = setInterval(() => void trimLog(file).catch(() => undefined), 10 * 60_000);
  timer.unref();
  return () => clearInterval(timer);
}
