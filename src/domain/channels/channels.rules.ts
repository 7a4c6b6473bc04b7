/** How goods are sold there. */
export const channelTypes = ['E_COMMERCE', 'RETAIL', 'WHOLESALE', 'MARKETPLACE'] as const;
export type ChannelType = (typeof channelTypes)[number];
