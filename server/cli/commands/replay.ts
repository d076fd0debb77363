import { DELIVERY_TYPES, type DeliveryType } from '@holdfast/node/store/delivery';
import { InvalidArgumentError } from 'commander';
import { askRunning, type Body } from '../admin-client';
import { type AddCommand, type CommonOptions, print, targetOf, withCommonOptions } from '../command';
import { NotDone } from '../exit-codes';
import { readMoment } from '../moment';

interface Options extends CommonOptions {
  since?: string;
  until?: string;
  order?: string;
  sku?: string;
  warehouse?: string;
  type?: DeliveryType[];
}

interface Page {
  replayed: number;
  leftOut: number;
  nextCursor: string | null;
}

export const addReplay: AddCommand = (program, around) => {
  const moment = (text: string) => readMoment(text, around.now());
  withCommonOptions(program.command('replay'))
    .description('Sends messages again that the ERP has taken: one by its id, or all that the options name.')
    .argument('[id]', 'of one message')
    .option('--since <moment>', 'that the ERP took since: a day, a moment, or 36h, 10d ago', moment)
    .option('--until <moment>', 'that the ERP took before', moment)
    .option('--order <id>', 'of one order')
    .option('--sku <id>', 'of one SKU')
    .option('--warehouse <id>', 'of one warehouse')
    .option('--type <type>', 'of one kind (may be repeated): reservation.changed, ...', readType)
    .addHelpText('after', HELP)
    .action(async (id: string | undefined, options: Options) => {
      const target = targetOf(options, around.env);
      const filter = filterOf(options);
      if (id !== undefined && Object.keys(filter).length > 0)
        throw new NotDone('Name one message by its id, or several by options, not both.');
      if (id !== undefined) {
        const path = `/deliveries/${encodeURIComponent(id)}/replay`;
        const again = await askRunning<{ id: string; stream: string }>(target, 'POST', path);
        return print(around, options, again, [
          `Sent again as ${again.id}, behind what waits in ${again.stream}.`,
        ]);
      }
      if (Object.keys(filter).length === 0)
        throw new NotDone('Say which messages: see holdfast replay --help.');
      // What the ERP takes from now on is new to it.
      const until = options.until ?? new Date(around.now()).toISOString();
      const sum = { replayed: 0, leftOut: 0 };
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const body: Body = { ...filter, until, ...(cursor === undefined ? {} : { cursor }) };
        const page: Page = await askRunning<Page>(target, 'POST', '/deliveries/replay', body);
        sum.replayed += page.replayed;
        sum.leftOut += page.leftOut;
        cursor = page.nextCursor;
      }
      print(around, options, sum, [
        `${sum.replayed} messages are sent again.`,
        ...(sum.leftOut > 0
          ? [`${sum.leftOut} recommendations were left out: newer ones took their place.`]
          : []),
      ]);
    });
};

function filterOf({ since, until, order, sku, warehouse, type }: Options): Body {
  const all = { since, until, orderId: order, skuId: sku, warehouseId: warehouse, type };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function readType(text: string, before: DeliveryType[] = []): DeliveryType[] {
  const type = DELIVERY_TYPES.find((one) => one === text || one === `holdfast.${text}`);
  if (type === undefined) throw new InvalidArgumentError(`It wants one of ${DELIVERY_TYPES.join(', ')}.`);
  return [...before, type];
}

const HELP = `
Each is sent under a new id and is otherwise as it was, version included; see docs/erp-webhook.md.

Examples:
  $ holdfast replay --since 2026-03-01T18:00:00Z
  $ holdfast replay --since 36h --type reservation.changed
  $ holdfast replay --order 1234567890123-01
  $ holdfast replay rsv:mystore:00-1234567890123-01:17:1_1:...:v194616320`;
