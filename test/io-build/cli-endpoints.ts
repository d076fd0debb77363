import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Listening, listen } from '@holdfast/sandbox/listen';

export interface CliCall {
  method: string;
  /** Without its query. */
  path: string;
  query: string;
  authorization: string | undefined;
  body: Buffer;
}

export interface CliEndpoints extends Listening {
  calls: CliCall[];
}

interface About {
  account: string;
  workspace: string;
  token: string;
  /** What `builder-hub` says of a build that it was sent. */
  build: { code: 'success' | 'fail'; message?: string };
}

/**
 * What VTEX's CLI asks of the platform for `whoami`, `link` and `publish`, as its own code asks it (vtex/toolbelt,
 * `src/api/clients`): the workspace, the builder's availability and pinned dependencies, the project as a zip, and
 * the build's fate as server-sent events. A proxy to the CLI, so that every host ends here. Everything else is 404.
 */
export async function startCliEndpoints(about: About): Promise<CliEndpoints> {
  const calls: CliCall[] = [];
  const listeners = new Set<ServerResponse>();
  const tell = (subject: string) => {
    const told = { sender: 'vtex.builder-hub@0.299.0', subject, level: 'info', key: 'build.status' };
    const body = { ...about.build, details: { errorCode: 'build_failed' } };
    for (const one of listeners) one.write(`data: ${JSON.stringify({ ...told, body })}\n\n`);
  };
  const answerTo = (call: CliCall): object | undefined => {
    const { account, workspace, token } = about;
    if (call.authorization !== undefined && !call.authorization.endsWith(token)) return undefined;
    if (
      call.path.endsWith(`/Workspaces.svc/${account}/${workspace}`) ||
      call.path === `/${account}/${workspace}`
    )
      return { name: workspace, weight: 0, production: false };
    if (call.path.includes('/availability/')) return { availability: { hostname: 'builder', score: 1 } };
    if (call.path.endsWith('/pinneddeps'))
      return { common: {}, builders: { node: { '7.x': { typescript: '5.5.3' } } } };
    const sent = /\/(link|publish)\/([^/]+)$/.exec(call.path);
    if (call.method === 'POST' && sent) {
      const [, , id = ''] = sent;
      setTimeout(tell, 200, decodeURIComponent(id));
      return { code: 'build.accepted' };
    }
    return undefined;
  };
  const server = await listen(async (request, response) => {
    const call = await read(request);
    if (call.path.endsWith('/events') || call.path.endsWith('/logs')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': here\n\n');
      listeners.add(response);
      response.once('close', () => listeners.delete(response));
      return;
    }
    calls.push(call);
    const found = answerTo(call);
    response.writeHead(found ? 200 : 404, {
      'content-type': 'application/json',
      'x-vtex-sticky-host': 'one',
    });
    response.end(JSON.stringify(found ?? { message: 'not emulated' }));
  }, 0);
  return { ...server, calls };
}

async function read(request: IncomingMessage): Promise<CliCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { pathname, search } = new URL(request.url ?? '/', 'http://cli');
  return {
    method: request.method ?? '',
    path: pathname,
    query: search,
    authorization: request.headers.authorization,
    body: Buffer.concat(chunks),
  };
}
