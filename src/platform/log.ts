import { type Logger, pino } from 'pino';

export type { Logger };

/** A structured logger (JSON lines on stdout). Credentials never reach it: they are removed by path. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: { service: 'inventory-gateway' },
    redact: ['req.headers.authorization', 'req.headers.cookie', '*.plaintextKey', '*.secret', '*.secretHash'],
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
