// Starts the built server as a newcomer would (`npm start`, nothing set but a free port), takes a first look with the
// key that the start prints, and stops it with SIGTERM. Run in a fresh clone by .ci/run. Fails at the first surprise.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const START_MS = 600_000; // includes the build, on any machine
const STOP_MS = 15_000;
const folder = resolve(import.meta.dirname, '..');
if (existsSync(join(folder, '.data')))
  throw new Error(`${folder} has data already: this is for a fresh clone`);

const { DATABASE_URL, DATA_DIR, ...env } = process.env;
const server = spawn('npm', ['start'], {
  cwd: folder,
  env: { ...env, PORT: '0' },
  stdio: ['ignore', 'pipe', 'pipe'],
});
let output = '';
for (const stream of [server.stdout, server.stderr]) {
  stream.on('data', (chunk) => {
    output += chunk;
  });
}
const exited = once(server, 'exit');
const ended = exited.then(([code]) => Promise.reject(new Error(`The server ended with ${code}`)));
ended.catch(() => undefined);

/** What `find` finds, asked until then. */
async function until(what, patience, find) {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const found = await find();
    if (found) return found;
    await sleep(100);
  }
  throw new Error(`${what}: not within ${patience / 1000} s`);
}

async function expectStatus(status, path, init) {
  const answer = await fetch(path, init);
  const body = await answer.text();
  if (answer.status !== status) throw new Error(`${path} answered ${answer.status}: ${body.slice(0, 500)}`);
  console.log(`${status} ${path}`);
  return body;
}

async function look() {
  const port = await until('listening', START_MS, () => /"port":(\d+)/.exec(output)?.[1]);
  const at = (path) => `http://127.0.0.1:${port}${path}`;
  await until('ready', START_MS, async () => (await fetch(at('/health/ready'))).ok);
  const key = await until('a printed key', 5_000, () => /ig_live_\w+/.exec(output)?.[0]);
  const authorization = `Bearer ${key}`;
  await expectStatus(200, at('/health/live'));
  const answer = await expectStatus(200, at('/graphql'), {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { organizationId } products(first: 1) { nodes { id } } }' }),
  });
  if (!JSON.parse(answer).data?.viewer) throw new Error(`GraphQL answered ${answer}`);
  const list = await expectStatus(200, at('/api/inventory?limit=1'), { headers: { authorization } });
  if (JSON.parse(list).items?.length !== 1) throw new Error(`The inventory list answered ${list}`);
  await expectStatus(401, at('/api/inventory'));
  for (const page of ['/', '/graphiql', '/docs', '/openapi.json']) await expectStatus(200, at(page));
}

/** Processes that have to do with this folder, such as a PostgreSQL that was left behind. */
function leftBehind() {
  const rows = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const data = join(folder, '.data');
  return rows.filter((row) => row.includes(data) && !row.includes('smoke.mjs'));
}

try {
  await Promise.race([look(), ended]);
  server.kill('SIGTERM');
  const [code, signal] = await Promise.race([exited, sleep(STOP_MS, ['not within 15 s'])]);
  if (code !== 0) throw new Error(`The server ended with ${code ?? signal}`);
  await until('no process left behind', 5_000, () => leftBehind().length === 0).catch((error) => {
    throw new Error(`${error.message}\n${leftBehind().join('\n')}`);
  });
  console.log('stopped in good order');
} catch (error) {
  console.error(`${error.message}\n--- the server said:\n${output}`);
  server.kill('SIGTERM');
  await Promise.race([exited, sleep(STOP_MS)]);
  process.exit(1);
}
process.exit(0);
