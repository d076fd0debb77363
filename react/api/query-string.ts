/** A list is sent as `a,b`; what is undefined, null or empty is left out. */
export type QueryValue = string | number | readonly string[] | null | undefined;
export type Query = { readonly [name: string]: QueryValue };

/** `?a=1&b=2,3`, or nothing at all; names in the order given. */
export function queryString(query: Query): string {
  const parts: string[] = [];
  for (const name of Object.keys(query)) {
    const text = textOf(query[name]);
    if (text !== '')
      parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(text).replace(/%2C/g, ',')}`);
  }
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function textOf(value: QueryValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' ? String(value) : value.join(',');
}
