import pg from 'pg';
import { afterAll, expect, inject, it } from 'vitest';
import { deeds } from './deeds/index.ts';
import { runModelCheck } from './run-model-check.ts';

/** `MODEL_SEED`, `MODEL_STEPS` and `MODEL_PATH` run a list again that was found; `MODEL_SEEDS` runs more of them. */
const { MODEL_SEED, MODEL_STEPS, MODEL_PATH, MODEL_SEEDS } = process.env;
const seeds = Number(MODEL_SEEDS ?? (MODEL_SEED ? 1 : 12));
const steps = Number(MODEL_STEPS ?? 60);

const name = `model_${process.pid}_${Date.now().toString(36)}`;
const urlOf = (role: 'ownerUrl' | 'gatewayUrl') => inject(role).replace('DBNAME', name);
const admin = new pg.Client({ connectionString: inject('adminUrl').replace('DBNAME', 'postgres') });
await admin.connect();
await admin.query(`create database ${name} template ${inject('templateDatabase')} strategy file_copy`);
await admin.query(`alter database ${name} set synchronous_commit = off`);
await admin.query(`alter database ${name} set plan_cache_mode = force_generic_plan`);
afterAll(async () => {
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});

it(`the gateway does what the model does (${seeds} seeds of ${steps} steps)`, {
  timeout: 600_000 + seeds * 10_000,
}, async () => {
  const report = await runModelCheck({
    database: { databaseUrl: urlOf('gatewayUrl'), ownerUrl: urlOf('ownerUrl') },
    seeds,
    steps,
    firstSeed: Number(MODEL_SEED ?? 1),
    path: MODEL_PATH ?? null,
  });
  const told = report.differences.map(
    ({ replay, message, operations }) => `${replay}\n${message}\n${JSON.stringify(operations)}`,
  );
  expect(told).toEqual([]);
  if (MODEL_SEED) return;
  // a check that does nothing finds nothing
  expect(report.steps).toBe(seeds * steps);
  expect(report.refusals).toBeGreaterThan(0);
  expect(report.faults).toBeGreaterThan(0);
  expect(report.replays).toBeGreaterThan(0);
  const done = Object.keys(deeds).filter((one) => (report.outcomes[one]?.done ?? 0) > 0);
  expect(done.length, `done at least once: ${done}`).toBeGreaterThan(Object.keys(deeds).length * 0.6);
});
