import { Command } from 'commander';
import type { AddCommand, Surroundings } from './command';
import { addBackfill } from './commands/backfill';
import { addReconcile } from './commands/reconcile';
import { addReplay } from './commands/replay';
import { addUnregister } from './commands/unregister';
import { addWhatIf } from './commands/what-if';
import { EXIT_HELP } from './exit-codes';

const COMMANDS: readonly AddCommand[] = [addBackfill, addReconcile, addReplay, addUnregister, addWhatIf];

/** `holdfast`, with everything it can be asked for. */
export function createProgram(around: Surroundings): Command {
  const program = new Command('holdfast')
    .description('Asks a running Holdfast for what is done once in a while.')
    .addHelpText(
      'after',
      `\n${EXIT_HELP}\n\nThe environment: HOLDFAST_ADMIN_TOKEN (the admin API's token) and HOLDFAST_URL.`,
    )
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  for (const add of COMMANDS) add(program, around);
  for (const command of program.commands) command.addHelpText('after', `\n${EXIT_HELP}`).exitOverride();
  return program;
}
