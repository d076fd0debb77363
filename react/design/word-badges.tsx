import React from 'react';
import type { DifferenceClass, ReconciliationState, RepairKind } from '../api/types/reconciliation';
import type { DeliveryState, LogKind, LogOutcome, PlanState, ReservationStatus } from '../api/types/words';
import {
  deliveryStateWord,
  differenceClassWord,
  logKindWord,
  logOutcomeWord,
  orderStatusWord,
  planStateWord,
  reconciliationStateWord,
  repairKindWord,
  reservationStatusWord,
} from '../words/machine-words';
import { ownOf } from '../words/own-of';
import { useText } from '../words/use-text';
import { wordOf } from '../words/word-of';
import type { BadgeTone } from './badge';
import { Badge } from './badge';

const RESERVATION: { [value in ReservationStatus]: BadgeTone } = {
  authorized: 'gray',
  confirmed: 'blue',
  acknowledged: 'orange',
  invoiced: 'green',
  removed: 'teal',
  canceled: 'gray',
  expired: 'gray',
};

const OUTCOME: { [value in LogOutcome]: BadgeTone } = {
  ok: 'green',
  nothing: 'gray',
  hold: 'orange',
  attention: 'red',
  retry: 'orange',
  parked: 'red',
  failed: 'red',
};

const PLAN: { [value in PlanState]: BadgeTone } = {
  held: 'orange',
  proposed: 'blue',
  approved: 'purple',
  executing: 'purple',
  executed: 'green',
  failed: 'red',
  dismissed: 'gray',
  superseded: 'gray',
};

const DELIVERY: { [value in DeliveryState]: BadgeTone } = {
  pending: 'blue',
  accepted: 'green',
  parked: 'red',
};

const DIFFERENCE: { [value in DifferenceClass]: BadgeTone } = {
  'lost-reservation': 'red',
  'foreign-update': 'orange',
  unknown: 'purple',
  'erp-only-movement': 'blue',
  late: 'gray',
};

const RECONCILIATION: { [value in ReconciliationState]: BadgeTone } = {
  running: 'purple',
  done: 'green',
  failed: 'red',
};

const REPAIR: { [value in RepairKind]: BadgeTone } = { approved: 'purple', asked: 'blue', refused: 'orange' };

function Named({ words, tones, value }: { words: object; tones: object; value: string }) {
  const t = useText();
  const tone = ownOf(tones as { [value: string]: BadgeTone | undefined }, value);
  return <Badge tone={tone ?? 'gray'}>{wordOf(t, words as { [value: string]: string }, value)}</Badge>;
}

export const ReservationBadge = ({ status }: { status: ReservationStatus }) => (
  <Named words={reservationStatusWord} tones={RESERVATION} value={status} />
);
export const OutcomeBadge = ({ outcome }: { outcome: LogOutcome }) => (
  <Named words={logOutcomeWord} tones={OUTCOME} value={outcome} />
);
export const KindBadge = ({ kind }: { kind: LogKind }) => (
  <Named words={logKindWord} tones={{}} value={kind} />
);
export const PlanBadge = ({ state }: { state: PlanState }) => (
  <Named words={planStateWord} tones={PLAN} value={state} />
);
export const DeliveryBadge = ({ state }: { state: DeliveryState }) => (
  <Named words={deliveryStateWord} tones={DELIVERY} value={state} />
);
export const DifferenceBadge = ({ kind }: { kind: DifferenceClass }) => (
  <Named words={differenceClassWord} tones={DIFFERENCE} value={kind} />
);
export const ReconciliationBadge = ({ state }: { state: ReconciliationState }) => (
  <Named words={reconciliationStateWord} tones={RECONCILIATION} value={state} />
);
export const RepairBadge = ({ kind }: { kind: RepairKind }) => (
  <Named words={repairKindWord} tones={REPAIR} value={kind} />
);
export function OrderStatusBadge({ status }: { status: string | null }) {
  const t = useText();
  if (status === null) return <Badge tone="gray">{t('admin/holdfast.order-status.none')}</Badge>;
  const tones = { handling: 'orange', 'start-handling': 'orange', invoiced: 'green', canceled: 'gray' };
  return <Named words={orderStatusWord} tones={tones} value={status} />;
}
