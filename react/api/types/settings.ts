import type { Said } from './said';
import type { Mode } from './words';

export interface Settings {
  account: string;
  mode: Mode;
  guardGapMs: number;
  gatherWindowMs: number;
  erpConnector: string | null;
  /** Where VTEX reaches the hook. */
  publicUrl: string | null;
  /** True when the store is the built-in model of one. */
  sandbox: boolean;
}

export interface ConnectorCheck {
  connector: string | null;
  healthy: boolean | null;
  note: string | null;
}

/** What became of something that was asked for. */
export interface ListenerAnswer {
  message: string;
  said: Said[];
}

export interface SweepProgress {
  state: 'idle' | 'running';
  startedAt: string | null;
  orders: number;
  total: number | null;
  /** How much of the time to be looked over is done, from 0 to 1; null: not known. */
  share: number | null;
  message: string | null;
  said: Said[] | null;
}
