import { CommanderError } from 'commander';
import type { Surroundings } from './command';
import { createProgram } from './create-program';
import { EXIT, NotDone } from './exit-codes';

/** Runs one command; its exit code. `words` without the program's own name. */
export async function runCli(
  words: readonly string[],
  around: Omit<Surroundings, 'endWith'> & { err(line: string): void },
): Promise<number> {
  let code: number = EXIT.done;
  const endWith = (given: number) => {
    code = given;
  };
  const program = createProgram({ ...around, endWith });
  for (const command of [program, ...program.commands]) {
    command.configureOutput({
      writeOut: (text) => around.out(text.trimEnd()),
      writeErr: (text) => around.err(text.trimEnd()),
    });
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    // Help that was asked for is an answer, a wrong word is not.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.notDone;
    if (!(error instanceof NotDone)) throw error;
    around.err(error.message);
    return EXIT.notDone;
  }
}
