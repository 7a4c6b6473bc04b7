import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import {
  type ArchiveHeader,
  type ArchiveTrailer,
  badArchive,
  readHeader,
  readTrailer,
} from '../../domain/archive/archive.rules.ts';
import { UsageError } from './errors.ts';

/** Longest line that an archive can have: one row. */
const LONGEST_LINE = 256 * 1_048_576;

/**
 * Writes an archive, compressed where its name ends in `.gz`. The file appears when it is complete; one that is there is
 * replaced only where that is asked for. It holds the hashes of API keys and more, so that only its owner may read it.
 */
export async function writeArchive(
  file: string,
  lines: AsyncIterable<string>,
  { force }: { force: boolean },
): Promise<void> {
  if (!force && existsSync(file))
    throw new UsageError(`${file} is there already: give another name, or --force to replace it`);
  const unfinished = `${file}.${process.pid}.part`;
  const target = () => createWriteStream(unfinished, { flags: 'wx', mode: 0o600 });
  try {
    if (file.endsWith('.gz')) await pipeline(lines, createGzip({ level: 6 }), target());
    else await pipeline(lines, target());
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new UsageError(`${file} cannot be written: ${code}`);
  }
}

/** What is known of an archive that was read through. */
export interface CheckedArchive {
  header: ArchiveHeader;
  trailer: ArchiveTrailer;
}

/** Reads an archive through. @throws VALIDATION_FAILED where it is none, is cut short or is not what its checksum says. */
export async function checkArchive(file: string): Promise<CheckedArchive> {
  const hash = createHash('sha256');
  let header: ArchiveHeader | undefined;
  let last: string | undefined;
  for await (const lines of readLines(file)) {
    header ??= readHeader(lines[0]);
    // the last line is that of the checksum, and not under it
    const before = last === undefined ? lines : [last, ...lines];
    last = before.pop();
    if (before.length > 0) hash.update(`${before.join('\n')}\n`);
  }
  header ??= readHeader(undefined);
  const trailer = readTrailer(last);
  if (!trailer) throw badArchive('is cut short: its last line, with the checksum, is missing');
  if (trailer.sha256 !== hash.digest('hex'))
    throw badArchive('was changed after it was written, or is damaged: its checksum is another one');
  return { header, trailer };
}

/** The lines of an archive between its first and its last one. */
export async function* archivedRows(file: string): AsyncGenerator<string[]> {
  let first = true;
  let last: string | undefined;
  for await (const lines of readLines(file)) {
    const ready = last === undefined ? lines : [last, ...lines];
    if (first) ready.shift();
    first = false;
    last = ready.pop();
    yield ready;
  }
}

/** The lines of a file, some at a time, uncompressed. */
async function* readLines(file: string): AsyncGenerator<string[]> {
  try {
    const rest: string[] = [];
    let length = 0;
    for await (const chunk of (await opened(file)) as AsyncIterable<string>) {
      const lines = chunk.split('\n');
      length += chunk.length;
      if (lines.length === 1) {
        rest.push(chunk);
        if (length > LONGEST_LINE) throw badArchive('is not an export of an organization');
        continue;
      }
      lines[0] = rest.join('') + lines[0];
      const open = lines.pop() ?? '';
      rest.length = 0;
      rest.push(open);
      length = open.length;
      yield lines;
    }
    const open = rest.join('');
    if (open !== '') yield [open];
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code?.startsWith('Z_')) throw badArchive('is cut short or damaged: it cannot be uncompressed');
    if (syscall !== undefined) throw new UsageError(`${file} cannot be read: ${code}`);
    throw error;
  }
}

async function opened(file: string): Promise<Readable> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  await handle.close();
  const compressed = bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  const stream = createReadStream(file, { highWaterMark: 1_048_576 });
  if (!compressed) return stream.setEncoding('utf8');
  const gunzip = createGunzip({ chunkSize: 1_048_576 });
  stream.on('error', (error) => gunzip.destroy(error));
  return stream.pipe(gunzip).setEncoding('utf8');
}
