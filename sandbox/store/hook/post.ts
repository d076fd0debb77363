import type { Post } from './hook-sender';

/** The real one: reads the answer to its end, so that the connection can be used again. */
export const postJson: Post = async (url, headers, body, timeoutMs) => {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual',
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
};
