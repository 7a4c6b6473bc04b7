// Proves that the generated files in the tree are what `npm run generate` makes today, without touching the tree:
// generates in a copy and compares.
import { execSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const here = resolve(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'inventory-gateway-generated-'));
const filesOf = (root) =>
  readdirSync(join(root, 'src'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
const contentOf = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

try {
  for (const name of ['src', 'scripts', 'package.json', 'tsconfig.json', 'codegen.ts', 'biome.json']) {
    cpSync(join(here, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(here, 'node_modules'), join(copy, 'node_modules'));
  const before = new Map(filesOf(copy).map((file) => [file, contentOf(join(copy, file))]));
  execSync('npm run --silent generate', { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] });
  const changed = filesOf(copy).filter((file) => contentOf(join(copy, file)) !== before.get(file));
  if (changed.length > 0) {
    process.stderr.write(
      `Not current; run npm run generate:\n${changed.map((file) => `  ${file}\n`).join('')}`,
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
