import type DataLoader from 'dataloader';
import { type ChannelRow, channelsByIds } from '../domain/channels/channels.query.ts';
import { type OpenTx, rowsById } from './rows-by-id.ts';

/** Channels by id, within one operation. */
export function channelsById(tx: OpenTx): DataLoader<string, ChannelRow | null> {
  return rowsById(tx, channelsByIds);
}
