import path from 'node:path';
import { packageRoot } from '../postgres/migrations-folder';

/** `react/dist`, beside the server's own package. */
export function panelFolder(): string {
  return path.join(packageRoot(__dirname), '..', 'react', 'dist');
}
