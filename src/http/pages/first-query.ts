/** What Sandbox and GraphiQL show first: who asks, and some of their products. */
export const firstQuery = `# Put your API key into the Authorization header
# (tab "Headers" below), then run this.
query FirstLook {
  viewer {
    organizationId
    permissions
  }
  products(first: 5) {
    totalCount
    nodes {
      globalSku
      name
      unitCost
    }
  }
}
`;

/** The header that carries the key, as an example to fill in. */
export const keyHeader = { Authorization: 'Bearer YOUR_API_KEY' };
