import path from 'node:path';
import type { Context, Middleware } from 'koa';
import { createPanelFiles, type PanelFile, type PanelFiles } from './panel-files';

export const PANEL_PATH = '/admin/';

export interface PanelOptions {
  /** Where the built panel lies; it may be built while we run. */
  folder: string;
}

/** `/` leads to the panel, `/admin/` is it: one page with its assets, all of it from here. */
export function panelRoutes({ folder }: PanelOptions): Middleware {
  const files = createPanelFiles(folder);
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    if (ctx.path === '/' || ctx.path === '/admin') return ctx.redirect(PANEL_PATH);
    if (!ctx.path.startsWith(PANEL_PATH)) return next();
    protect(ctx);
    if ((await files.read('index.html')) === null) return sayHowToBuild(ctx);
    await sendFile(ctx, files, ctx.path.slice(PANEL_PATH.length) || 'index.html');
  };
}

/**
 * The page may load and call nothing but this server, and nobody may put it into a frame. The design system
 * writes its styles into the page, hence 'unsafe-inline' for styles; scripts come from files only.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

function protect(ctx: Context): void {
  ctx.set({
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
  });
}

/** Vite puts a hash of the content into the name of each asset: what has the name never changes. */
const HASHED = /^assets\/.+-[\w-]{8}\.\w+$/;

async function sendFile(ctx: Context, files: PanelFiles, name: string): Promise<void> {
  ctx.vary('Accept-Encoding');
  const packed = ctx.acceptsEncodings('gzip', 'identity') === 'gzip' ? await files.read(`${name}.gz`) : null;
  const file = packed ?? (await files.read(name));
  if (file === null) {
    ctx.set('Cache-Control', 'no-store');
    ctx.status = 404;
    ctx.body = { error: `There is nothing here; the panel is at ${PANEL_PATH}.` };
    return;
  }
  ctx.set('Cache-Control', HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (packed !== null) ctx.set('Content-Encoding', 'gzip');
  answerWith(ctx, file, path.extname(name));
}

function answerWith(ctx: Context, { bytes, modifiedMs }: PanelFile, kind: string): void {
  ctx.status = 200;
  ctx.lastModified = new Date(modifiedMs);
  ctx.type = kind;
  ctx.body = bytes;
  if (ctx.fresh) ctx.status = 304;
}

function sayHowToBuild(ctx: Context): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.status = 503;
  ctx.type = 'html';
  ctx.body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Holdfast</title>
<h1>The panel is not built</h1>
<p>Run <code>npm start</code>, or only build it: <code>node scripts/prepare.mjs --build</code>, and load this page again.</p>`;
}
