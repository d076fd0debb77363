import { segmentsOf } from './document-path';

/**
 * Documents that are never removed (or only months after their last change) and that this worker has seen: a 404
 * for one of them is not believed. A bounded memory, since it only adds to what the listing says.
 */
export class SeenPaths {
  private readonly paths = new Set<string>();

  has(path: string): boolean {
    return this.paths.has(path);
  }

  add(path: string): void {
    if (!LASTING.has(segmentsOf(path)[0] ?? '')) return;
    this.paths.delete(path);
    this.paths.add(path);
    const [oldest] = this.paths.size > KEPT ? this.paths : [];
    if (oldest !== undefined) this.paths.delete(oldest);
  }

  delete(path: string): void {
    this.paths.delete(path);
  }
}

const LASTING: ReadonlySet<string> = new Set([
  'orders',
  'positions',
  'streams',
  'leases',
  'settings',
  'account',
  'reconciled',
  'removed',
  'totals',
]);
const KEPT = 20_000;
