// The whole front-end build: `npm run build`. Writes var/frontend/, which Django serves under /static/frontend/.
// Names are fixed; Django's manifest storage adds the hashes.
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { buildFonts, buildIcons, buildStyles } from "./build-assets.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const out = resolve(root, "var/frontend");

mkdirSync(out, { recursive: true });
try {
  buildFonts(root, out);
  buildIcons(root, out);
  await buildStyles(root, out);
  // One build for each screen: every script is whole in itself and shares no chunk with another.
  for (const name of readdirSync(resolve(root, "frontend")).sort()) {
    const entry = resolve(root, "frontend", name, "main.ts");
    if (!existsSync(entry)) continue;
    process.env.WARSHA_ENTRY = name;
    await build({ configFile: resolve(root, "vite.config.ts"), mode: "production" });
  }
} catch (error) {
  console.error(`\nThe front-end build stopped: ${error.message}`);
  process.exit(1);
}
