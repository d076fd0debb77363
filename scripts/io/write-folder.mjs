// The folder that VTEX's CLI is run in: exactly what is sent, outside of the npm workspace (yarn climbs up to a
// workspace's root and installs that), and the store's own in the places that name a vendor, the ERP or its support.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesSent } from './files-sent.mjs';

/** Packages that yarn installed stay: they are not sent, and it brings them up to date. */
const KEPT = 'node_modules';

/** `support` (an address for people) may be undefined: then none is named. Returns the app's id, `vendor.name`. */
export async function writeFolder(root, folder, { vendor, erpHost, support }) {
  const sent = await filesSent(root);
  empty(folder);
  for (const file of sent) cpSync(path.join(root, file), path.join(folder, file));
  const own = edit(folder, 'manifest.json', (manifest) => {
    erpPolicy(manifest).attrs.host = erpHost;
    return { ...manifest, vendor };
  });
  const former = JSON.parse(readFileSync(path.join(root, 'manifest.json'), 'utf8'));
  edit(folder, 'node/service.json', (service) => {
    for (const event of Object.values(service.events))
      if (event.sender === `${former.vendor}.${own.name}`) event.sender = `${vendor}.${own.name}`;
    return service;
  });
  if (support) {
    const page = path.join(folder, 'docs', 'README.md');
    writeFileSync(page, `${readFileSync(page, 'utf8').trimEnd()}\n\n## Support\n\n${support}\n`);
  }
  return `${vendor}.${own.name}`;
}

/** The one policy that lets the app call somebody else than VTEX. */
export function erpPolicy({ policies }) {
  const found = policies.find(({ name, attrs }) => name === 'outbound-access' && !isVtex(attrs.host));
  if (!found) throw new Error('manifest.json has no outbound-access policy for an ERP');
  return found;
}

function isVtex(host) {
  return /(^|\.)vtex(commercestable)?\.com(\.br)?$/.test(host);
}

function empty(folder) {
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const where = path.join(folder, entry.name);
    if (entry.name === KEPT) continue;
    if (entry.isDirectory() && (entry.name === 'node' || entry.name === 'react')) empty(where);
    else rmSync(where, { recursive: true });
  }
}

function edit(folder, file, change) {
  const where = path.join(folder, file);
  const changed = change(JSON.parse(readFileSync(where, 'utf8')));
  writeFileSync(where, `${JSON.stringify(changed, null, 2)}\n`);
  return changed;
}
