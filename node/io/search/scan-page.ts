import type { Page } from '../../api/ports';
import type { NamePage } from '../store/document-reads';

export interface Scan<Name, View> {
  after: { after: string } | null;
  limit: number;
  names(after: string | null, limit: number): Promise<NamePage<Name>>;
  /** At most one view a name, in the order of the names. */
  views(names: readonly Name[]): Promise<View[]>;
  /** True once this page has cost enough. */
  isEnough?(): boolean;
}

/** Names that one page looks at, at most: a filter that finds little must not read everything. */
const MOST_NAMES = 400;

/**
 * A page made from a listing: asks for as many names as rows are missing, so that it never stops in the middle of
 * a listing's page, and goes on where the listing does. Ends early after `MOST_NAMES` names: a page may hold less
 * than the limit, even nothing, and still be followed by another.
 */
export async function scanPage<Name, View>(scan: Scan<Name, View>): Promise<Page<View, { after: string }>> {
  const rows: View[] = [];
  let after = scan.after?.after ?? null;
  let looked = 0;
  do {
    const { names, next } = await scan.names(after, scan.limit - rows.length);
    rows.push(...(await scan.views(names)));
    looked += Math.max(1, names.length);
    if (next === null) return { rows, next: null };
    after = next;
  } while (rows.length < scan.limit && looked < MOST_NAMES && !scan.isEnough?.());
  return { rows, next: { after } };
}
