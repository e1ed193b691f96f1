import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// A page for tests alone: nothing of it is part of the app.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte({ preprocess: vitePreprocess(), configFile: false })],
  base: './',
  logLevel: 'warn',
  build: { target: 'es2022', modulePreload: { polyfill: false }, emptyOutDir: true, minify: false },
});
