import type { BackfillView } from '@holdfast/node/api/schemas/backfill';
import { askRunning } from '../admin-client';
import { type AddCommand, type CommonOptions, print, targetOf, withCommonOptions } from '../command';
import { EXIT, NotDone } from '../exit-codes';
import { readMoment } from '../moment';

interface Options extends CommonOptions {
  since?: string;
  open?: boolean;
  stop?: boolean;
  wait: boolean;
}

const LOOK_EVERY_MS = 1_000;
const PATH = '/listeners/backfill';

export const addBackfill: AddCommand = (program, around) => {
  withCommonOptions(program.command('backfill'))
    .description('Brings in orders from before Holdfast, or from before its database was lost.')
    .option(
      '--since <moment>',
      'created, authorised or invoiced since: a day, a moment, or 36h, 10d ago',
      (text) => readMoment(text, around.now()),
    )
    .option('--open', 'all that are still under way, however old (up to two years)')
    .option('--stop', 'stop the one that goes on')
    .option('--no-wait', 'do not wait for its end')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const target = targetOf(options, around.env);
      const { since, open = false, stop = false } = options;
      if (stop && (open || since !== undefined)) throw new NotDone('Stop one, or begin one, not both.');
      let view: BackfillView;
      if (stop) view = await askRunning(target, 'POST', `${PATH}/stop`);
      else if (open || since !== undefined) {
        view = await askRunning(target, 'POST', PATH, { open, ...(since === undefined ? {} : { since }) });
      } else view = await askRunning(target, 'GET', PATH);
      const isQuiet = options.json || stop;
      for (let last = ''; view.state === 'running' && options.wait && !stop; ) {
        const line = lineOf(view);
        if (!isQuiet && line !== last) around.out(line);
        last = line;
        await around.pause(LOOK_EVERY_MS);
        view = await askRunning(target, 'GET', PATH);
      }
      print(around, options, view, [lineOf(view)]);
      if (view.isSilent || view.message !== null) around.endWith(EXIT.lookAtIt);
    });
};

const STATES: Record<BackfillView['state'], string> = {
  never: 'No backfill was ever begun.',
  running: 'It goes on',
  done: 'It is through',
  stopped: 'It was stopped',
};

function lineOf({ state, share, listed, handedOver, message, isSilent }: BackfillView): string {
  if (state === 'never') return STATES.never;
  const facts = `${STATES[state]}: ${Math.floor(share * 100)} %, ${listed} orders listed, ${handedOver} of them news.`;
  if (isSilent) return `${facts} Nobody has gone on with it for ten minutes: does a worker run?`;
  return message === null ? facts : `${facts} It waits: ${message}`;
}

const HELP = `
It goes on in the server, at VTEX's pace and behind what comes in live, also when this command is ended or the server
is killed. Without options it shows how far the last one is. Orders that are on record already are not asked for.

Examples:
  $ holdfast backfill --open
  $ holdfast backfill --open --since 30d
  $ holdfast backfill --since 2026-03-01 --no-wait
  $ holdfast backfill
  $ holdfast backfill --stop`;
