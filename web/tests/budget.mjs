// What a first visit loads, and each part that comes later, against what it may weigh (gzip).
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const FIRST = 160_000;
const LATER = 60_000;
const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const size = (path) => gzipSync(readFileSync(path), { level: 9 }).length;
const scripts = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js'));
const html = readFileSync(join(dist, 'index.html'), 'utf8');

// The page's own scripts, and what those import before anything runs.
const first = new Set();
function load(name) {
  if (first.has(name)) return;
  first.add(name);
  const code = readFileSync(join(dist, 'assets', name), 'utf8');
  for (const [, found] of code.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) load(found);
}
for (const [, name] of html.matchAll(/\/assets\/([\w.-]+\.js)/g)) load(name);

const total = [...first].reduce((sum, name) => sum + size(join(dist, 'assets', name)), 0);
const later = scripts.filter((name) => !first.has(name)).map((name) => [name, size(join(dist, 'assets', name))]);
const tests = [[first.size > 0 && total <= FIRST, `first load ${total} of ${FIRST} bytes in ${first.size} scripts`], ...later.map(([name, bytes]) => [bytes <= LATER, `${name.replace(/-[\w-]{8}\.js$/, '')} ${bytes} of ${LATER} bytes`])];
console.log(`1..${tests.length}`);
tests.forEach(([holds, what], i) => console.log(`${holds ? 'ok' : 'not ok'} ${i + 1} - ${what}`));
process.exit(tests.every(([holds]) => holds) ? 0 : 1);
