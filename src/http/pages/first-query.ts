/** What Sandbox and GraphiQL show first: who asks, and where their stock is. */
export const firstQuery = `# Put your API key into the Authorization header
# (tab "Headers" below), then run this.
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

/** The header that carries the key, as an example to fill in. */
export const keyHeader = { Authorization: 'Bearer YOUR_API_KEY' };
