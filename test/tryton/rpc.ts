import { ADMIN } from './folder';

/** A Tryton as a person's own script would drive it; shares nothing with the connector. */
export type Call = (method: string, ...args: unknown[]) => Promise<unknown>;

export interface RpcUser {
  call: Call;
  /** Added to every later call. */
  use(context: Record<string, unknown>): void;
}

/** Where a database of Tryton's is served. */
export interface TrytonAddress {
  /** Without the database. */
  url: string;
  database: string;
}

export async function login(
  { url, database }: TrytonAddress,
  { user, password }: { user: string; password: string } = ADMIN,
): Promise<RpcUser> {
  const address = `${url}/${database}/`;
  const session = (await post(address, {}, 'common.db.login', [user, { password }, 'en'])) as [
    number,
    string,
  ];
  const authorization = `Session ${Buffer.from([user, ...session].join(':')).toString('base64')}`;
  let context: Record<string, unknown> = { language: 'en' };
  return {
    call: (method, ...args) => post(address, { authorization }, `model.${method}`, [...args, context]),
    use(more) {
      context = { ...context, ...more };
    },
  };
}

async function post(
  address: string,
  headers: Record<string, string>,
  method: string,
  params: unknown[],
): Promise<unknown> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ id: 1, method, params }),
    redirect: 'error',
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method}: ${response.status} ${text.slice(0, 200)}`);
  const { result, error } = JSON.parse(text) as { result?: unknown; error?: unknown };
  if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
  return result;
}

export const decimal = (text: string) => ({ __class__: 'Decimal', decimal: text });
