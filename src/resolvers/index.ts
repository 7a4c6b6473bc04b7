import 'reflect-metadata'; // before any decorated class

import { AtpPoliciesResolver } from './atp-policies.resolver.ts';
import { BinsResolver } from './bins.resolver.ts';
import { CategoriesResolver } from './categories.resolver.ts';
import { ChannelsResolver } from './channels.resolver.ts';
import { LocationsResolver } from './locations.resolver.ts';
import { LotsResolver } from './lots.resolver.ts';
import { ProductsResolver } from './products.resolver.ts';
import { ReasonCodesResolver } from './reason-codes.resolver.ts';
import { ViewerResolver } from './viewer.resolver.ts';

/** Every resolver class, one a capability. */
export const resolvers = [
  AtpPoliciesResolver,
  BinsResolver,
  CategoriesResolver,
  ChannelsResolver,
  LocationsResolver,
  LotsResolver,
  ProductsResolver,
  ReasonCodesResolver,
  ViewerResolver,
] as const;
