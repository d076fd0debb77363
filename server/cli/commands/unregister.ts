import type { UnregisteredView } from '@holdfast/node/api/schemas/unregistered';
import { ask } from '../admin-client';
import { type AddCommand, type CommonOptions, print, targetOf, withCommonOptions } from '../command';
import { EXIT } from '../exit-codes';
import { unregisterDirectly } from '../unregister-directly';

interface Options extends CommonOptions {
  dryRun?: boolean;
  giveBack: boolean;
}

export const addUnregister: AddCommand = (program, around) => {
  withCommonOptions(program.command('unregister'))
    .description(
      "Stops listening for good: removes Holdfast's hook and feed at VTEX, or gives back what they replaced.",
    )
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--no-give-back', 'forget what was there before, for an owner who no longer answers')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const how = { dryRun: options.dryRun ?? false, giveBack: options.giveBack };
      const target = targetOf(options, around.env);
      // Without a token nobody is asked: a person who stopped the server needs none.
      const asked =
        target.token === undefined
          ? ({ kind: 'no-server' } as const)
          : await ask<UnregisteredView>(target, 'POST', '/listeners/unregister', how);
      const view =
        asked.kind === 'answer' ? asked.answer : await unregisterDirectly(around.env, how, target.url);
      print(around, options, view, [
        ...(how.dryRun ? ['Nothing was done. It would end like this:'] : []),
        lineOf('hook', view.hook),
        lineOf('feed', view.feed),
      ]);
      const kinds = [view.hook.kind, view.feed.kind];
      if (kinds.includes('failed') || kinds.includes('not-ours')) around.endWith(EXIT.lookAtIt);
    });
};

function lineOf(name: 'hook' | 'feed', { kind, told }: UnregisteredView['hook']): string {
  switch (kind) {
    case 'removed':
      return `The order ${name} is removed.`;
    case 'given-back':
      return `The order ${name} is again what it was before Holdfast: ${told}`;
    case 'none':
      return `There is no order ${name}.`;
    case 'not-ours':
      return `The order ${name} is not Holdfast's and is left alone: ${told}`;
    case 'failed':
      return `The order ${name} could not be removed: ${told}`;
  }
}

const HELP = `
A running server is asked to do it (HOLDFAST_ADMIN_TOKEN); when none answers it is done from here, with the server's
environment (VTEX_*, and DATABASE_URL or HOLDFAST_DATA_DIR). A server that starts later registers nothing, until
somebody registers the hook again in the panel. May be repeated. Ends with 1 when something is left at VTEX.

Examples:
  $ holdfast unregister --dry-run
  $ holdfast unregister`;
