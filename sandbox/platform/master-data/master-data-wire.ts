import type { Time } from '../../time';
import type { DataEntity } from './data-entity';
import type { Fields } from './where';

/** How Master Data behaves where VTEX is silent. May be changed at any time. */
export interface MasterDataSwitches {
  /** Searches see what was written this long ago; reads by id see it at once. */
  indexDelayMs: number;
  /** Saving what is there already: 304, as apps of VTEX's own guard against. False: as any other save. */
  answersUnchanged: boolean;
  /** `REST-Range: resources=0-10` is eleven documents, or ten. VTEX's own client counts as if the end were left out. */
  rangeEnd: 'inclusive' | 'exclusive';
}

export const DEFAULT_MASTER_DATA_SWITCHES: MasterDataSwitches = {
  indexDelayMs: 0,
  answersUnchanged: true,
  rangeEnd: 'inclusive',
};

export interface MasterDataWire {
  account: string;
  time: Time;
  switches: MasterDataSwitches;
  entities: Map<string, DataEntity>;
  /** What is left of each scroll, by token. */
  scrolls: Map<string, Fields[]>;
}
