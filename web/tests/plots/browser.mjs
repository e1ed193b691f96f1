// Builds the page of these tests, serves it with a stand-in for the API, and opens it in Chromium.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';
import { build } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const program = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none'];

export class Bench {
  api = () => null; // (request: {method, path, query, body}) => {type, headers?, body} or null
  asked = [];
  errors = [];

  static async start() {
    const bench = new Bench();
    bench.folder = mkdtempSync(join(tmpdir(), 'mudrock-plots-'));
    await build({ configFile: join(here, 'vite.config.ts'), build: { outDir: bench.folder } });
    bench.server = createServer((request, response) => bench.answer(request, response));
    await new Promise((done) => bench.server.listen(0, '127.0.0.1', done));
    if (!program) throw new Error('no Chromium here; set CHROMIUM');
    bench.browser = await chromium.launch({ executablePath: program, headless: true, args: flags });
    bench.page = await bench.browser.newPage({ viewport: { width: 1240, height: 760 } });
    bench.page.on('pageerror', (error) => bench.errors.push(String(error)));
    bench.page.on('console', (message) => message.type() === 'error' && bench.errors.push(message.text()));
    await bench.page.goto(`http://127.0.0.1:${bench.server.address().port}/`);
    await bench.page.waitForFunction(() => 'harness' in window);
    return bench;
  }

  async answer(request, response) {
    const address = new URL(request.url, 'http://localhost');
    if (address.pathname.startsWith('/api/')) {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      const ask = { method: request.method, path: address.pathname, query: address.searchParams, body: text ? JSON.parse(text) : null };
      this.asked.push(ask);
      const answer = await this.api(ask);
      response.writeHead(answer ? (answer.status ?? 200) : 404, { 'Content-Type': answer?.type ?? 'application/json', ...answer?.headers });
      response.end(answer ? answer.body : '{"status": 404, "detail": "nothing here"}');
      return;
    }
    const path = join(this.folder, normalize(address.pathname === '/' ? '/index.html' : address.pathname));
    if (!path.startsWith(this.folder) || !existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' });
    response.end(readFileSync(path));
  }

  call(name, ...values) {
    return this.page.evaluate(([n, v]) => window.harness[n](...v), [name, values]);
  }

  async stop() {
    await this.browser?.close();
    this.server?.close();
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }
}

// Runs the cases one after another and tells of each as TAP.
export async function run(cases, finish = () => undefined) {
  console.log(`1..${cases.length}`);
  const bench = await Bench.start();
  let failed = 0;
  for (const [i, test] of cases.entries()) {
    try {
      bench.errors.length = 0;
      bench.asked.length = 0;
      const note = await test(bench);
      if (bench.errors.length > 0) throw new Error(`console: ${bench.errors.join('; ')}`);
      console.log(`ok ${i + 1} - ${test.name}${note ? ` (${note})` : ''}`);
    } catch (reason) {
      failed++;
      console.log(`not ok ${i + 1} - ${test.name}`);
      for (const line of String(reason.stack ?? reason).split('\n').slice(0, 8)) console.log(`# ${line}`);
    }
    if (process.env.SHOTS) await bench.page.screenshot({ path: join(process.env.SHOTS, `${test.name}.png`) });
  }
  await bench.stop();
  finish();
  process.exit(failed ? 1 : 0);
}

export function check(holds, what) {
  if (!holds) throw new Error(what);
}

export function equal(got, wanted, what) {
  const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a}, not ${b}`);
}
