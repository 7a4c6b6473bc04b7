import { createOrganization } from '../domain/organizations/create-organization.command.ts';
import { withSession } from './support/session.ts';
import { answer, type CommonOptions } from './support/verb.ts';

/** `org create SLUG --name NAME`: makes an organization with its standard reason codes. */
export async function createOrganizationVerb(
  slug: string,
  options: CommonOptions & { name: string },
): Promise<void> {
  const made = await withSession(({ asOwner }) =>
    asOwner((owner) => createOrganization(owner, { slug, name: options.name })),
  );
  const organization = { id: made.id, slug: made.slug, name: made.name };
  answer(
    options,
    { organization },
    () =>
      `Organization ${slug} made: ${made.id}\nIts first key: npm run cli -- key create --org ${slug} --name NAME --scopes '*'`,
  );
}
