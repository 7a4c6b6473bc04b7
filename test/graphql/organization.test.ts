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

  describe('settings of counting', () => {
    const settings = `settings { countSelfApproval abcPeriodDays abcCutoffs { A B } countFrequencyDays { A B C }
      countTolerances { A { percent quantity value } B { percent quantity value } C { percent quantity value } } }`;
    const none = { percent: null, quantity: null, value: null };
    const defaults = {
      countSelfApproval: false,
      abcPeriodDays: 365,
      abcCutoffs: { A: 80, B: 95 },
      countFrequencyDays: { A: 30, B: 90, C: 365 },
      countTolerances: {
        A: { ...none, percent: 0.2 },
        B: { ...none, percent: 1 },
        C: { ...none, percent: 5 },
      },
    };
    const change = async (caller: Caller, input: object) => {
      const { body } = await caller.graphql(
        `mutation($input: UpdateOrganizationSettingsInput!) {
          updateOrganizationSettings(input: $input) { organization { version ${settings} } } }`,
        { input },
      );
      expect(body.errors).toBeUndefined();
      return body.data.updateOrganizationSettings.organization;
    };

    it('have defaults, and change class by class', async () => {
      const organization = await gateway.organization();
      const { admin } = organization;
      const { body } = await admin.graphql(`{ organization { ${settings} } }`);
      expect(body.data.organization.settings).toEqual(defaults);
      const changed = await change(admin, {
        countSelfApproval: true,
        abcPeriodDays: 90,
        abcCutoffs: { A: 70.5 },
        countFrequencyDays: { A: 7, C: 3650 },
        countTolerances: { A: {}, B: { quantity: 2, value: '10.5' } },
      });
      const expected = {
        countSelfApproval: true,
        abcPeriodDays: 90,
        abcCutoffs: { A: 70.5, B: 95 },
        countFrequencyDays: { A: 7, B: 90, C: 3650 },
        countTolerances: {
          A: none,
          B: { percent: null, quantity: 2, value: 10.5 },
          C: { ...none, percent: 5 },
        },
      };
      expect(changed).toEqual({ version: 2, settings: expected });
      // the same again is no change
      expect(await change(admin, { countFrequencyDays: { A: 7 }, countTolerances: { A: {} } })).toEqual({
        version: 2,
        settings: expected,
      });
      expect(await traces(gateway, organization, 'Organization')).toEqual({ audits: 1, events: 1 });
    });

    it('go back to their defaults, one class or all', async () => {
      const { admin } = await gateway.organization();
      await change(admin, {
        countSelfApproval: true,
        abcPeriodDays: 90,
        abcCutoffs: { A: 50, B: 60 },
        countFrequencyDays: { A: 1, B: 1, C: 1 },
        countTolerances: { A: {}, B: {}, C: {} },
      });
      const some = await change(admin, {
        countFrequencyDays: { B: null },
        countTolerances: { C: null },
        abcCutoffs: { B: null },
      });
      expect(some.settings).toMatchObject({
        abcCutoffs: { A: 50, B: 95 },
        countFrequencyDays: { A: 1, B: 90, C: 1 },
        countTolerances: { A: none, B: none, C: { ...none, percent: 5 } },
      });
      const all = await change(admin, {
        countSelfApproval: null,
        abcPeriodDays: null,
        abcCutoffs: null,
        countFrequencyDays: null,
        countTolerances: null,
      });
      expect(all.settings).toEqual(defaults);
    });

    it.each<[input: object, ...paths: string[]]>([
      [{ abcPeriodDays: 0 }, 'abcPeriodDays'],
      [{ abcPeriodDays: 3651 }, 'abcPeriodDays'],
      [{ abcCutoffs: { A: 0 } }, 'abcCutoffs.A'],
      [{ abcCutoffs: { A: 100, B: 100 } }, 'abcCutoffs.A', 'abcCutoffs.B'],
      [{ abcCutoffs: { B: 100 } }, 'abcCutoffs.B'],
      [{ abcCutoffs: { A: 95 } }, 'abcCutoffs.B'],
      [{ abcCutoffs: { A: 60, B: 60 } }, 'abcCutoffs.B'],
      [{ countFrequencyDays: { A: 0, C: 3651 } }, 'countFrequencyDays.A', 'countFrequencyDays.C'],
      [
        { countTolerances: { A: { percent: -1 }, C: { quantity: -0.0001, value: -1 } } },
        'countTolerances.A.percent',
        'countTolerances.C.quantity',
        'countTolerances.C.value',
      ],
      [{ countTolerances: { A: { percent: 0.00001 } } }, 'countTolerances.A.percent'],
      [{ countTolerances: { D: {} } }, 'countTolerances.D'],
    ])('refuses %j', async (input, ...paths) => {
      const { admin } = await gateway.organization();
      expect(refusal(await update(admin, input))).toEqual({ code: 'VALIDATION_FAILED', paths });
      const { body } = await admin.graphql(`{ organization { version ${settings} } }`);
      expect(body.data.organization).toEqual({ version: 1, settings: defaults });
    });
  });
});
