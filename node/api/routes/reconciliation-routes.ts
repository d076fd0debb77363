import type { Position } from '../../core/position';
import type { RepairOutcome } from '../../reconciliation/repair-report';
import type { Report, ReportSummary } from '../../store/reconciliation';
import { describeReport, describeSummary } from '../describe-reconciliation';
import { answered, failed, type Reply, type Route, route } from '../route';
import {
  reconciliation,
  reconciliationList,
  reconciliationParams,
  reconciliationQuery,
  reconciliationSummary,
  repairBody,
  repaired,
} from '../schemas/reconciliation';

/** Comparing the books of store, Holdfast and ERP; absent where the host keeps no reports. */
export interface ReconciliationApi {
  /** The newest first. */
  list(limit: number): Promise<ReportSummary[]>;
  read(reconciliationId: string): Promise<Report | null>;
  /** Begins one; it goes on by itself. */
  begin(): Promise<ReportSummary>;
  repair(
    reconciliationId: string,
    request: { positions: Position[] | null; who: string; note: string | null },
  ): Promise<RepairOutcome>;
}

const NOT_HERE = 'This host keeps no reconciliations: compare the books with the standalone server.';
const UNKNOWN = 'There is no such reconciliation.';

export function reconciliationRoutes({
  reconciliations: books,
}: {
  reconciliations?: ReconciliationApi;
}): Route[] {
  return [
    route({
      method: 'get',
      path: '/reconciliations',
      summary: 'Comparisons of the books of store, Holdfast and ERP, newest first',
      query: reconciliationQuery,
      answerName: 'Reconciliations',
      answer: reconciliationList,
      failures: [404],
      handle: async ({ query }) =>
        books === undefined
          ? failed(404, NOT_HERE)
          : answered({ reconciliations: (await books.list(query.limit)).map(describeSummary) }),
    }),
    route({
      method: 'get',
      path: '/reconciliations/{reconciliationId}',
      summary: 'One comparison with every difference, its class and a sentence',
      params: reconciliationParams,
      answerName: 'Reconciliation',
      answer: reconciliation,
      failures: [404],
      handle: async ({ params }) => {
        const report = await books?.read(params.reconciliationId);
        if (report === undefined) return failed(404, NOT_HERE);
        return report === null ? failed(404, UNKNOWN) : answered(describeReport(report));
      },
    }),
    route({
      method: 'post',
      path: '/reconciliations',
      need: 'approver',
      tells: 'person.compare',
      summary: 'Compares the books now; read the report under the id that this answers with',
      answerName: 'ReconciliationSummary',
      answer: reconciliationSummary,
      failures: [404],
      handle: async () =>
        books === undefined ? failed(404, NOT_HERE) : answered(describeSummary(await books.begin())),
    }),
    route({
      method: 'post',
      path: '/reconciliations/{reconciliationId}/repair',
      tells: 'person.repair',
      summary: 'Sets right what was reviewed, by way of recommendations; nothing is sent directly',
      params: reconciliationParams,
      body: repairBody,
      answerName: 'Repairs',
      answer: repaired,
      failures: [404, 409],
      need: 'approver',
      handle: async ({ params, body, caller: { who } }) => {
        if (books === undefined) return failed(404, NOT_HERE);
        const request = { positions: body.positions ?? null, who, note: body.note ?? null };
        return repairReply(await books.repair(params.reconciliationId, request));
      },
    }),
  ];
}

function repairReply(outcome: RepairOutcome): Reply<{ repairs: RepairView[] }> {
  if (outcome.kind === 'not-found') return failed(404, UNKNOWN);
  if (outcome.kind === 'refused') return failed(409, outcome.why);
  return answered({
    repairs: outcome.repairs.map(({ position, ...repair }) => ({ ...repair, ...position })),
  });
}

type RepairView = Omit<Extract<RepairOutcome, { kind: 'repaired' }>['repairs'][number], 'position'> &
  Position;
