import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, realpath, rmdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseAccount } from './account.ts';
import { type Account, run } from './command.ts';
import { folderError, OwnPostgresError, systemCode } from './errors.ts';

/** Where a server lives and who runs it. `folder` is real (no links), private, and holds everything else. */
export interface Home {
  readonly folder: string;
  readonly account: Account | undefined;
  /** PostgreSQL's own data directory. */
  readonly data: string;
  /** What PostgreSQL prints. */
  readonly log: string;
  /** The FIFO that holders keep open; see hold.ts. */
  readonly fifo: string;
  /** Where the supervisor answers a holder. */
  readonly answer: string;
  /** Exists while a process starts the server or joins it. */
  readonly lock: string;
}

/** Folder for what root cannot keep in the project because the account of PostgreSQL cannot go there. */
export const systemFolder = '/var/lib/inventory-gateway';

/** Finds or makes the home of the server of `dataDir`: `<dataDir>/postgres`, or what that links to. */
export async function openHome(dataDir: string, log: (line: string) => void): Promise<Home> {
  const parent = path.resolve(dataDir);
  try {
    await mkdir(parent, { recursive: true });
    const place = path.join(await realpath(parent), 'postgres');
    const account = await chooseAccount(place);
    if (account && !(await canEnter(account, path.dirname(place)))) await relocate(place, account, log);
    else await makePrivate(place, account);
    const folder = await realpath(place);
    if (account && !(await canEnter(account, folder))) throw closed(account, folder);
    return {
      folder,
      account,
      data: path.join(folder, 'data'),
      log: path.join(folder, 'postgres.log'),
      fifo: path.join(folder, 'holders'),
      answer: path.join(folder, 'answer'),
      lock: path.join(folder, 'start.lock'),
    };
  } catch (error) {
    throw folderError(error, parent);
  }
}

// Asks the kernel instead of reading mode bits: access lists and mount options count too.
async function canEnter(account: Account, folder: string): Promise<boolean> {
  const { code, output } = await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { account });
  if (code === null) {
    throw new OwnPostgresError(
      'DATA_DIR_UNUSABLE',
      `PostgreSQL does not run as root, and this process may not become ${account.name} (${output}). ` +
        'Start the gateway as an ordinary user, or set DATABASE_URL.',
    );
  }
  return code === 0;
}

/**
 * Keeps the data under {@link systemFolder} and leaves a link in their place. Each link gets a folder of its own:
 * who deletes the project's data folder starts afresh, as anywhere else, and nothing is lost behind their back.
 */
async function relocate(place: string, account: Account, log: (line: string) => void): Promise<void> {
  if (await realpath(place).catch(() => undefined)) return;
  await makeSystemFolder();
  const prefix = `data-${createHash('sha256').update(place).digest('hex').slice(0, 12)}-`;
  const older = (await readdir(systemFolder)).filter((name) => name.startsWith(prefix));
  const folder = path.join(systemFolder, prefix + randomBytes(3).toString('hex'));
  await makePrivate(folder, account);
  if (!(await canEnter(account, folder))) {
    await rmdir(folder);
    throw closed(account, path.dirname(place));
  }
  try {
    await symlink(folder, place);
  } catch (error) {
    // Another process was first, and its link is as good; a dangling link is for the operator to judge.
    await rmdir(folder);
    if (systemCode(error) === 'EEXIST' && (await realpath(place).catch(() => undefined))) return;
    throw error;
  }
  await writeFile(path.join(folder, 'README'), `Data of ${place}, which links here.\n`);
  log(`${path.dirname(place)} is closed to ${account.name}, who runs PostgreSQL: the data are in ${folder}`);
  if (older.length > 0)
    log(`no longer linked, delete when not needed: ${older.join(', ')} in ${systemFolder}`);
}

function closed(account: Account, folder: string): OwnPostgresError {
  return new OwnPostgresError(
    'DATA_DIR_UNUSABLE',
    `PostgreSQL runs as ${account.name}, who cannot enter ${folder}. Open the folders above it to others (chmod o+x), ` +
      'or set DATA_DIR to a folder that it can enter.',
  );
}

/** Makes the {@link systemFolder}, open to the account whatever our umask is. */
export async function makeSystemFolder(): Promise<void> {
  const made = await mkdir(systemFolder, { recursive: true });
  if (made) await chmod(systemFolder, 0o755);
}

/** Makes `folder` if it is missing, belonging to and open for nobody but `account`. */
export async function makePrivate(folder: string, account: Account | undefined): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (systemCode(error) !== 'EEXIST') throw error;
  });
  if (account) await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o700);
}
