import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  hookRequests: Counter<'status'>;
  flushRows: Histogram;
  flushSeconds: Histogram;
  jobs: Counter<'task' | 'outcome'>;
  jobSeconds: Histogram<'task'>;
  vtexCalls: Counter<'endpoint' | 'status'>;
  deliveries: Counter<'outcome'>;
  plans: Counter<'kind' | 'state'>;
  removals: Counter<'result'>;
  reconciliations: Counter;
  differences: Gauge<'class'>;
}

/**
 * What `/metrics` tells of this process. Labels are short lists (tasks, endpoints, statuses): never an order,
 * SKU or warehouse, which would make a series each.
 */
export function createMetrics(options: { waitingNotifications(): number }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const memory = new Gauge({
    name: 'holdfast_resident_memory_bytes',
    help: 'Resident memory of this process.',
    registers,
    collect() {
      memory.set(process.memoryUsage.rss());
    },
  });
  const waiting = new Gauge({
    name: 'holdfast_hook_waiting',
    help: 'Notifications that wait for their commit.',
    registers,
    collect() {
      waiting.set(options.waitingNotifications());
    },
  });
  return {
    registry,
    ...intakeMetrics(registers),
    ...workMetrics(registers),
  };
}

function intakeMetrics(registers: Registry[]) {
  return {
    hookRequests: new Counter({
      name: 'holdfast_hook_requests_total',
      help: 'Requests to the order hook by answered status.',
      labelNames: ['status'] as const,
      registers,
    }),
    flushRows: new Histogram({
      name: 'holdfast_flush_rows',
      help: 'Notifications committed together.',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
      registers,
    }),
    flushSeconds: new Histogram({
      name: 'holdfast_flush_seconds',
      help: 'Duration of one commit of notifications.',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5],
      registers,
    }),
  };
}

function workMetrics(registers: Registry[]) {
  return {
    jobs: new Counter({
      name: 'holdfast_jobs_total',
      help: 'Jobs by task and outcome.',
      labelNames: ['task', 'outcome'] as const,
      registers,
    }),
    jobSeconds: new Histogram({
      name: 'holdfast_job_seconds',
      help: 'Duration of a job.',
      labelNames: ['task'] as const,
      buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 30],
      registers,
    }),
    vtexCalls: new Counter({
      name: 'holdfast_vtex_calls_total',
      help: "Calls to VTEX by endpoint and status ('none': no answer).",
      labelNames: ['endpoint', 'status'] as const,
      registers,
    }),
    deliveries: new Counter({
      name: 'holdfast_deliveries_total',
      help: 'Attempts to deliver to the ERP by outcome.',
      labelNames: ['outcome'] as const,
      registers,
    }),
    plans: new Counter({
      name: 'holdfast_plans_total',
      help: 'Plans put on record by kind and the state they were recorded in.',
      labelNames: ['kind', 'state'] as const,
      registers,
    }),
    removals: new Counter({
      name: 'holdfast_removals_total',
      help: 'Inventory updates that were read back, by what was found.',
      labelNames: ['result'] as const,
      registers,
    }),
    reconciliations: new Counter({
      name: 'holdfast_reconciliations_total',
      help: 'Comparisons of the books that this process has run to their end.',
      registers,
    }),
    differences: new Gauge({
      name: 'holdfast_reconciliation_differences',
      help: 'Differences by class that the last comparison of this process found; all but late ones are for a person.',
      labelNames: ['class'] as const,
      registers,
    }),
  };
}
