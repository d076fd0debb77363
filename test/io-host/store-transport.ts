import type { VtexAnswer, VtexRequest } from '@holdfast/node/clients/vtex/transport';
import type { Sandbox } from '@holdfast/sandbox/start-sandbox';

/** The sandbox's store, with its own key instead of the app's token. */
export function storeTransport({ store }: Sandbox): (request: VtexRequest) => Promise<VtexAnswer> {
  return async ({ method, path, query, body }) => {
    const url = new URL(path, store.url);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value));
    const headers = {
      'content-type': 'application/json',
      'x-vtex-api-appkey': store.appKey,
      'x-vtex-api-apptoken': store.appToken,
    };
    const answer = await fetch(url, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return {
      kind: 'answer',
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: jsonOf(text),
    };
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
