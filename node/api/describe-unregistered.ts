import type { Unregistered, UnregisterOutcome } from '../listeners/unregister';
import type { UnregisteredView } from './schemas/unregistered';

export function describeUnregistered({ hook, feed }: Unregistered): UnregisteredView {
  return { hook: viewOf(hook), feed: viewOf(feed) };
}

function viewOf(outcome: UnregisterOutcome): UnregisteredView['hook'] {
  if (outcome.kind === 'failed') return { kind: 'failed', told: outcome.failure.message };
  return { kind: outcome.kind, told: 'told' in outcome ? outcome.told : null };
}
