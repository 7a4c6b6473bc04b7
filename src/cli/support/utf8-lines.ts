import { isUtf8 } from 'node:buffer';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';

const LINE_FEED = 10;

/** A line that is not UTF-8. */
export class NotUtf8 extends Error {
  readonly line: number;
  constructor(line: number) {
    super('is not UTF-8 text: save the file as UTF-8');
    this.line = line;
  }
}

/** The bytes of a file, whole lines at a time, as long as they are UTF-8. @throws {NotUtf8} */
export async function* utf8Lines(file: string, hash: Hash): AsyncGenerator<Buffer> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    const whole = bytes.subarray(0, end);
    line = checkText(whole, line);
    if (end > 0) yield whole;
    rest = bytes.subarray(end);
  }
  checkText(rest, line);
  yield rest;
}

/** @returns the number of the line after the text. @throws {NotUtf8} */
function checkText(text: Buffer, firstLine: number): number {
  const good = isUtf8(text);
  let line = firstLine;
  for (let from = 0; from < text.length; line++) {
    const end = text.indexOf(LINE_FEED, from) + 1 || text.length;
    if (!good && !isUtf8(text.subarray(from, end))) throw new NotUtf8(line);
    from = end;
  }
  return line;
}
