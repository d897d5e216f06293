// Fonts, icons and the style sheet, made from packages and from our own sources; nothing third-party is committed.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { bundle, transform } from "lightningcss";

const SKIPPED = new Set(["node_modules", "var", "static", "locale", "migrations", "__pycache__", "tests", "docs"]);

export function buildFonts(root, out) {
  const python = process.env.PYTHON ?? (existsSync(join(root, ".venv/bin/python")) ? join(root, ".venv/bin/python") : "python3");
  const source = join(root, "node_modules/@fontsource-variable/cairo/files");
  execFileSync(python, [join(root, "frontend/fonts.py"), source, join(out, "fonts")], { stdio: "inherit" });
}

// Wagtail's faces name icons of Wagtail's own set.
const WAGTAILS = /(^|\/)(blocks|viewsets|wagtail_hooks|models)(\/.*)?\.py$/;

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".") || SKIPPED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(html|py|ts)$/.test(entry.name) && !WAGTAILS.test(path)) yield path;
  }
}

/** The icons the project names, each with the places that name it. */
export function usedIcons(root) {
  const used = new Map();
  const note = (name, place) => used.set(name, [...(used.get(name) ?? []), place]);
  readFileSync(join(root, "frontend/icons.txt"), "utf8").split("\n").forEach((line, at) => {
    const name = line.trim();
    if (name && !name.startsWith("#")) note(name, `frontend/icons.txt:${at + 1}`);
  });
  const named = /\{%\s*icon\s+"([a-z0-9-]+)"|\bicon="([a-z0-9-]+)"|\bicon\("([a-z0-9-]+)"/g;
  for (const path of sources(root)) {
    for (const match of readFileSync(path, "utf8").matchAll(named)) {
      note(match[1] ?? match[2] ?? match[3], relative(root, path));
    }
  }
  return used;
}

export function buildIcons(root, out) {
  const folder = join(root, "node_modules/lucide-static/icons");
  const used = usedIcons(root);
  const missing = [...used].filter(([name]) => !existsSync(join(folder, `${name}.svg`)));
  if (missing.length) {
    const lines = missing.map(([name, places]) => `  "${name}", named in ${[...new Set(places)].join(", ")}`);
    throw new Error(`Lucide has no icon of this name:\n${lines.join("\n")}\nLook for another at node_modules/lucide-static/icons.`);
  }
  const symbols = [...used.keys()].sort().map((name) => {
    const drawing = readFileSync(join(folder, `${name}.svg`), "utf8").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
    return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>")}</symbol>`;
  });
  writeSprite(join(out, "icons.svg"), symbols);
  const inLessons = new Set(quotedInLessons(root));
  writeSprite(join(out, "lesson-icons.svg"), symbols.filter((symbol) => inLessons.has(symbol.match(/id="([^"]+)"/)[1])));
}

function writeSprite(path, symbols) {
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
  writeFileSync(path, sprite);
  console.log(`${basename(path)} ${symbols.length} icons, ${(sprite.length / 1000).toFixed(1)} kB`);
}

// What the page of a lesson or of an activity is made of. It brings a sprite of its own, a third of the whole.
const OF_LESSONS =
  /^(courses\/(templates|rules|queries)\/|lms\/enrolment\/templates\/enrolment\/(lesson|own_write)|lms\/web\/templatetags\/|media\/templates\/media\/(player|picture|transcript|document)|frontend\/(lesson[a-z-]*|player|activit(y|ies)|facts|frame)\/)/;

/** Every word in quotation marks there: more than the icons, and with them all that are named by a variable. */
function* quotedInLessons(root) {
  for (const path of sources(root)) {
    if (!OF_LESSONS.test(relative(root, path))) continue;
    for (const match of readFileSync(path, "utf8").matchAll(/["'`#]([a-z][a-z0-9-]*)["'`]/g)) yield match[1];
  }
}

/** The dark rule once more, for devices that are dark where the person pinned nothing. */
function followDevice(css) {
  const rule = css.match(/:root\[data-theme="dark"\]\s*\{[^}]*\}/);
  if (!rule) throw new Error('lms/web/styles/dark.css no longer holds a rule for :root[data-theme="dark"].');
  const followed = rule[0].replace('[data-theme="dark"]', ':not([data-theme="light"])');
  return css.replace(rule[0], `${rule[0]}\n@media (prefers-color-scheme: dark) { ${followed} }`);
}

export async function buildStyles(root, out) {
  const joined = bundle({ filename: join(root, "lms/web/styles/warsha.css") }).code.toString();
  const { code } = transform({ filename: "warsha.css", code: Buffer.from(followDevice(joined)), minify: true });
  writeFileSync(join(out, "warsha.css"), code);
  console.log(`warsha.css ${(code.length / 1000).toFixed(1)} kB, ${(gzipSync(code).length / 1000).toFixed(1)} kB compressed`);
}
