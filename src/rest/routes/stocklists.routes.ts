import { GetStocklistDocument, SearchStockRequestProductsDocument } from '../../generated/operations.ts';
import { id, required, words } from '../parameters.ts';
import { route } from '../route.ts';

export const stocklistRoutes = [
  route({
    id: 'searchStockRequestProducts',
    method: 'GET',
    path: '/api/stock-requests/products/search',
    summary: 'Search products for stock requests',
    description:
      'The 20 active products that fit best, by name, SKU or barcode, typing errors forgiven: the code itself first, then what begins with it, names that begin with the text, that have all its words, and that have words like them.',
    permissions: ['stockrequests.read', 'products.read'],
    operation: SearchStockRequestProductsDocument,
    query: {
      q: required(words('What to search for: words, a SKU or a barcode. There are no wildcards.')),
      fromLocationId: id(
        'The location whose availability is told (id or code). Default: that of all locations together.',
      ),
    },
    variables: ({ query }) => query,
    answer: { products: 'searchProducts' },
  }),
  route({
    id: 'getStocklist',
    method: 'GET',
    path: '/api/stock-requests/products/stocklist',
    summary: 'Get stocklist for stock requests',
    description:
      'What a destination could ask for now: the products of its stocklists with their par levels, what is there and on its way, and so how much to ask for.',
    permissions: ['stockrequests.read'],
    operation: GetStocklistDocument,
    query: {
      destinationId: required(id('The destination (id or code).')),
      stocklistId: id('One of its active stocklists (id or code). Default: all of them.'),
    },
    variables: ({ query }) => query,
    answer: { stocklists: 'stocklistSuggestions.stocklists', lines: 'stocklistSuggestions.lines' },
  }),
];
