import 'reflect-metadata'; // before any decorated class

import { ProductsResolver } from './products.resolver.ts';
import { ViewerResolver } from './viewer.resolver.ts';

/** Every resolver class, one a capability. */
export const resolvers = [ProductsResolver, ViewerResolver] as const;
