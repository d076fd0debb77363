import type { GatePlan } from '@holdfast/node/core/gate/plan';
import { claimOf } from '@holdfast/node/core/gateway/claim';
import { asPlanId } from '@holdfast/node/core/id';
import { instantOfMs } from '@holdfast/node/core/instant';
import type { Position } from '@holdfast/node/core/position';
import { few, type Sentence } from '@holdfast/node/core/said/said';
import { say, together } from '@holdfast/node/core/said/say';
import type { ChainServices } from '@holdfast/node/middlewares/chain-services';
import { type Foreseen, foresee } from '@holdfast/node/removal/what-if';
import { noteShadowTotal } from '@holdfast/node/removal/write-past-us';
import type { Caller } from './caller';
import type { GuardServices } from './guard-write';
import { POSITION_PATH, QUANTITY_PATH } from './inventory-paths';
import type { RawAnswer, RawVtex } from './raw-vtex';
import type { StockWrite } from './read-write';

export interface ShadowServices extends Pick<GuardServices, 'countMaxAgeDays'> {
  vtex: RawVtex;
  chain: ChainServices;
  /** How long the position may be looked at before a write goes through unlooked. */
  lookMs: number;
}

interface Through {
  caller: Caller;
  position: Position;
  write: StockWrite;
  method: 'PUT' | 'PATCH';
  /** As it came: VTEX gets it whole. */
  body: unknown;
}

/**
 * Lets a write through to VTEX as it is. Before it goes the position is looked at, so that the log can say what it
 * discarded and what the gate would have sent instead; a look that takes long, or fails, holds nothing up.
 */
export async function shadowWrite(services: ShadowServices, through: Through): Promise<RawAnswer> {
  const { method, position, body } = through;
  const seen = await look(services, through);
  const path = method === 'PUT' ? POSITION_PATH : QUANTITY_PATH;
  const answer = await services.vtex({ endpoint: { method, path }, ids: { ...position }, body });
  if (answer.kind !== 'answer' || answer.status < 300)
    await noteShadowTotal(services.chain.store, position, through.write.quantity);
  await tell(services, through, answer, seen);
  return answer;
}

async function look(services: ShadowServices, through: Through): Promise<Foreseen | null> {
  const { chain, lookMs } = services;
  const { position, write, caller } = through;
  const received = { receivedAt: instantOfMs(chain.now()), oldestDays: services.countMaxAgeDays };
  const { claim, countedAt } = claimOf(caller, write, received);
  const count = {
    position,
    onHand: write.quantity,
    countedAt,
    reference: 'shadow',
    planId: asPlanId('shadow'),
    claim,
  };
  const seen = foresee(chain, position, { quantity: write.quantity, at: write.datedAt }, count);
  return Promise.race([seen.catch(() => null), chain.pause(lookMs).then(() => null)]);
}

async function tell(
  { chain }: ShadowServices,
  { caller, position, write }: Through,
  answer: RawAnswer,
  seen: Foreseen | null,
): Promise<void> {
  const status = answer.kind === 'answer' ? answer.status : null;
  const wasTaken = status !== null && status < 300;
  const discarded = seen?.kind === 'foreseen' ? seen.whatIf : null;
  const units = wasTaken && discarded !== null ? discarded.discardedUnits : 0;
  const sentence = together(
    say('gateway.went-through', { ...position, caller: caller.name, quantity: write.quantity }),
    status === null ? say('gateway.no-answer') : wasTaken ? null : say('gateway.refused', { code: status }),
    wasTaken ? discardedSentence(seen) : null,
    seen?.kind === 'foreseen' && seen.gate !== null ? gateSentence(seen.gate) : null,
  );
  const detail = {
    writer: caller.name,
    mode: 'shadow',
    discardedUnits: units,
    discards: wasTaken && discarded !== null ? discarded.discards.slice(0, 20) : [],
    availableBefore: discarded?.availableBefore ?? null,
    availableAfter: discarded?.availableAfter ?? null,
    backOnSale: wasTaken ? (discarded?.backOnSale ?? null) : 0,
  };
  const outcome = !wasTaken ? 'failed' : units > 0 ? 'attention' : 'ok';
  await chain.store.appendLog([{ kind: 'write', outcome, ...sentence, ...position, detail }]);
}

function discardedSentence(seen: Foreseen | null): Sentence {
  // Without stock of it there is nothing to discard.
  if (seen?.kind === 'absent') return say('gateway.discarded-nothing');
  if (seen?.kind !== 'foreseen') return say('gateway.not-looked');
  const { discardedUnits: units, discards } = seen.whatIf;
  if (units === 0) return say('gateway.discarded-nothing');
  return say('gateway.discarded', { units, names: few(discards.map((one) => one.orderId ?? one.lockId)) });
}

function gateSentence(gate: GatePlan): Sentence {
  switch (gate.kind) {
    case 'remove':
      return say('gateway.would-send', { total: gate.update.quantity });
    case 'hold':
      return say('gateway.would-wait');
    case 'attention':
      return say('gateway.would-ask');
    case 'nothing':
      return say('gateway.would-do-nothing');
  }
}
