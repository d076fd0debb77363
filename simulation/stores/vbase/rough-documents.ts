import type { Documents, ReadResult } from '@holdfast/node/io/documents/documents';
import { PlatformUnavailable } from '@holdfast/node/io/documents/platform-unavailable';
import { type Harm, harmOn } from './blow';

type Unsure = { kind: 'unsure'; message: string };

const NO_ANSWER: Unsure = { kind: 'unsure', message: 'no answer' };
const never = new Promise<never>(() => undefined);

export interface CallerOfVBase {
  /** The time that a call takes. */
  pass(): Promise<void>;
  /** What comes back, unless the caller died meanwhile. */
  outlive<T>(promise: Promise<T>): Promise<T>;
  die(): void;
}

/** The documents as one process has them: calls take time, and a step's blow falls on one of them. */
export function roughDocuments(documents: Documents, { pass, outlive, die }: CallerOfVBase): Documents {
  async function call<Result>(
    kind: 'read' | 'write',
    work: () => Promise<Result>,
    answered: (harm: Harm, result: Result | null) => Result,
  ): Promise<Result> {
    const harm = harmOn(kind);
    await pass();
    if (harm === 'cut') return dead();
    if (harm === 'lost') return answered(harm, null);
    const result = await outlive(work());
    if (harm === 'cut-after') return dead();
    return harm === null ? result : answered(harm, result);
  }
  const change = <Result>(write: () => Promise<Result | Unsure>) => call('write', write, () => NO_ANSWER);
  function dead(): Promise<never> {
    die();
    return never;
  }
  return {
    read: (path) => call('read', () => documents.read(path), readAnyhow),
    write: (...what) => change(() => documents.write(...what)),
    put: (...what) => change(() => documents.put(...what)),
    remove: (...what) => change(() => documents.remove(...what)),
    list: (...what) =>
      call(
        'read',
        () => documents.list(...what),
        () => {
          throw new PlatformUnavailable('the listing: no answer');
        },
      ),
  };
}

/** What is not there is not hidden either. */
function readAnyhow(_harm: Harm, found: ReadResult | null): ReadResult {
  if (found === null) return NO_ANSWER;
  return found.kind === 'found' ? { kind: 'unsure', message: 'it is listed, but answers 404' } : found;
}
