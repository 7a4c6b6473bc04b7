import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OwnPostgresError } from './errors.ts';
import { type Home, makePrivate } from './home.ts';

/** The port is only part of the socket's name: no two servers share a folder, so one number does for all. */
export const port = 5432;

// A socket's whole path has to fit into 104 bytes on macOS (108 on Linux), the closing zero included.
const longest = 103;

/** The private folder for the socket: inside the home, or a short one under the temporary folder. */
export async function socketFolder(home: Home): Promise<string> {
  const inside = path.join(home.folder, 'run');
  const folder = fits(inside) ? inside : temporary(home);
  await makePrivate(folder, home.account).catch(refuse(folder));
  const found = await lstat(folder);
  const owner = home.account?.uid ?? process.getuid?.();
  // Others may write to the temporary folder: what they planted under our name is not for us.
  if (!found.isDirectory() || found.uid !== owner) refuse(folder)(undefined);
  return folder;
}

function fits(folder: string): boolean {
  // PostgreSQL notes the folder on one line of postmaster.pid, from which others learn it.
  return !folder.includes('\n') && Buffer.byteLength(path.join(folder, `.s.PGSQL.${port}`)) <= longest;
}

function temporary(home: Home): string {
  const name = `inventory-gateway-${createHash('sha256').update(home.folder).digest('hex').slice(0, 16)}`;
  const own = path.join(tmpdir(), name);
  // root's own temporary folder may be closed to the account of PostgreSQL.
  return home.account || !fits(own) ? path.join('/tmp', name) : own;
}

function refuse(folder: string): (cause: unknown) => never {
  return (cause) => {
    throw new OwnPostgresError(
      'DATA_DIR_UNUSABLE',
      `The folder ${folder} for PostgreSQL's socket belongs to somebody else. Remove it, or set DATA_DIR to a shorter path.`,
      { cause },
    );
  };
}
