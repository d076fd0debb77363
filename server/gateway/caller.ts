import type { NumberMeant } from '@holdfast/node/core/gateway/claim';

/** A system that writes stock as if to VTEX, with the key pair that it was given here. */
export interface Caller extends NumberMeant {
  name: string;
  /** The gateway's own pair, never VTEX's. */
  appKey: string;
  appToken: string;
  /** `guard`: each write passes the gate. `shadow`: it goes to VTEX as it is, and the log says what the gate would do. */
  mode: 'guard' | 'shadow';
}
