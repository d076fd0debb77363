#!/usr/bin/env node
// Makes the app a store's own: `npm run io:prepare -- --vendor ACCOUNT --erp-host HOST [--support ADDRESS]` writes the
// folder `io/`, in which VTEX's CLI is run (`npm run vtex`).
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownWords } from './io/own-words.mjs';
import { writeFolder } from './io/write-folder.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const words = ownWords('io:prepare');
const app = await writeFolder(root, path.join(root, 'io'), words);
console.log(`io:prepare: io/ is ${app} now, and may call ${words.erpHost}. Prove it: npm run io:build`);
