import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SETTINGS_FIELDS, type SettingsField } from '@holdfast/node/io/settings/settings-fields';

interface Manifest {
  policies: { name: string; attrs?: { host: string; path: string } }[];
  settingsSchema: { properties: Record<string, unknown> };
}

const manifest: Manifest = JSON.parse(readFileSync(path.join(__dirname, '../../manifest.json'), 'utf8'));
const fields: readonly SettingsField[] = SETTINGS_FIELDS;

describe('manifest.json', () => {
  it('asks for the settings that the app reads, in the same words', () => {
    const expected = fields.map(({ name, isSecret, ...field }) => [
      name,
      { ...field, ...(isSecret ? { format: 'password' } : {}) },
    ]);
    expect(manifest.settingsSchema.properties).toEqual(Object.fromEntries(expected));
  });

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
