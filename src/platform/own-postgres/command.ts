import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** The account that PostgreSQL runs as, when it is not our own: PostgreSQL refuses to run as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** How a command ended: `code` is null when it could not be run at all or died of a signal. */
export interface CommandResult {
  readonly code: number | null;
  /** Standard output and error, one after the other. */
  readonly output: string;
  readonly stdout: string;
}

/** Options with which every process of ours starts: nothing of our environment may reach PostgreSQL (`PGPORT`, ...). */
export function spawnOptions(account: Account | undefined) {
  return {
    // The current folder may be closed to the other account.
    cwd: '/',
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' },
    ...(account && { uid: account.uid, gid: account.gid }),
  };
}

/** Runs a command to its end as `account`, without a shell. Never rejects. */
export async function run(
  command: string,
  args: readonly string[],
  options: { account?: Account; input?: string } = {},
): Promise<CommandResult> {
  try {
    const child = spawn(command, args, { ...spawnOptions(options.account), stdio: 'pipe' });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    // A command that ends before it has read its input is judged by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    return { code, stdout, output: (stdout + stderr).trim() };
  } catch (error) {
    return { code: null, stdout: '', output: String(error) };
  }
}
