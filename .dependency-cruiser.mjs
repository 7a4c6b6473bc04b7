// The import rules of docs/architecture.md. `npm run imports` checks them; a rule's comment says why it exists.
const frameworks = '^(@apollo|@as-integrations|express|graphql|type-graphql|graphql-[a-z]+|cors|helmet)(/|$)';
const sql = '^(kysely|pg|@mikro-orm)(/|$)';
const npm = (pattern) => `node_modules/${pattern.replace(/^\^/, '')}`;

/** Files of a layer (with its tests left out: those may look at anything). */
const layer = (...names) => names.map((name) => `^src/${name}(/|\\.ts$)`);
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
/** A layer may import its own files and those named; every other file of src is refused. */
const only = (name, comment, from, allowed) =>
  forbid(name, comment, from, { path: '^src/', pathNot: allowed });

const rules = '^src/domain/.+\\.rules\\.ts$';
const errors = '^src/domain/errors\\.rules\\.ts$';
const roles = '^src/domain/members/roles\\.rules\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbid(
      'no-cycle',
      'Who imports whom must have an order; a cycle of types is a cycle too.',
      {},
      { circular: true },
    ),

    only(
      'rules-know-rules',
      'Rules are formulas, state machines and validation: pure, so that they can be tested and trusted alone.',
      { path: rules },
      [rules],
    ),
    forbid(
      'rules-do-no-io',
      'No I/O, no framework: big.js for decimals is all that rules need.',
      { path: rules },
      { dependencyTypesNot: ['local', 'type-only'], pathNot: [npm('^(@types/)?big\\.js/'), '^src/'] },
    ),
    only(
      'domain-knows-no-transport',
      'Commands and queries are called by resolvers and by the command line alike.',
      { path: layer('domain'), pathNot: rules },
      layer('domain', 'entities', 'platform'),
    ),
    forbid(
      'domain-has-no-web-framework',
      'Nothing of GraphQL or HTTP below the resolvers.',
      { path: layer('domain', 'entities', 'platform') },
      { path: npm(frameworks) },
    ),
    only(
      'entities-are-tables',
      'Tables and migrations; enums come from rules.',
      { path: layer('entities') },
      [...layer('entities'), rules],
    ),
    only(
      'platform-is-below',
      'What runs under every capability knows none of them; the pool is typed by the tables.',
      { path: layer('platform') },
      layer('platform', 'entities', 'settings'),
    ),
    only(
      'loaders-batch-queries',
      'A loader turns one domain query into a batch.',
      { path: layer('loaders') },
      layer('loaders', 'domain', 'platform'),
    ),
    only(
      'schema-is-shape',
      'Types and inputs: no behaviour, so nothing to import but rules and the domain’s types.',
      { path: layer('schema') },
      layer('schema', 'domain'),
    ),
    forbid(
      'schema-takes-types-of-domain',
      'Only rules are used as values; commands and queries are called by resolvers.',
      { path: layer('schema') },
      { path: '^src/domain/', pathNot: rules, dependencyTypesNot: ['type-only'] },
    ),
    only(
      'resolvers-are-thin',
      'A resolver calls the domain and loaders; transports, tables and SQL are not its business.',
      { path: layer('resolvers') },
      layer(
        'resolvers',
        'schema',
        'domain',
        'loaders',
        'context',
        'auth/permissions',
        'auth/api-key', // making a key, and
        'auth/grant', // whether its maker may hand it out
      ),
    ),
    forbid(
      'resolvers-have-no-sql',
      'SQL lives in queries and commands.',
      { path: layer('resolvers', 'schema') },
      { path: npm(sql) },
    ),
    only(
      'auth-knows-the-context',
      'Credentials and the rule map; never what they protect.',
      { path: layer('auth') },
      [...layer('auth', 'context', 'platform', 'generated'), errors, roles],
    ),
    only(
      'context-joins',
      'The one object both transports make for a request.',
      { path: layer('context') },
      layer('context', 'auth/actor', 'domain/command', 'loaders', 'platform'),
    ),
    only(
      'execution-is-shared',
      'Runs operations for both transports and knows neither.',
      { path: layer('execution') },
      [...layer('execution', 'context', 'platform'), errors],
    ),
    only(
      'http-is-transport',
      'Express handlers: GraphQL, health, pages. Readiness compares the migrations.',
      { path: layer('http') },
      [
        ...layer(
          'http',
          'rest',
          'auth',
          'context',
          'execution',
          'platform',
          'entities/migrations',
          'settings',
        ),
        errors,
      ],
    ),
    forbid(
      'http-has-no-rules-of-its-own',
      'The rule map stands in front of the schema, not of a path.',
      { path: layer('http') },
      { path: layer('auth/rule-map') },
    ),
    only(
      'rest-maps-onto-operations',
      'REST runs operations of the guarded schema, so the two transports cannot disagree.',
      { path: layer('rest') },
      [
        ...layer(
          'rest',
          'generated',
          'context',
          'execution',
          'platform/log',
          'platform/ids',
          'auth/permissions',
        ),
        errors,
      ],
    ),
    forbid(
      'rest-has-no-sql',
      'No SQL, no inventory logic.',
      { path: layer('rest', 'http', 'execution') },
      { path: npm('^(pg|@mikro-orm)(/|$)') },
    ),
    only(
      'generated-stands-alone',
      'What is generated is data.',
      { path: layer('generated') },
      layer('generated'),
    ),
    only(
      'demo-is-told-by-commands',
      'The demo organization comes about as any other: by the commands that requests run.',
      { path: layer('demo') },
      layer('demo', 'domain', 'platform'),
    ),
    only(
      'settings-stand-alone',
      'The environment, parsed once; how a range of addresses is written is said in one place.',
      { path: layer('settings') },
      [...layer('settings'), '^src/platform/ip-ranges\\.ts$'],
    ),
    forbid(
      'only-main-knows-the-app',
      'app.ts puts the layers together; nobody below may reach back up.',
      { path: '^src/', pathNot: [...layer('main', 'cli')] },
      { path: layer('app', 'cli', 'main') },
    ),

    forbid(
      'src-not-to-test',
      'What is shipped does not need what tests it.',
      { path: '^src/' },
      { path: '^(test|bench|scripts)/' },
    ),
    forbid(
      'src-not-to-dev-dependency',
      'The server runs without devDependencies.',
      { path: '^src/', pathNot: '^src/http/pages/browser/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: npm('^@types/') },
    ),
    forbid('no-unresolvable', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
    forbid(
      'no-unlisted-package',
      'Every package that is imported is named in package.json.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    forbid('no-deprecated-core', 'Deprecated parts of Node.', {}, { dependencyTypes: ['deprecated'] }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
    skipAnalysisNotInRules: true,
  },
};
