import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Manifest {
  policies: { name: string; attrs?: { host: string; path: string } }[];
  settingsSchema: { properties: Record<string, unknown> };
}

const manifest: Manifest = JSON.parse(readFileSync(path.join(__dirname, '../../manifest.json'), 'utf8'));

describe('manifest.json', () => {
  it('shows no setting to a browser: secrets are among them', () => {
    expect(manifest.settingsSchema).not.toHaveProperty('access');
  });

  it('lets the app call VTEX and one ERP, nobody else', () => {
    const hosts = manifest.policies.flatMap(({ attrs }) => (attrs ? [attrs.host] : []));
    const foreign = hosts.filter((host) => !/(^|\.)vtex(commercestable)?\.com(\.br)?$/.test(host));
    expect(foreign).toHaveLength(1);
    expect(hosts.join()).not.toContain('*');
  });
});
