import { describe, expect, it } from 'vitest';
import { type Caller, startGateway } from '../support/gateway.ts';
import { refusal, traces } from '../support/master-data.ts';

const gateway = await startGateway();
const READ = '{ organization { id slug name settings { lotGoodOnExpiryDate demandWindowDays } version } }';
const UPDATE = `mutation($input: UpdateOrganizationSettingsInput!) {
  updateOrganizationSettings(input: $input) { organization { settings { lotGoodOnExpiryDate demandWindowDays } version } }
}`;
const update = (caller: Caller, input: object) => caller.graphql(UPDATE, { input });

describe('organization', () => {
  it('is the one of the caller, with its settings or their defaults', async () => {
    const { admin, id, slug } = await gateway.organization();
    expect((await admin.graphql(READ)).body.data.organization).toEqual({
      id,
      slug,
      name: `Organization ${slug}`,
      settings: { lotGoodOnExpiryDate: true, demandWindowDays: 28 },
      version: 1,
    });
  });

  it('changes settings one by one, and back to the default', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    const change = async (input: object) =>
      (await update(admin, input)).body.data.updateOrganizationSettings.organization;
    await change({ lotGoodOnExpiryDate: false });
    const both = { settings: { lotGoodOnExpiryDate: false, demandWindowDays: 7 }, version: 3 };
    expect(await change({ demandWindowDays: 7 })).toEqual(both);
    expect(await change({ demandWindowDays: 7, lotGoodOnExpiryDate: false })).toEqual(both);
    expect(await traces(gateway, organization, 'Organization')).toEqual({ audits: 2, events: 2 });
    expect(await change({ lotGoodOnExpiryDate: null })).toEqual({
      settings: { lotGoodOnExpiryDate: true, demandWindowDays: 7 },
      version: 4,
    });
    const other = await gateway.organization();
    expect((await other.admin.graphql(READ)).body.data.organization.settings.demandWindowDays).toBe(28);
  });

  it('refuses bad values, stale versions and callers without the permission', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    for (const demandWindowDays of [0, 366]) {
      expect(refusal(await update(admin, { demandWindowDays }))).toEqual({
        code: 'VALIDATION_FAILED',
        paths: ['demandWindowDays'],
      });
    }
    expect(refusal(await update(admin, { demandWindow: 1 })).paths).toEqual(['demandWindow']);
    const stale = await update(admin, { demandWindowDays: 7, expectedVersion: 2 });
    expect(stale.body.errors[0].extensions).toMatchObject({ code: 'VERSION_CONFLICT', currentVersion: 1 });
    const reader = await organization.caller('admin.read');
    const denied = await update(reader, { demandWindowDays: 7 });
    expect(denied.body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'admin.write' });
    const nobody = await organization.caller('inventory.read');
    const hidden = await nobody.graphql(READ);
    expect(hidden.body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'admin.read' });
    expect((await admin.graphql(READ)).body.data.organization.version).toBe(1);
  });
});
