import { existsSync } from 'node:fs';
import path from 'node:path';
import { send } from '@koa/send';
import type { Context, Middleware } from 'koa';

export const PANEL_PATH = '/admin/';

export interface PanelOptions {
  /** Where the built panel lies; it may be built while we run. */
  folder: string;
}

/** `/` leads to the panel, `/admin/` is it: one page with its assets, all of it from here. */
export function panelRoutes({ folder }: PanelOptions): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    if (ctx.path === '/' || ctx.path === '/admin') return ctx.redirect(PANEL_PATH);
    if (!ctx.path.startsWith(PANEL_PATH)) return next();
    protect(ctx);
    if (!existsSync(path.join(folder, 'index.html'))) return sayHowToBuild(ctx);
    await sendFile(ctx, folder, ctx.path.slice(PANEL_PATH.length) || 'index.html');
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

async function sendFile(ctx: Context, folder: string, file: string): Promise<void> {
  ctx.set('Cache-Control', HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
  ctx.vary('Accept-Encoding');
  const sent = await send(ctx, file, { root: folder }).catch(refused);
  if (sent !== undefined) {
    if (ctx.fresh) ctx.status = 304;
    return;
  }
  ctx.remove('Content-Encoding');
  ctx.set('Cache-Control', 'no-store');
  ctx.status = 404;
  ctx.body = { error: `There is nothing here; the panel is at ${PANEL_PATH}.` };
}

/** The library's own sentences name folders of this machine. */
function refused(error: unknown): undefined {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (status >= 500) throw error;
}

function sayHowToBuild(ctx: Context): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.status = 503;
  ctx.type = 'html';
  ctx.body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Holdfast</title>
<h1>The panel is not built</h1>
<p>Run <code>npm start</code>, or only build it: <code>node scripts/prepare.mjs --build</code>, and load this page again.</p>`;
}
