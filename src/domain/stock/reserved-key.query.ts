import { sql } from 'kysely';
import { HELD, NO_CHANNEL } from '../availability/atp.rules.ts';

/** Under which key an availability record sums up an allocation, over `allocation as a`: its channel, or what holds keep. */
export const reservedKey = sql<string>`case when a.document_type = 'HOLD' then ${sql.lit(HELD)} else coalesce(a.channel_id, ${sql.lit(NO_CHANNEL)}) end`;
