import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Manifest {
  policies: { name: string; attrs?: { host: string; path: string } }[];
  settingsSchema: { properties: Record<string, unknown> };
}

const manifest: Manifest = JSON.parse(readFileSync(path.join(__dirname, '../../manifest.json'), 'utf8'));

describe('service.json', () => {
  const { routes } = JSON.parse(readFileSync(path.join(__dirname, '../../node/service.json'), 'utf8')) as {
    routes: Record<string, { rateLimitPerReplica?: { perMinute?: number; concurrent?: number } }>;
  };

  // The platform counts a call before anybody can look at its key: what strangers can use up, our own callers lack.
  it.each(['hook', 'tick', 'stockCount', 'api', 'privateApi'])('%s: strangers do not use it up', (name) => {
    const { perMinute = Number.POSITIVE_INFINITY, concurrent = 0 } = routes[name]?.rateLimitPerReplica ?? {};
    expect(perMinute / 60).toBeGreaterThanOrEqual(100);
    expect(concurrent).toBeGreaterThanOrEqual(50);
  });
});

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
