import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

export interface CliSession {
  run(...words: string[]): Promise<{ code: number | null; said: string }>;
  end(): void;
}

/**
 * A home folder in which somebody is logged in, has answered the first link's question about React, and whose every
 * request goes to `platform` (a base address). The CLI is the one of `npm run vtex`.
 */
export async function cliSession(about: {
  account: string;
  workspace: string;
  token: string;
  platform: string;
}) {
  const home = mkdtempSync(join(tmpdir(), 'holdfast-cli-'));
  const write = async (path: string, content: object) => {
    await mkdir(join(home, path, '..'), { recursive: true });
    await writeFile(join(home, path), JSON.stringify(content));
  };
  const { account, workspace, token, platform } = about;
  await write('.vtex/session/session.json', { account, token, login: 'person@store.example' });
  await write('.vtex/session/workspace.json', { currentWorkspace: workspace });
  await write('.config/configstore/vtex.json', { _numberOfReactLinks: 2 });
  const env = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    VTEX_IO: 'true',
    VTEX_COLOSSUS_ENDPOINT: `${platform}/colossus`,
    http_proxy: platform,
    https_proxy: platform,
    IGNORE_PRECHECKS: 'true',
    NO_UPDATE_NOTIFIER: 'true',
  };
  return {
    run: (...words: string[]) =>
      new Promise<{ code: number | null; said: string }>((resolve) => {
        const child = spawn(process.execPath, [join(ROOT, 'scripts', 'io-vtex.mjs'), ...words], { env });
        let said = '';
        for (const from of [child.stdout, child.stderr]) from.on('data', (text) => (said += String(text)));
        child.once('close', (code) => resolve({ code, said }));
      }),
    end: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** As VTEX ID's: who and until when can be read, and the CLI reads no more of it. */
export function sessionToken(user: string, expiresAt: number): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ sub: user, exp: Math.floor(expiresAt / 1000) })}.signature`;
}
