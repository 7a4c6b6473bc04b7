import { parse } from 'graphql';
import pg from 'pg';
import type { Actor } from '../../src/auth/actor.ts';
import { guard } from '../../src/auth/guard.ts';
import { permissionsOf } from '../../src/auth/permissions.ts';
import type { RequestContext, Services } from '../../src/context.ts';
import { createOrganization } from '../../src/domain/organizations/create-organization.command.ts';
import { type CompiledOperation, compileOperation } from '../../src/execution/compiled-operation.ts';
import { type OperationAnswer, runOperation } from '../../src/execution/run-operation.ts';
import { Database } from '../../src/platform/database/database.ts';
import { DocumentNumbers } from '../../src/platform/document-numbers.ts';
import { createLogger } from '../../src/platform/log.ts';
import { inNature, type Nature } from '../../src/platform/nature.ts';
import { Outbound } from '../../src/platform/outbound/outbound.ts';
import { SecretBox } from '../../src/platform/secrets.ts';
import { resolvers } from '../../src/resolvers/index.ts';
import { buildGatewaySchema } from '../../src/schema/build-schema.ts';
import { type Fault, Faults } from './faults.ts';

/** A migrated database. */
export interface ModelDatabase {
  /** As the gateway's own role. */
  databaseUrl: string;
  /** As the role that owns the schema. */
  ownerUrl: string;
}

/** Who asks, with which key, and what happens to the connection meanwhile. */
export interface CallOptions {
  by?: Actor;
  key?: string | null;
  fault?: Fault | null;
}

const schema = guard(buildGatewaySchema(resolvers));
const compiled = new Map<string, CompiledOperation>();

function compile(document: string): CompiledOperation {
  const known = compiled.get(document);
  if (known) return known;
  const operation = compileOperation(schema, parse(document));
  compiled.set(document, operation);
  return operation;
}

/** The gateway without a transport: the guarded schema, the executor and the database, shared by all seeds of a process. */
export class ModelGateway {
  readonly services: Omit<Services, 'clock'>;
  readonly #faults: Faults;
  readonly #owner: pg.Client;
  readonly #close: () => Promise<void>;

  private constructor(
    services: Omit<Services, 'clock'>,
    faults: Faults,
    owner: pg.Client,
    close: () => Promise<void>,
  ) {
    this.services = services;
    this.#faults = faults;
    this.#owner = owner;
    this.#close = close;
  }

  /** @param poolSize as many as there are seeds at the same time */
  static async open({ databaseUrl, ownerUrl }: ModelDatabase, poolSize: number): Promise<ModelGateway> {
    const faults = new Faults(databaseUrl);
    const connection = { url: databaseUrl, statementTimeoutMs: 30_000, lockTimeoutMs: 10_000 };
    const database = await Database.open({ ...connection, poolSize, onConnect: faults.watch });
    const numbersDatabase = await Database.open({ ...connection, poolSize: 1 });
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    const services = {
      database,
      numbers: new DocumentNumbers(numbersDatabase),
      log: createLogger((process.env.TEST_LOG_LEVEL as 'silent' | undefined) ?? 'silent'),
      outbound: new Outbound({ allowHttp: false, allowedNetworks: [], timeoutMs: 1_000 }),
      secrets: new SecretBox([]),
    };
    return new ModelGateway(services, faults, owner, async () => {
      await database.close();
      await numbersDatabase.close();
      await faults.close();
      await owner.end();
    });
  }

  close(): Promise<void> {
    return this.#close();
  }

  #making: Promise<unknown> = Promise.resolve();

  /** A new organization. */
  organization(slug: string): Promise<Tenant> {
    const made = this.#making.then(async () => {
      const { orgId, id } = await createOrganization(this.#owner, { slug, name: slug });
      return { orgId, id };
    });
    this.#making = made.catch(() => undefined);
    return made;
  }

  /** Runs an operation, as both transports do. @returns its answer, and whether the fault struck */
  async call(
    nature: Nature,
    document: string,
    variables: Record<string, unknown>,
    { by, key = null, fault = null }: CallOptions & { by: Actor },
  ): Promise<{ answer: OperationAnswer; struck: boolean }> {
    return inNature(nature, () =>
      this.#faults.during(fault, () => {
        const context: RequestContext = {
          services: { ...this.services, clock: nature },
          actor: by,
          requestId: `req_${nature.ulid()}`,
          now: nature.now(),
          idempotencyKey: key,
          spend: async () => undefined,
          scope: null,
        };
        return runOperation(compile(document), context, variables);
      }),
    );
  }
}

/** An organization, as the database and as clients name it. */
export interface Tenant {
  orgId: number;
  id: string;
}

const everything = permissionsOf(['*']);

/** Somebody who may do everything, known by a word. */
export function actorOf({ orgId, id }: Tenant, word: string): Actor {
  return {
    type: 'API_KEY',
    id: `key_${word}`,
    name: word,
    orgId,
    organizationId: id,
    permissions: everything,
    rateLimits: { key: {}, organization: {} },
  };
}
