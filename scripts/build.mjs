// Builds dist: the server (tsc) and the browser pages (esbuild). `npm run build` always builds; with --if-stale, as
// before `npm start`, only when what dist was made from is not what is here now. The comparison is of contents, not
// of times: a checkout, a restored file or a deleted one must never leave an old dist behind.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** As before a start: build only what is not there. Then there is no list of the parts, which takes npm a second. */
const ifStale = process.argv.includes('--if-stale');
const STAMP = '.made-from';
const BROWSER = join('src', 'http', 'pages', 'browser');
process.chdir(join(import.meta.dirname, '..'));

const filesUnder = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** A hash of everything that the build depends on. */
function fingerprint() {
  const hash = createHash('sha256');
  const inputs = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  for (const file of [...inputs, ...filesUnder('scripts'), ...filesUnder('src')]) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const made = () => {
  try {
    return readFileSync(join('dist', STAMP), 'utf8');
  } catch {
    return null;
  }
};

/** What dist runs with, as CycloneDX: from what is installed, without the network. */
async function writeSbom(target) {
  const npm = process.env.npm_execpath;
  const [command, before] = npm ? [process.execPath, [npm]] : ['npm', []];
  const args = [...before, 'sbom', '--sbom-format=cyclonedx', '--omit=dev'];
  const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 50 * 1_048_576 });
  writeFileSync(join(target, 'sbom.json'), stdout);
}

async function build(wanted) {
  const target = `.dist-${process.pid}`;
  mkdirSync(target);
  try {
    const tsc = [
      'node_modules/typescript/bin/tsc',
      '-p',
      'tsconfig.build.json',
      '--noCheck',
      '--outDir',
      target,
    ];
    const { buildPages } = await import('./build-pages.mjs');
    await Promise.all([
      promisify(execFile)(process.execPath, tsc),
      buildPages(BROWSER, join(target, 'pages')),
      ...(ifStale ? [] : [writeSbom(target)]),
    ]);
    for (const file of filesUnder('src')) {
      // what the program reads at run time lies beside it
      if (!/\.tsx?$/.test(file) && !file.startsWith(BROWSER))
        cpSync(file, join(target, file.slice('src/'.length)));
    }
    writeFileSync(join(target, STAMP), wanted);
    replaceDist(target, wanted);
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

/** Puts a finished build in the place of dist; of several that finish at once, one stays. */
function replaceDist(target, wanted) {
  const old = `${target}-old`;
  if (existsSync('dist')) renameSync('dist', old);
  try {
    renameSync(target, 'dist');
  } catch (error) {
    if (made() !== wanted) throw error;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

if (ifStale && !existsSync('src')) process.exit(); // an installation of dist alone
// at the install, so that the first start is quick; an install without the tools leaves it to whoever has them
if (process.argv.includes('--if-possible') && !existsSync('node_modules/typescript')) process.exit();
const wanted = fingerprint();
if (!ifStale || made() !== wanted) {
  await build(wanted).catch((error) => {
    process.stderr.write(`The build failed: ${error.message}\n${error.stdout ?? ''}`);
    process.exitCode = 1;
  });
}
