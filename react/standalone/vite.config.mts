import { defineConfig } from 'vite';
import { limitFirstLoad } from './first-load.mts';

/** Where `npm run dev -w react/standalone` finds a running server: its address, as `npm start` prints it. */
const api = process.env.HOLDFAST_URL ?? 'http://localhost:3000';

export default defineConfig({
  root: import.meta.dirname,
  base: '/admin/',
  plugins: [limitFirstLoad(400)],
  build: { outDir: '../dist', emptyOutDir: true, reportCompressedSize: false, chunkSizeWarningLimit: 1500 },
  server: { proxy: { '/_v': api } },
});
