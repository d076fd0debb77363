import path from 'node:path';
import { defineConfig } from 'vite';

const root = path.join(import.meta.dirname, '..', '..');
/** What the Admin gives at run time (vtex.render-runtime, `externals.json`). */
const admin = (name: string) => path.join(root, 'scripts', 'io', 'tools', 'node_modules', name);
/** What is bundled with the panel there. */
const own = (name: string) => path.join(root, 'io', 'react', 'node_modules', name);

/** The standalone panel on what it has inside VTEX's Admin: React 16.9, react-intl 3.9, the locked design system. */
export default defineConfig({
  root: path.join(root, 'react', 'standalone'),
  base: '/admin/',
  resolve: {
    alias: [
      { find: /^react-dom\/client$/, replacement: path.join(import.meta.dirname, 'mount.ts') },
      { find: /^react\/jsx-runtime$/, replacement: own('react/jsx-runtime.js') },
      { find: /^(react|react-dom|react-intl)$/, replacement: admin('$1') },
      { find: /^@vtex\/admin-ui$/, replacement: own('@vtex/admin-ui') },
    ],
  },
  build: {
    outDir: path.join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
});
