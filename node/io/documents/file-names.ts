import { documentPath, segmentsOf } from './document-path';

/**
 * Where a document's path is kept: the first segment is the bucket, the others one flat file name. Whether VBase
 * takes every character in a name, or folders, is not established, so a name holds only `A-Z a-z 0-9 - _ .`:
 * any other byte is `_` and two hex digits, segments are joined by a dot, an empty one is a lone `_`. The ending
 * makes a whole name no prefix of another, so that listing with it shows this file and no other.
 */
export interface FileName {
  bucket: string;
  file: string;
}

const ENDING = '.json';

export function fileOf(path: string): FileName {
  const [bucket = '', ...rest] = segmentsOf(path);
  return { bucket, file: `${rest.map(encodeSegment).join('.')}${ENDING}` };
}

/** For listing: a folder's prefix ends in a dot (a whole bucket's is empty), a path's is the file itself. */
export function prefixOf(path: string): FileName {
  if (!path.endsWith('/')) return fileOf(path);
  const [bucket = '', ...rest] = segmentsOf(path.slice(0, -1));
  return { bucket, file: rest.map((segment) => `${encodeSegment(segment)}.`).join('') };
}

/** Null for a file that is none of ours. */
export function pathOf({ bucket, file }: FileName): string | null {
  if (!file.endsWith(ENDING)) return null;
  const segments = file.slice(0, -ENDING.length).split('.').map(decodeSegment);
  return segments.includes(null) ? null : documentPath(bucket, ...segments.map(String));
}

function encodeSegment(segment: string): string {
  if (segment === '') return '_';
  return [...Buffer.from(segment, 'utf8')].map((byte) => PLAIN[byte] ?? escaped(byte)).join('');
}

function escaped(byte: number): string {
  return `_${byte.toString(16).padStart(2, '0')}`;
}

const PLAIN: Record<number, string> = Object.fromEntries(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-'].map((char) => [
    char.charCodeAt(0),
    char,
  ]),
);

function decodeSegment(encoded: string): string | null {
  if (encoded === '_') return '';
  if (!/^(?:[A-Za-z0-9-]|_[0-9a-f]{2})+$/.test(encoded)) return null;
  const percent = encoded.replace(/_/g, '%');
  try {
    return decodeURIComponent(percent);
  } catch {
    return null;
  }
}
