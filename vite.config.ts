import { resolve } from "node:path";
import { defineConfig } from "vite";

// frontend/build.mjs calls this once for each frontend/<name>/main.ts and says which in WARSHA_ENTRY.
const name = process.env.WARSHA_ENTRY ?? "frame";

export default defineConfig({
  root: resolve(import.meta.dirname, "frontend"),
  logLevel: "warn",
  publicDir: false,
  build: {
    target: "es2020",
    outDir: resolve(import.meta.dirname, "var/frontend"),
    emptyOutDir: false,
    modulePreload: false,
    minify: true,
    rollupOptions: {
      input: resolve(import.meta.dirname, "frontend", name, "main.ts"),
      output: {
        entryFileNames: `${name}.js`,
        assetFileNames: "[name][extname]",
        codeSplitting: false,
        // Parts of the one service worker share its global scope: none may leave its names lying about.
        format: name.endsWith("-worker") ? "iife" : "es",
      },
    },
  },
});
