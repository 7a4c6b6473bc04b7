import { defineEntity, p } from '@mikro-orm/postgresql';
import type { OrganizationSettings } from '../domain/organizations/settings.rules.ts';
import { timestamptz } from './columns.ts';

/** An organization: the tenant that everything else belongs to. */
export const OrganizationEntity = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  properties: {
    orgId: p.integer().primary(),
    id: p.text(),
    slug: p.text(),
    name: p.text(),
    settings: p.json<OrganizationSettings>(),
    rateLimitPerMinute: p.integer().nullable(),
    rateLimitPerHour: p.integer().nullable(),
    rateLimitTotalPerMinute: p.integer().nullable(),
    rateLimitTotalPerHour: p.integer().nullable(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
