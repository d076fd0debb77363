const MAX_LENGTH = 160;

/**
 * The reason in VTEX's error body, short and with whatever could be a person's taken out. Known shapes:
 * `{error: {code, message}}`, `{error: {exception: {...}}}`, `{message}`, plain text, a quoted string.
 */
export function complaintOf(body: unknown): string | null {
  const text = textOf(body)?.replace(/\s+/g, ' ').trim();
  if (!text || text.startsWith('<')) return null;
  const anonymous = text
    .replace(/\S+@\S+/g, '[email]')
    .replace(/\d{3}\.?\d{3}\.?\d{3}-?\d{2}/g, '[number]')
    .replace(/eyJ[\w.-]+/g, '[token]');
  return anonymous.length > MAX_LENGTH ? `${anonymous.slice(0, MAX_LENGTH)}...` : anonymous;
}

/** VTEX fails reads and updates of a SKU with more than 2,000 active reservations with this sentence. */
export function saysTooManyActive(body: unknown): boolean {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? null);
  return /too many active reservations/i.test(text);
}

function textOf(body: unknown): string | null {
  if (typeof body === 'string') return body;
  if (!isRecord(body)) return null;
  const error = field(body, 'error') ?? body;
  if (typeof error === 'string') return error;
  if (!isRecord(error)) return null;
  const message = field(error, 'message') ?? exceptionName(field(error, 'exception'));
  const code = field(error, 'code');
  return [code, message].filter((part) => typeof part === 'string' && part !== '').join(' ') || null;
}

function exceptionName(exception: unknown): unknown {
  if (!isRecord(exception)) return null;
  return (
    field(exception, 'Message') ??
    exceptionName(field(exception, 'InnerException')) ??
    field(exception, 'ClassName')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field whatever its casing: VTEX mixes Pascal and camel case. */
export function field(record: Record<string, unknown>, name: string): unknown {
  const wanted = name.toLowerCase();
  const key = Object.keys(record).find((candidate) => candidate.toLowerCase() === wanted);
  return key === undefined ? undefined : record[key];
}
