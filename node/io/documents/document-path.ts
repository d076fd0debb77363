/**
 * A path is segments, each percent-encoded, separated by `/`: ids may hold any character, and compare exactly.
 * `documentPath('orders', 'a/b')` is `orders/a%2Fb`.
 */
export function documentPath(...segments: readonly string[]): string {
  return segments.map(encodeURIComponent).join('/');
}

/** What a listing of everything below these segments asks for; ends in `/`. */
export function folderPath(...segments: readonly string[]): string {
  return `${documentPath(...segments)}/`;
}

/** The segments a path was made from, decoded. */
export function segmentsOf(path: string): string[] {
  return path.split('/').map(decodeURIComponent);
}
