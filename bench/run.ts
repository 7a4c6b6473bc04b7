import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endGatewayProcesses } from '../test/faults/ground/gateway-process.ts';
import { agree } from './agree.ts';
import { batch, hotItem } from './extremes.ts';
import { beside, measured, type ShopSize } from './ground/shop.ts';
import { Stage } from './ground/stage.ts';
import { costliest, type Measured, measure, median } from './measure.ts';
import { asMarkdown, type Result } from './report.ts';
import { workloads } from './workloads/workloads.ts';

// npm run bench [-- --quick] [--only W1,W3] [--rounds 3] [--seconds 6] [--write]
//   --quick  a twentieth of the data and bursts of 2 seconds, to work on something
//   --only   just these workloads
//   --statements  show what PostgreSQL spends its time on for each workload and server (it costs time itself)
//   --write  put the report into bench/results.md
const root = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const quick = args.includes('--quick');
const option = (name: string, fallback: string): string =>
  args.includes(name) ? (args[args.indexOf(name) + 1] ?? fallback) : fallback;
const only = option('--only', 'W1,W2,W3,W4,W5,W6,W7').split(',');
const rounds = Number(option('--rounds', quick ? '1' : '3'));
const seconds = Number(option('--seconds', quick ? '2' : '6'));
const statements = args.includes('--statements');
const size: ShopSize = quick ? { products: 500, locations: 5 } : measured;
const OTHERS = quick ? 1 : 9;
const WARM_UP_SECONDS = Math.min(3, seconds);

const say = (line: string) => process.stderr.write(`${line}\n`);

const stage = new Stage();
try {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { cwd: root, stdio: 'inherit' });
  const place = await stage.begin(statements);
  const start = performance.now();
  const organization = await stage.fill(place, size, OTHERS);
  const stock = await stage.stockOf(organization, size);
  say(`filled in ${Math.round((performance.now() - start) / 1_000)} s: ${stock.items} items`);
  const gateway = await stage.gateway(place, organization.key);
  const [raw, ours] = await stage.baselines(place, organization, stock);
  if (!raw || !ours) throw new Error('There is no baseline');
  await agree(gateway, raw);
  const watch = { admin: await stage.admin(place.name), postmaster: stage.postmaster };
  const servers = [gateway, raw, ours];
  const results: Result[] = [];
  const wrong: string[] = [];
  for (const workload of workloads.filter(({ id }) => only.includes(id))) {
    const bursts = new Map<string, Measured[]>(servers.map(({ name }) => [name, []]));
    if (statements) await costliest(watch.admin);
    for (const server of servers) {
      await measure(server, workload, stock, watch, WARM_UP_SECONDS);
      if (statements) say(`${workload.id} ${server.name}\n${await costliest(watch.admin)}`);
    }
    for (let round = 0; round < rounds; round++)
      for (const server of servers) {
        const done = await measure(server, workload, stock, watch, seconds);
        bursts.get(server.name)?.push(done);
        wrong.push(...done.wrong.map((what) => `${workload.id} ${server.name}: ${what}`));
        say(
          `${workload.id} ${server.name.padEnd(8)} ${done.perSecond.toFixed(0).padStart(6)}/s  p50 ${done.p50} p99 ${done.p99}  CPU ${done.serverMs.toFixed(2)} + ${done.postgresMs.toFixed(2)} ms  ${done.statements.toFixed(1)} statements`,
        );
      }
    results.push({ workload, by: new Map([...bursts].map(([name, all]) => [name, median(all)])) });
  }
  const hot = only.includes('W6') ? await hotItem(gateway, stock, watch, seconds * 2) : null;
  if (hot) wrong.push(...hot.wrong.map((what) => `W6: ${what}`));
  if (statements) await costliest(watch.admin);
  const lines = only.includes('W7') ? await batch(gateway, stock, stage, quick ? 3 : 20) : null;
  if (statements) say(`W7\n${await costliest(watch.admin)}`);
  await watch.admin.end();
  // what all of them wrote, the replayed statements of RAW-OURS among it, adds up
  wrong.push(
    ...(await organization.differences()).map((difference) => `verify: ${JSON.stringify(difference)}`),
  );
  const report = asMarkdown({
    at: new Date(),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    size: `${OTHERS + 1} organizations; the measured one has ${size.products.toLocaleString('en')} products, ${size.locations} locations, 4 channels, ${stock.items.toLocaleString('en')} stock items (the others ${beside.products * beside.locations})`,
    rounds,
    seconds,
    results,
    hot,
    batch: lines,
  });
  process.stdout.write(report);
  for (const what of wrong.slice(0, 20)) say(`WRONG ${what}`);
  if (args.includes('--write') && wrong.length === 0) writeFileSync(join(root, 'bench/results.md'), report);
  process.exitCode = wrong.length > 0 ? 1 : 0;
} finally {
  await endGatewayProcesses();
  await stage.end();
}
