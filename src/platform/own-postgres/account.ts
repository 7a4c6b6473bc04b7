import { stat } from 'node:fs/promises';
import { type Account, run } from './command.ts';
import { OwnPostgresError } from './errors.ts';

const candidates = ['postgres', '_postgres', 'nobody'];
// macOS gives `nobody` the uid -2, which is printed as a large number that no process can be started with.
const largestId = 0x7fffffff;

/**
 * The account to run PostgreSQL as, or undefined for our own. Only root has a choice: the owner of existing data
 * (so that data keep working when the machine gains or loses a `postgres` user), else `postgres`, else `nobody`.
 */
export async function chooseAccount(home: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const existing = await stat(home).catch(() => undefined);
  if (existing?.isDirectory() && existing.uid !== 0) {
    return { name: `uid ${existing.uid}`, uid: existing.uid, gid: existing.gid };
  }
  for (const name of candidates) {
    const [uid, gid] = await Promise.all([id('-u', name), id('-g', name)]);
    if (uid && gid) return { name, uid, gid };
  }
  throw new OwnPostgresError(
    'DATA_DIR_UNUSABLE',
    'PostgreSQL does not run as root, and this machine has neither a user `postgres` nor `nobody` to run it as. ' +
      'Start the gateway as an ordinary user, or set DATABASE_URL.',
  );
}

async function id(flag: '-u' | '-g', name: string): Promise<number | undefined> {
  const { code, stdout } = await run('id', [flag, name]);
  const value = Number(stdout);
  return code === 0 && Number.isInteger(value) && value <= largestId ? value : undefined;
}
