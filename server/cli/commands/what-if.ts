import type { WhatIf } from '@holdfast/node/core/gateway/what-if';
import { askRunning } from '../admin-client';
import { type AddCommand, type CommonOptions, print, targetOf, withCommonOptions } from '../command';
import { EXIT, NotDone } from '../exit-codes';

export const addWhatIf: AddCommand = (program, around) => {
  withCommonOptions(program.command('what-if'))
    .description('Says what a blind write of a total would do at a SKU and warehouse now. Sends nothing.')
    .argument('<sku>', 'id of the SKU')
    .argument('<warehouse>', 'id of the warehouse')
    .argument('<total>', 'the total that would be written')
    .option('--at <moment>', 'its dateUtcOnBalanceSystem (default: now)')
    .addHelpText(
      'after',
      '\nEnds with 1 when an open reservation would be discarded.\n\nExample:\n  $ holdfast what-if 101 1_1 40',
    )
    .action(
      async (skuId: string, warehouseId: string, total: string, options: CommonOptions & { at?: string }) => {
        if (!/^\d{1,10}$/.test(total)) throw new NotDone('The total has to be a whole number, 0 or more.');
        const query = new URLSearchParams({ skuId, warehouseId, total });
        if (options.at !== undefined) query.set('at', options.at);
        const target = targetOf(options, around.env);
        const answer = await askRunning<WhatIf>(target, 'GET', `/what-if?${query}`);
        print(around, options, answer, linesOf(answer));
        if (answer.discards.length > 0) around.endWith(EXIT.lookAtIt);
      },
    );
};

function linesOf({ discards, discardedUnits, backOnSale, ...answer }: WhatIf): string[] {
  const { totalQuantity, reservedQuantity, quantity, availableBefore, availableAfter, releases, at } = answer;
  return [
    `Total ${totalQuantity}, reserved ${reservedQuantity}; ${quantity} written as of ${at}:`,
    discards.length === 0
      ? '  it discards no open reservation'
      : `  it discards ${discardedUnits} units of ${discards.length} open reservations, and ${backOnSale} of them can be bought again`,
    ...discards.map(
      (one) => `    ${one.orderId ?? one.lockId}: ${one.quantity}, in handling since ${one.acknowledgedAt}`,
    ),
    `  it releases ${releases.length} settled reservations`,
    `  available ${availableBefore} -> ${availableAfter}`,
  ];
}
