import { Argument, Command } from 'commander';

/** What can be imported and exported: a file of each. */
const kinds = ['products', 'locations', 'stock'] as const;

/**
 * The command line: verbs with their arguments and options. A verb's own file is loaded when it is called, because
 * the server is large and a script should not wait for it.
 */
export function createProgram(): Command {
  const root = new Command('inventory-gateway')
    .description('Serves and looks after the stock of organizations. Settings come from the environment.')
    .exitOverride()
    .configureOutput({ outputError: () => undefined }); // main.ts reports errors, as text or JSON
  addServerVerbs(root);
  addOrganizationVerbs(root);
  addDataVerbs(root);
  return root;
}

/** A verb that can speak JSON. */
function verb(parent: Command, nameAndArguments: string, description: string): Command {
  return parent
    .command(nameAndArguments)
    .description(description)
    .option('--json', 'print JSON, for scripts');
}

function addServerVerbs(root: Command): void {
  verb(root, 'serve', 'run the gateway until SIGTERM or SIGINT').action(async (options) =>
    (await import('./serve.ts')).serve(process.env, options),
  );
  verb(root, 'migrate', 'bring the database schema up to date').action(async (options) =>
    (await import('./migrate.ts')).migrateVerb(options),
  );
}

function addOrganizationVerbs(root: Command): void {
  const org = root.command('org').description('organizations');
  verb(org, 'create <slug>', 'make an organization with its standard reason codes')
    .requiredOption('--name <name>', 'what people call it')
    .action(async (slug, options) => (await import('./org-create.ts')).createOrganizationVerb(slug, options));
  verb(
    org,
    'limits <slug>',
    'show rate limits of an organization, and change those given: a number, 0 or default',
  )
    .option(
      '--key-per-minute <points>',
      'points of each key in a minute; 0: no limit, default: RATE_LIMIT_PER_MINUTE',
    )
    .option('--key-per-hour <points>', 'points of each key in an hour')
    .option('--total-per-minute <points>', 'points of all its keys together in a minute')
    .option('--total-per-hour <points>', 'points of all its keys together in an hour')
    .action(async (slug, options) => (await import('./org-limits.ts')).organizationLimitsVerb(slug, options));
  verb(org, 'export <slug> <file>', 'write all that an organization has to a file, as JSON Lines')
    .option('--force', 'replace a file that is there')
    .action(async (slug, file, options) =>
      (await import('./org-export.ts')).exportOrganizationVerb(slug, file, options),
    );
  verb(org, 'restore <file>', 'restore an exported organization into a database that does not have it')
    .option('--slug <slug>', 'another slug, where the old one is taken')
    .option('--renumber', 'take another tenant key where the old one is taken; its API keys will not work')
    .action(async (file, options) =>
      (await import('./org-restore.ts')).restoreOrganizationVerb(file, options),
    );
  const key = root.command('key').description('API keys');
  verb(key, 'create', 'make an API key and print it, once')
    .option('--org <slug>', 'the organization that it belongs to')
    .option('--platform', 'a key of the platform, which belongs to no organization')
    .requiredOption('--name <name>', 'what people call it')
    .option('--scopes <list>', "what it may do, with commas: inventory.read,products.read or '*'")
    .option('--expires-at <moment>', 'when it stops working, such as 2030-01-31T00:00:00Z; default: never')
    .action(async (options) => (await import('./key-create.ts')).createKeyVerb(options));
  const member = root.command('member').description('people of organizations');
  verb(member, 'add', 'make somebody a member of an organization, who signs in at the identity provider')
    .requiredOption('--org <slug>', 'the organization')
    .requiredOption('--email <address>', 'their e-mail address')
    .requiredOption('--subject <sub>', 'what the identity provider calls them (the claim sub)')
    .requiredOption('--role <role>', 'VIEWER, OPERATOR, MANAGER or ADMIN')
    .option('--name <name>', 'what people call them; default: the e-mail address')
    .action(async (options) => (await import('./member-add.ts')).addMemberVerb(options));
  verb(root, 'demo', 'make the demo organization and print its keys')
    .option('--slug <slug>', 'its slug', 'demo')
    .action(async (options) => (await import('./demo.ts')).demoVerb(options));
}

function addDataVerbs(root: Command): void {
  const kind = () => new Argument('<kind>', 'what the file holds').choices(kinds);
  verb(root, 'import', 'import a CSV file: all of its rows, or none')
    .addArgument(kind())
    .argument('<file>', 'CSV, UTF-8, with a header')
    .requiredOption('--org <slug>', 'the organization')
    .option('--dry-run', 'check everything and keep nothing')
    .option('--idempotency-key <key>', 'under this key the import happens once; stock has one of its content')
    .action(async (what, file, options) => (await import('./import.ts')).importVerb(what, file, options));
  verb(root, 'export', 'export to a CSV file that can be imported again')
    .addArgument(kind())
    .requiredOption('--org <slug>', 'the organization')
    .option('--out <file>', 'where to; default: standard output')
    .action(async (what, options) => (await import('./export.ts')).exportVerb(what, options));
  verb(root, 'verify', 'check that the books of organizations agree; exit code 1 when they do not')
    .option('--org <slug>', 'one organization; default: all')
    .option(
      '--audit-head <hash>',
      'a hash that an earlier verify gave as the last of the audit trail: it must be in the chain still',
    )
    .action(async (options) => (await import('./verify.ts')).verifyVerb(options));
}
