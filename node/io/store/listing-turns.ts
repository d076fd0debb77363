import { PlatformUnavailable } from '../documents/platform-unavailable';
import { unlessUnsure } from './markers';
import { settingPath } from './paths';
import { readPlain } from './read-document';
import type { StoreContext } from './store-context';

const PAGE = 200;

/** All paths below a folder: for those of which none may be left out. */
export async function listAll(ctx: StoreContext, folder: string): Promise<string[]> {
  return (await listFrom(ctx, folder, null, Number.POSITIVE_INFINITY)).paths;
}

/**
 * At most so many paths below a folder. With more of them the next call goes on where this one ended, and begins
 * anew after the last: as many calls as it takes go round through everything.
 */
export async function listInTurns(ctx: StoreContext, folder: string, most: number): Promise<string[]> {
  const part = await partInTurn(ctx, folder, folder, most);
  await part.goOn();
  return part.paths;
}

export interface ListedPart {
  paths: string[];
  /** The next call gets the part after this one; until then the same one. */
  goOn(): Promise<void>;
}

/** The part of a folder whose turn it is; `walk` names who goes round. */
export async function partInTurn(
  ctx: StoreContext,
  walk: string,
  folder: string,
  most: number,
): Promise<ListedPart> {
  const from = await turnOf(ctx, walk);
  try {
    const { paths, next } = await listFrom(ctx, folder, from, most);
    return { paths, goOn: () => keepTurn(ctx, walk, from, next) };
  } catch (error) {
    // Whether a listing's token is good for ever is not known: rather begin anew than stand still.
    if (error instanceof PlatformUnavailable) ctx.turns.set(walk, null);
    throw error;
  }
}

async function listFrom(
  ctx: StoreContext,
  folder: string,
  from: string | null,
  most: number,
): Promise<{ paths: string[]; next: string | null }> {
  const paths: string[] = [];
  let next = from;
  do {
    const page = await ctx.documents.list(folder, next, Math.min(PAGE, most - paths.length));
    paths.push(...page.paths.map((entry) => entry.path));
    next = page.next;
  } while (next !== null && paths.length < most);
  return { paths, next };
}

/** Remembered by the worker, and for the ones after it in a document: workers live for an hour, or less. */
async function turnOf(ctx: StoreContext, walk: string): Promise<string | null> {
  const kept = ctx.turns.get(walk);
  if (kept !== undefined) return kept;
  const found = await unlessUnsure(() => readPlain(ctx.documents, turnPath(walk)));
  return (found?.value as { value: string | null } | undefined)?.value ?? null;
}

async function keepTurn(
  ctx: StoreContext,
  walk: string,
  from: string | null,
  next: string | null,
): Promise<void> {
  ctx.turns.set(walk, next);
  // Not written is only a turn that somebody takes again.
  if (next !== from) await ctx.documents.put(turnPath(walk), { value: next });
}

function turnPath(walk: string): string {
  return settingPath(`documents.listed.${walk}`);
}
