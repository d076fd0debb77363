import { answer, type Handle, jsonBody, refusal } from './exchange';

const PATH = /^\/apps\/v\d+\/([^/]+)\/([^/]+)\/apps\/([^/]+)\/settings$/;

/** What the merchant typed in. Kept by app without its version: settings outlive an update. */
export interface AppsSettings {
  read(): Record<string, unknown>;
  save(settings: Record<string, unknown>): void;
}

export function newAppsSettings(first: Record<string, unknown>): AppsSettings {
  let saved = first;
  return {
    read: () => saved,
    save(settings) {
      saved = settings;
    },
  };
}

/** Apps as `getAppSettings` and `saveAppSettings` call it; no app's settings but one's own. */
export function apps(wire: {
  account: string;
  workspace: string;
  appName: string;
  settings: AppsSettings;
}): Handle {
  return (request) => {
    const [, account, workspace, app = ''] = PATH.exec(request.path) ?? [];
    if (account === undefined) return refusal(404, 'NotFound', 'apps knows settings only');
    const [name] = decodeURIComponent(app).split('@');
    if (account !== wire.account || workspace !== wire.workspace || name !== wire.appName)
      return refusal(403, 'Forbidden', 'settings of another app');
    if (request.method === 'GET') return answer(200, wire.settings.read());
    if (request.method !== 'PUT') return refusal(405, 'MethodNotAllowed', request.method);
    const body = jsonBody(request);
    if (typeof body !== 'object' || body === null)
      return refusal(400, 'BadRequest', 'settings are an object');
    wire.settings.save(body as Record<string, unknown>);
    return answer(204);
  };
}
