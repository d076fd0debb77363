import { askRunning } from '../admin-client';
import { type AddCommand, type CommonOptions, print, targetOf, withCommonOptions } from '../command';
import { EXIT, NotDone } from '../exit-codes';

interface Report {
  reconciliationId: string;
  state: 'running' | 'done' | 'failed';
  message: string;
  unexplained: number;
  accounts: Record<string, { expected: number; actual: number } | null>;
  lines: { skuId: string; warehouseId: string; differences: { class: string; message: string }[] }[];
}

const LONGEST_MS = 30 * 60_000;
const LOOK_EVERY_MS = 500;

export const addReconcile: AddCommand = (program, around) => {
  withCommonOptions(program.command('reconcile'))
    .description('Compares store, Holdfast and ERP, and prints the report. Repairs nothing.')
    .argument('[url]', 'as --url')
    .addHelpText(
      'after',
      '\nEnds with 1 when something is unexplained.\n\nExample:\n  $ holdfast reconcile https://holdfast.example.com',
    )
    .action(async (url: string | undefined, options: CommonOptions) => {
      const target = targetOf({ ...options, url: options.url ?? url }, around.env);
      let report = await askRunning<Report>(target, 'POST', '/reconciliations');
      const path = `/reconciliations/${encodeURIComponent(report.reconciliationId)}`;
      const giveUpAtMs = around.now() + LONGEST_MS;
      while (report.state === 'running') {
        if (around.now() > giveUpAtMs)
          throw new NotDone(`The reconciliation ${report.reconciliationId} did not end within 30 minutes.`);
        await around.pause(LOOK_EVERY_MS);
        report = await askRunning<Report>(target, 'GET', path);
      }
      print(around, options, report, linesOf(report));
      if (report.state !== 'done' || report.unexplained > 0) around.endWith(EXIT.lookAtIt);
    });
};

function linesOf({ reconciliationId, message, accounts, lines }: Report): string[] {
  return [
    `Reconciliation ${reconciliationId}`,
    message,
    ...Object.entries(accounts).flatMap(([name, account]) => {
      if (account === null) return [];
      const { expected, actual } = account;
      return `  ${name.padEnd(9)} expected ${expected}, found ${actual}, difference ${actual - expected}`;
    }),
    ...lines.flatMap(({ skuId, warehouseId, differences }) => [
      `SKU ${skuId} in warehouse ${warehouseId}`,
      ...differences.map((one) => `  ${one.class.padEnd(18)} ${one.message}`),
    ]),
  ];
}
