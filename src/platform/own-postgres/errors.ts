/** What kept our own PostgreSQL from running; see {@link OwnPostgresError}. */
export type OwnPostgresErrorCode =
  /** No PostgreSQL is installed for this platform, or the one installed does not run on it. */
  | 'BINARIES_MISSING'
  /** The data was written by another major version. */
  | 'VERSION_MISMATCH'
  /** The data folder cannot be created, written or reached by the account that PostgreSQL runs as. */
  | 'DATA_DIR_UNUSABLE'
  | 'DISK_FULL'
  /** PostgreSQL ended, or did not become ready; the message carries its last log lines. */
  | 'START_FAILED';

/** Our own PostgreSQL cannot run. The message is for the operator: it says what is wrong and what to do. */
export class OwnPostgresError extends Error {
  readonly code: OwnPostgresErrorCode;
  constructor(code: OwnPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OwnPostgresError';
    this.code = code;
  }
}

/** The `code` of a system error (`ENOENT`, ...), or undefined for anything else. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const unusable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ELOOP', 'ENOENT']);

/** Turns a failure to work in `folder` into an error that names the folder and the remedy. */
export function folderError(error: unknown, folder: string): unknown {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder, String(error));
  if (code === undefined || !unusable.has(code)) return error;
  return new OwnPostgresError(
    'DATA_DIR_UNUSABLE',
    `The data folder ${folder} cannot be used (${(error as Error).message}). ` +
      'If it was made by another user, for example with sudo, give it to this one or set DATA_DIR to another folder.',
    { cause: error },
  );
}

/** PostgreSQL failed and said `output`; recognizes a full disk in it. */
export function failure(summary: string, output: string, folder: string): OwnPostgresError {
  if (/no space left on device|disk quota exceeded/i.test(output)) return diskFull(folder, output);
  return new OwnPostgresError('START_FAILED', output ? `${summary}. It said:\n${output}` : summary);
}

function diskFull(folder: string, said: string): OwnPostgresError {
  return new OwnPostgresError('DISK_FULL', `No space left on the disk of ${folder}:\n${said}`);
}
