import type { Settings } from '../../settings.ts';
import { names, startOwnPostgres } from '../own-postgres/start.ts';
import type { DatabaseAccess } from './location.ts';

/** The database of a process, and how to let go of it. */
export interface HeldDatabase {
  access: DatabaseAccess;
  /** Whether it is the gateway's own PostgreSQL. */
  own: boolean;
  release(): Promise<void>;
}

/** Finds the database that the settings name: `DATABASE_URL`, else the gateway's own, started if need be. */
export async function holdDatabase(settings: Settings, log?: (line: string) => void): Promise<HeldDatabase> {
  const { DATABASE_URL, DATABASE_MIGRATION_URL, DATABASE_GATEWAY_ROLE } = settings;
  if (!DATABASE_URL) return holdOwn(settings.DATA_DIR, log);
  const separate = DATABASE_MIGRATION_URL !== undefined;
  return {
    own: false,
    access: {
      ownerUrl: DATABASE_MIGRATION_URL ?? DATABASE_URL,
      gatewayUrl: DATABASE_URL,
      switchToRole: separate ? undefined : DATABASE_GATEWAY_ROLE,
      gatewayRole: DATABASE_GATEWAY_ROLE,
    },
    release: async () => undefined,
  };
}

async function holdOwn(dataDir: string, log?: (line: string) => void): Promise<HeldDatabase> {
  const postgres = await startOwnPostgres({ dataDir, ...(log ? { log } : {}) });
  return {
    own: true,
    access: {
      ownerUrl: postgres.url(names.owner, names.database),
      gatewayUrl: postgres.url(names.gateway, names.database),
      gatewayRole: names.gateway,
    },
    release: () => postgres.stop(),
  };
}
