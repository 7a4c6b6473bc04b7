import { CSRF_HEADER } from '../../auth/csrf-header.ts';

/** What Sandbox and GraphiQL show first: who asks, and where their stock is. */
export const firstQuery = `# Sign in above, then run this.
query FirstLook {
  viewer {
    organizationId
    permissions
  }
  stockItems(first: 5, sort: { field: quantityOnHand, direction: DESC }) {
    totalCount
    nodes {
      globalSku
      productName
      locationName
      binName
      quantityOnHand
      quantityAvailable
    }
  }
}
`;

/** The same for Sandbox, whose page is not ours. */
export const sandboxQuery = firstQuery.replace(
  '# Sign in above, then run this.',
  `# Put your API key into the Authorization header (tab "Headers" below), then run this.
# Whoever is signed in at /graphiql removes that header instead.`,
);

/** What Sandbox sends: the key, as an example to fill in, and what a session needs in place of it. */
export const sandboxHeaders = { Authorization: 'Bearer YOUR_API_KEY', [CSRF_HEADER]: '1' };
