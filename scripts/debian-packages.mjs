// Debian's packages for the tests that need a real program of somebody else's.
import { spawnSync } from 'node:child_process';

export function runs(program, words, options = {}) {
  return spawnSync(program, words, { stdio: 'ignore', ...options }).status === 0;
}

/** Installs the packages when they are absent; null when they are there then, otherwise why they are not. */
export function whyWithout({ packages, isInstalled, who }) {
  if (isInstalled()) return null;
  if (process.platform !== 'linux' || !runs('sh', ['-c', 'command -v apt-get'])) {
    return `it is not installed, and there is no apt-get to install ${packages.join(', ')} with`;
  }
  if (process.getuid() !== 0) return `it is not installed; as root: apt-get install ${packages.join(' ')}`;
  console.error(`${who}: installing ${packages.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const said = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  if (!runs('apt-get', install, { env })) {
    // The lists of packages may be missing or old.
    runs('apt-get', ['update'], said);
    runs('apt-get', install, said);
  }
  return isInstalled() ? null : 'its packages could not be installed';
}
