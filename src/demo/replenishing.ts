import { approveReplenishment } from '../domain/replenishment/approve-replenishment.command.ts';
import type { ReplenishmentConfigInput } from '../domain/replenishment/configs.rules.ts';
import { draftReplenishments } from '../domain/replenishment/draft-replenishments.command.ts';
import { orderReplenishment } from '../domain/replenishment/order-replenishment.command.ts';
import { setReplenishmentConfigs } from '../domain/replenishment/set-configs.command.ts';
import type { DemoProduct } from './catalogue.ts';
import type { At, Story } from './telling.ts';

/** What is replenished by settings: coffee, tea and tableware. */
const branches = ['COF', 'TEA', 'TBL'];

/** The settings of a product: stores are filled up from the distribution centres, which buy by what they sell. */
function settingsOf({ sku, plenty }: DemoProduct): ReplenishmentConfigInput[] {
  const globalSku = sku;
  const store = {
    globalSku,
    min: '4',
    reorderPoint: '8',
    max: '24',
    orderMultiple: '4',
    autoApproveLimit: '12',
  };
  const preferredSource = { type: 'TRANSFER' as const, locationId: 'DC-EAST' };
  const supplier = sku.startsWith('TBL') ? 'Clay & Glass' : 'Leaf & Bean';
  return [
    { ...store, locationId: 'ST-BERLIN', preferredSource },
    { ...store, locationId: 'ST-LONDON', preferredSource },
    {
      globalSku,
      locationId: 'DC-EAST',
      method: 'DAYS_OF_COVER',
      min: '5',
      reorderPoint: '20',
      // of what is hardly sold nobody has said how much there should be
      max: plenty === 'none' ? null : '60',
      safetyStock: '5',
      leadTimeDays: 7,
      coverDays: 14,
      orderMultiple: '12',
      preferredSource: { type: 'PURCHASE', supplier },
    },
    {
      globalSku,
      locationId: 'DC-WEST',
      method: 'MIN_MAX',
      min: '6',
      max: '120',
      orderMultiple: '12',
      preferredSource: { type: 'TRANSFER', locationId: 'DC-EAST', supplier },
    },
  ];
}

/** How coffee, tea and tableware are replenished, and what is on its way to London. */
export async function leaveReplenishing(at: At, { clock, products }: Story): Promise<void> {
  const configs = products.filter(({ sku }) => branches.includes(sku.slice(0, 3))).flatMap(settingsOf);
  await at(clock.at(0, 8), (command) => setReplenishmentConfigs(command, configs));
  await at(clock.at(0, 8), async (command) => {
    const { suggestions } = await draftReplenishments(command, { locationId: 'ST-LONDON', limit: 6 });
    const [first, second] = suggestions.flatMap(({ replenishmentId }) => replenishmentId ?? []);
    for (const id of [first, second]) if (id) await approveReplenishment(command, { id });
    if (first) await orderReplenishment(command, { id: first });
  });
}
