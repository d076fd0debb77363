/** What the server process is started with. Given on the command line, so that they follow the code, not the data folder. */
export interface ServerSettings {
  dataFolder: string;
  port: number;
  /** Shown in every process's title; see `processes.ts`. */
  clusterName: string;
  /** False only for databases that are thrown away: no fsync at all. */
  durable: boolean;
}

const SMALL_MACHINE = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '64MB',
  // Nobody replicates from it and nobody archives it.
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '64MB',
  max_wal_size: '512MB',
  // Short statements only: helper processes would cost more memory than they save time.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  io_method: 'sync',
  // The job table fills and empties all day: what it weighs has to be noticed soon.
  autovacuum_naptime: '15s',
  logging_collector: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/** A 200 on the hook promises that the notification is on the disk. */
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
const THROWN_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export function serverArguments(settings: ServerSettings): string[] {
  const all: Record<string, string> = {
    ...SMALL_MACHINE,
    ...(settings.durable ? DURABLE : THROWN_AWAY),
    cluster_name: settings.clusterName,
    port: String(settings.port),
  };
  return [
    '-D',
    settings.dataFolder,
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}
