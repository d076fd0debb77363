import type { Turns } from '../log/turns';

export interface DatabaseWatch {
  /** A connection broke: looks at once whether the database is still there. */
  look(): void;
  stop(): void;
}

export interface WatchDatabaseOptions {
  /** Any statement; rejects, or never answers, while the database is away. */
  ask(): Promise<unknown>;
  turns: Turns;
}

const EVERY_MS = 5_000;
const WHILE_WRONG_MS = 1_000;
const ANSWERS_WITHIN_MS = 3_000;

/** Asks the database now and then, so that its going and coming are told once, whoever met them first. */
export function watchDatabase({ ask, turns }: WatchDatabaseOptions): DatabaseWatch {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let looking = false;

  async function look(): Promise<void> {
    if (looking || stopped) return;
    looking = true;
    if (timer !== null) clearTimeout(timer);
    const why = await whyAway(ask);
    looking = false;
    if (stopped) return;
    if (why === null) turns.right('database');
    else turns.wrong('database', `The connection to the database was lost (${why}).`);
    timer = setTimeout(() => void look(), why === null ? EVERY_MS : WHILE_WRONG_MS);
    timer.unref();
  }

  void look();
  return {
    look: () => void look(),
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** A code or a name: what PostgreSQL says in words may name users and hosts. */
async function whyAway(ask: () => Promise<unknown>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer'), ANSWERS_WITHIN_MS);
  });
  const answered = ask().then(
    () => null,
    (error: unknown) => codeOf(error),
  );
  const why = await Promise.race([answered, late]);
  clearTimeout(timer);
  return why;
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'it broke';
}
