// Bundles what the pages /graphiql and /docs need in a browser, so that the server can serve all of it itself.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** @param {string} source folder of the browser sources @param {string} target folder of the bundles */
export async function buildPages(source, target) {
  const common = { bundle: true, minify: true, target: 'es2022', outdir: target, logLevel: 'error' };
  await Promise.all([
    build({
      ...common,
      entryPoints: ['graphiql.tsx', 'docs.ts', 'site.css'].map((name) => join(source, name)),
      format: 'esm',
      splitting: true,
      jsx: 'automatic',
      loader: { '.ttf': 'file' },
      define: { 'process.env.NODE_ENV': '"production"' },
      chunkNames: 'chunks/[name]-[hash]',
    }),
    build({
      ...common,
      entryPoints: {
        'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
        'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
        'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
      },
      format: 'iife',
    }),
  ]);
  // part of every address, so that browsers may keep the files for ever
  const hash = createHash('sha256');
  const files = readdirSync(target, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const file of files.map((entry) => join(entry.parentPath, entry.name)).sort())
    hash.update(readFileSync(file));
  writeFileSync(join(target, 'version'), hash.digest('hex').slice(0, 16));
}
