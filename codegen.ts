import type { CodegenConfig } from '@graphql-codegen/cli';

/** The operations that REST rows run, as typed documents: `npm run generate` writes them, CI checks they are current. */
const config: CodegenConfig = {
  schema: 'src/schema/schema.graphql',
  documents: 'src/rest/operations/*.graphql',
  ignoreNoDocuments: true,
  generates: {
    'src/generated/operations.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        useTypeImports: true,
        importExtension: '.ts',
        documentNodeImport: 'graphql#TypedQueryDocumentNode', // graphql's own: no further package
        arrayInputCoercion: false,
        scalars: {
          ID: 'string',
          Decimal: { input: 'number | string', output: 'number' },
          Date: 'string',
          DateTime: 'string',
          AsOf: 'string',
          JSON: 'unknown',
        },
      },
    },
  },
};

export default config;
