import type { Deed, Op, World } from '../world.ts';
import * as counts from './counts.ts';
import * as expiry from './expiry.ts';
import * as holds from './holds.ts';
import * as policies from './policies.ts';
import * as putAway from './put-away.ts';
import * as replenishment from './replenishment.ts';
import * as requests from './requests.ts';
import * as reservations from './reservations.ts';
import * as stock from './stock.ts';
import * as transfers from './transfers.ts';

type Make = (world: World, op: Op) => Deed | null;

interface Kind {
  /** How often it is tried. */
  weight: number;
  /** Makes it of the numbers of an operation; null: there is nothing to do it with. */
  make: Make;
  /** What is done then: the step before it. */
  instead?: string;
}

/** Every write of the check. */
export const deeds: Readonly<Record<string, Kind>> = {
  receive: { weight: 12, make: stock.receive },
  adjust: { weight: 6, make: stock.adjust },
  set: { weight: 3, make: stock.set },
  recordCount: { weight: 3, make: stock.recordCount },
  reverse: { weight: 3, make: stock.reverse, instead: 'receive' },
  correctLot: { weight: 2, make: stock.correctLot, instead: 'receive' },
  changeLot: { weight: 2, make: stock.changeLot },
  reserve: { weight: 8, make: reservations.reserve },
  extend: { weight: 1, make: reservations.extend, instead: 'reserve' },
  release: { weight: 2, make: reservations.release, instead: 'reserve' },
  commit: { weight: 4, make: reservations.commit, instead: 'reserve' },
  hold: { weight: 4, make: holds.hold },
  holdLot: { weight: 1, make: holds.holdLot },
  releaseHold: { weight: 3, make: holds.releaseHold, instead: 'hold' },
  createTransfer: { weight: 4, make: transfers.create },
  approveTransfer: { weight: 4, make: transfers.approve, instead: 'createTransfer' },
  shipTransfer: { weight: 4, make: transfers.ship, instead: 'approveTransfer' },
  receiveTransfer: { weight: 5, make: transfers.receive, instead: 'shipTransfer' },
  writeOffTransfer: { weight: 2, make: transfers.writeOff, instead: 'shipTransfer' },
  cancelTransfer: { weight: 1, make: transfers.cancel, instead: 'createTransfer' },
  createRequest: { weight: 4, make: requests.create },
  submitRequest: { weight: 4, make: requests.submit, instead: 'createRequest' },
  approveRequest: { weight: 5, make: requests.approve, instead: 'submitRequest' },
  rejectRequest: { weight: 1, make: requests.reject, instead: 'submitRequest' },
  pickRequest: { weight: 4, make: requests.pick, instead: 'approveRequest' },
  issueRequest: { weight: 4, make: requests.issue, instead: 'pickRequest' },
  cancelRequest: { weight: 1, make: requests.cancel, instead: 'createRequest' },
  rollBackRequest: { weight: 4, make: requests.rollBack, instead: 'approveRequest' },
  createCount: { weight: 2, make: counts.create },
  startCount: { weight: 2, make: counts.start, instead: 'createCount' },
  enterCounts: { weight: 4, make: counts.enter, instead: 'startCount' },
  submitCount: { weight: 3, make: counts.submit, instead: 'enterCounts' },
  resolveCount: { weight: 4, make: counts.resolve, instead: 'submitCount' },
  reopenCount: { weight: 1, make: counts.reopen, instead: 'submitCount' },
  cancelCount: { weight: 1, make: counts.cancel, instead: 'createCount' },
  createTask: { weight: 4, make: putAway.create },
  startTask: { weight: 3, make: putAway.start, instead: 'createTask' },
  completeTask: { weight: 3, make: putAway.complete, instead: 'startTask' },
  cancelTask: { weight: 1, make: putAway.cancel, instead: 'createTask' },
  consume: { weight: 2, make: expiry.consume, instead: 'receive' },
  markExpired: { weight: 3, make: expiry.expire, instead: 'receive' },
  destroy: { weight: 2, make: expiry.destroy, instead: 'receive' },
  createReplenishment: { weight: 2, make: replenishment.create },
  approveReplenishment: { weight: 2, make: replenishment.approve, instead: 'createReplenishment' },
  orderReplenishment: { weight: 2, make: replenishment.order, instead: 'approveReplenishment' },
  receiveReplenishment: { weight: 3, make: replenishment.receive, instead: 'orderReplenishment' },
  cancelReplenishment: { weight: 1, make: replenishment.cancel, instead: 'createReplenishment' },
  changePolicy: { weight: 1, make: policies.change },
};

/** The write of an operation, or the nearest step before it that there is something to do with. */
export function deedOf(world: World, op: Op): { name: string; deed: Deed } | null {
  for (let name: string | undefined = op.do; name !== undefined; name = deeds[name]?.instead) {
    const deed = deeds[name]?.make(world, op);
    if (deed) return { name, deed };
  }
  return null;
}
