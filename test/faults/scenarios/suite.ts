import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type Finding, finding, type Scenario } from '../scenario.ts';

const root = join(import.meta.dirname, '../../..');

/** Promises that tests at the public edge prove, with the files that do. Random ones run longer here than in `npm test`. */
const proofs: { promise: number; what: string; files: readonly string[] }[] = [
  {
    promise: 4,
    what: 'direct SQL below zero, and changes of movements as the gateway’s role',
    files: ['test/architecture/ledger-guard.test.ts'],
  },
  {
    promise: 14,
    what: 'every REST row and GraphQL root field for two organizations',
    files: ['test/auth/isolation.test.ts'],
  },
  {
    promise: 15,
    what: 'row-level security forced on every tenant table; no context, a wrong one',
    files: ['test/architecture/tenancy.test.ts'],
  },
  {
    promise: 16,
    what: 'every key begins with org_id; statements without it',
    files: ['test/architecture/tenancy.test.ts', 'test/architecture/statements.test.ts'],
  },
  {
    promise: 18,
    what: 'no credential, a wrong, revoked, expired one; every route by key, token and session',
    files: [
      'test/auth/api-keys.test.ts',
      'test/auth/api-key-care.test.ts',
      'test/auth/tokens.test.ts',
      'test/auth/sessions.test.ts',
      'test/auth/every-credential.test.ts',
    ],
  },
  {
    promise: 19,
    what: 'every root field has a rule; each operation without its permission',
    files: ['test/auth/graphql-permissions.test.ts', 'test/rest/permissions.test.ts'],
  },
  {
    promise: 20,
    what: 'generated bad requests over every route and /graphql',
    files: ['test/rest/fuzz.test.ts', 'test/graphql/fuzz.test.ts'],
  },
  { promise: 21, what: 'audits of graphql-http', files: ['test/graphql/protocol.test.ts'] },
  {
    promise: 22,
    what: 'abuse of GraphQL',
    files: ['test/graphql/abuse.test.ts', 'test/graphql/operation-limits.test.ts'],
  },
  {
    promise: 27,
    what: 'every mutation leaves its entry; the chain of entries',
    files: ['test/auth/graphql-permissions.test.ts', 'test/domain/audit-chain.test.ts'],
  },
  {
    promise: 30,
    what: 'from every earlier schema with data',
    files: ['test/architecture/migrations.test.ts', 'test/architecture/daily-migration.test.ts'],
  },
];

/** What vitest's JSON reporter says of a file. */
interface FileResult {
  name: string;
  assertionResults: {
    status: string;
    fullName: string;
    failureMessages: string[];
    meta?: { figure?: string };
  }[];
}

/** Tests that tell their figure in `task.meta.figure` are quoted by it. */
export const suite: Scenario = {
  name: 'tests at the public edge, at full length',
  promises: proofs.map(({ promise }) => promise),
  async run({ times }): Promise<Finding[]> {
    const files = [...new Set(proofs.flatMap((proof) => proof.files))];
    const results = await vitest(files, {
      FUZZ_RUNS: String(times(3_000)),
      FUZZ_SECONDS: '150',
      FUZZ_SEED: String(Date.now() % 1_000_000_000),
    });
    return proofs.map((proof) => {
      const tests = results
        .filter(({ name }) => proof.files.includes(relative(root, name)))
        .flatMap(({ assertionResults }) => assertionResults);
      const figures = tests.flatMap(({ meta }) => (meta?.figure ? [meta.figure] : []));
      const failed = tests.filter(({ status }) => status !== 'passed' && status !== 'pending');
      return finding(
        proof.promise,
        [`${proof.what}: ${tests.length - failed.length} of ${tests.length} tests`, ...figures].join(', '),
        { 'all tests pass': failed.length === 0, 'there are tests': tests.length > 0 },
        failed
          .slice(0, 2)
          .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0]?.slice(0, 200)}`),
      );
    });
  },
};

async function vitest(files: readonly string[], env: Record<string, string>): Promise<FileResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'inventory-gateway-suite-'));
  const output = join(folder, 'results.json');
  const child = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${output}`, ...files],
    { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  await once(child, 'exit');
  const { testResults } = JSON.parse(readFileSync(output, 'utf8')) as { testResults: FileResult[] };
  rmSync(folder, { recursive: true });
  return testResults;
}
