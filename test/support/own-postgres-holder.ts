import { startOwnPostgres } from '../../src/platform/own-postgres/start.ts';

// Run as a process of its own: holds the PostgreSQL of a data folder until its input ends, then lets go in good order.
const [dataDir = ''] = process.argv.slice(2);
try {
  const pg = await startOwnPostgres({ dataDir });
  console.log(JSON.stringify({ url: pg.url('inventory_owner', 'inventory') }));
  for await (const _ of process.stdin);
  await pg.stop();
} catch (error) {
  console.log(JSON.stringify({ error: String(error) }));
  process.exitCode = 1;
}
