import { publicError } from '../../execution/public-error.ts';
import { DatabaseSetupError } from '../../platform/database/errors.ts';
import { OwnPostgresError } from '../../platform/own-postgres/start.ts';
import { SettingsError } from '../../settings.ts';
import { UsageError } from './errors.ts';

/** The options that every verb has. */
export interface CommonOptions {
  /** Answers and errors are JSON, for scripts. */
  json?: boolean;
}

/** Prints an answer: as JSON for scripts, else as the words that `human` makes of it. */
export function answer<Answer extends object>(
  options: CommonOptions,
  value: Answer,
  human: (value: Answer) => string,
): void {
  process.stdout.write(`${options.json ? JSON.stringify(value) : human(value)}\n`);
}

/** Reports an error on standard error; the process will end with 1. Only defects of ours come with a stack. */
export function reportError(error: unknown, json: boolean): void {
  const { code, message, details, stack } = describe(error);
  process.exitCode = 1;
  if (json) process.stderr.write(`${JSON.stringify({ error: message, code, details })}\n`);
  else process.stderr.write(`${message}\n${stack ? `${stack}\n` : ''}`);
}

interface Described {
  code: string;
  message: string;
  details: object;
  stack?: string | undefined;
}

function describe(error: unknown): Described {
  if (error instanceof UsageError) return { code: 'USAGE', message: error.message, details: {} };
  if (error instanceof SettingsError)
    return { code: 'SETTINGS_INVALID', message: error.message, details: {} };
  if (error instanceof DatabaseSetupError || error instanceof OwnPostgresError)
    return { code: 'DATABASE_UNAVAILABLE', message: error.message, details: {} };
  const visible = publicError(error);
  if (!visible.defect) return visible;
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { code: visible.code, message: `Something went wrong on our side: ${message}`, details: {}, stack };
}
