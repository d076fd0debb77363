/** How every command ends. */
export const EXIT = {
  done: 0,
  /** It was done, and found something a person has to look at. */
  lookAtIt: 1,
  /** It could not be asked or done: a wrong word, no server, no token, a refusal. */
  notDone: 2,
} as const;

export const EXIT_HELP = `Exit codes:
  0  done
  1  done, and there is something to look at
  2  not done: a wrong option, no server, a wrong token, a refusal`;

/** A sentence for a person; ends the command with `notDone`. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
}
