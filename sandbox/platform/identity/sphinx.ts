import { answer, type Handle, refusal } from '../exchange';
import type { Policies } from '../policies';
import type { Credentials } from './credentials';

const PATH = /^\/sphinx\/v0\/[^/]+\/[^/]+\/user\/([^/]+)\/isAdmin$/;

/** Sphinx: whether somebody who is logged in is an admin of the store, which here is whoever holds a resource. */
export function sphinx({ policies, credentials }: { policies: Policies; credentials: Credentials }): Handle {
  return ({ method, path }) => {
    if (!policies.holds('sphinx-is-admin')) return refusal(403, 'Forbidden', 'no sphinx-is-admin policy');
    const user = PATH.exec(path)?.[1];
    if (method !== 'GET' || user === undefined) return refusal(404, 'NotFound', `sphinx has no ${path}`);
    return answer(200, credentials.isAdmin(decodeURIComponent(user)));
  };
}
