import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface FoundChromium {
  executablePath: string;
  environment: Record<string, string>;
}

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The browser that CHROMIUM_PATH names; else, on Linux x64, the one that comes with npm; else an installed one.
 * Null when there is none.
 */
export function findChromium(): FoundChromium | null {
  const given = process.env.CHROMIUM_PATH;
  if (given) return { executablePath: given, environment: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked();
  const installed = INSTALLED.find((file) => existsSync(file));
  return installed === undefined ? null : { executablePath: installed, environment: {} };
}

/**
 * Unpacked once for each user of the machine, in a folder that appears complete or not at all: several test files
 * may want it at once. Its own fonts come along, so that pages look alike on a machine that has none.
 */
function unpacked(): FoundChromium {
  const manifest = path.join(require.resolve('@sparticuz/chromium'), '..', '..', '..', 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = path.join(tmpdir(), `holdfast-chromium-${version}-${process.getuid?.() ?? 'user'}`);
  if (!existsSync(folder)) unpackTo(folder);
  if (statSync(folder).uid !== process.getuid?.()) throw new Error(`${folder} belongs to somebody else`);
  return {
    executablePath: path.join(folder, 'chromium'),
    environment: { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
  };
}

/** In a process of its own: the package unpacks into the folder for temporary files, wherever that is. */
const UNPACK = `
  const bin = require('node:path').join(require.resolve('@sparticuz/chromium'), '..', '..', '..', 'bin');
  import('@sparticuz/chromium')
    .then(({ inflate }) => Promise.all([inflate(bin + '/chromium.br'), inflate(bin + '/fonts.tar.br')]))
    .catch((error) => {
      console.error(error);
      process.exit(1);
    });`;

function unpackTo(folder: string): void {
  const scratch = mkdtempSync(`${folder}-`);
  execFileSync(process.execPath, ['-e', UNPACK], {
    cwd: __dirname,
    env: { ...process.env, TMPDIR: scratch },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(
    path.join(scratch, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
  );
  try {
    renameSync(scratch, folder);
  } catch (error) {
    // Somebody else was faster; theirs is as good.
    rmSync(scratch, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}
