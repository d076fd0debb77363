const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Why VTEX could not call this URL, as a sentence; null when it can. Plain http only where nothing leaves the machine. */
export function hookUrlProblem(text: string): string | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'HOLDFAST_PUBLIC_URL is not a URL.';
  }
  if (url.username || url.password) return 'HOLDFAST_PUBLIC_URL must not carry a user or password.';
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && LOOPBACK.test(url.hostname)) return null;
  return 'HOLDFAST_PUBLIC_URL must be https: VTEX calls nothing else (plain http is for loopback only).';
}
