import { z } from 'zod';

const wants =
  "pairs of ids with an equals sign, ours first, as in '1_1=WH,1_2=W2' (a comma, an equals sign or a percent sign inside an id is written %2C, %3D or %25)";

/**
 * Reads `1_1=WH,1_2=W2`: what is called one thing here and another in the ERP. An id may stand on the left once
 * only; what is not named is called the same.
 */
export const codeMap = z.string().transform((text, context): Record<string, string> => {
  const pairs = text
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '');
  const entries = pairs.map(readPair).filter((pair) => pair !== null);
  const map = Object.fromEntries(entries);
  if (entries.length === pairs.length && Object.keys(map).length === pairs.length) return map;
  context.addIssue({ code: 'custom', message: wants });
  return z.NEVER;
});

function readPair(pair: string): [string, string] | null {
  const parts = pair.split('=').map(decodedOrNull);
  const [ours, theirs] = parts;
  return parts.length === 2 && ours && theirs ? [ours, theirs] : null;
}

function decodedOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return null;
  }
}
