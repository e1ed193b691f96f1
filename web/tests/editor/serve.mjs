// The real server on a workspace of its own and a real browser before it: what the tests of the editor stand on.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
export const app = join(here, '..', '..', 'dist');
const browsers = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export class Server {
  constructor(program, { demo = true } = {}) {
    this.program = program;
    this.folder = mkdtempSync(join(tmpdir(), 'mudrock-editor-'));
    this.workspace = join(this.folder, 'workspace');
    if (demo) this.mudrock('demo');
  }

  mudrock(...words) {
    const done = spawnSync(this.program, words, { cwd: this.folder, env: { ...process.env, MUDROCK_WORKSPACE: this.workspace }, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (done.status !== 0) throw new Error(`mudrock ${words.join(' ')}: ${done.stderr}`);
    return done.stdout;
  }

  // The same port at each start: a browser that waits for the server finds it again.
  async start(...options) {
    const child = spawn(this.program, ['serve', '--workspace', this.workspace, '--listen', `127.0.0.1:${this.port ?? 0}`, '--web', app, ...options], { cwd: this.folder, stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    this.url = await new Promise((done, failed) => {
      let text = '';
      child.stdout.on('data', (part) => {
        text += part;
        if (text.includes('\n')) done(text.trim());
      });
      child.once('exit', (code) => failed(new Error(`mudrock serve ended with ${code}`)));
    });
    child.removeAllListeners('exit');
    this.origin = new URL(this.url).origin;
    this.port = new URL(this.url).port;
    return this.url;
  }

  // A sanitizer makes the program several times as slow: what it takes then says nothing.
  get patience() {
    return /lib[at]san/.test(readFileSync(`/proc/${this.child.pid}/maps`, 'utf8')) ? 20 : 1;
  }

  async stop(signal = 'SIGTERM') {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await ended;
  }

  async close() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class Browser {
  errors = [];
  foreign = [];
  quiet = []; // patterns of console errors that the test brings about itself

  static async start(server, options = {}) {
    const browser = new Browser();
    browser.server = server;
    const program = browsers.filter(Boolean).find(existsSync);
    if (!program) throw new Error('no Chromium here; set CHROMIUM');
    browser.chromium = await chromium.launch({ executablePath: program, headless: true, args: flags });
    browser.context = await browser.chromium.newContext({ viewport: { width: 1400, height: 860 }, ...options });
    await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    browser.page = await browser.tab();
    return browser;
  }

  async tab() {
    const page = await this.context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      const text = `${message.text()} (${message.location().url})`;
      if (message.type() === 'error' && !this.quiet.some((pattern) => pattern.test(text))) this.errors.push(text);
    });
    page.on('request', (request) => {
      const address = request.url();
      if (!address.startsWith(this.server.origin) && !/^(data|blob|about):/.test(address)) this.foreign.push(address);
    });
    return page;
  }

  async stop() {
    await this.chromium.close();
  }
}

// Where the screens are kept when someone wants to look at them.
let shots = 0;
export async function shot(page, name) {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${String(++shots).padStart(2, '0')}-${name.replaceAll(/\W+/g, '-')}.png`) });
}

export function check(holds, what) {
  if (!holds) throw new Error(what);
}

export function equal(got, wanted, what) {
  const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: ${a}, not ${b}`);
}

export async function until(what, holds, most_ms = 15_000) {
  const end = Date.now() + most_ms;
  for (;;) {
    if (await holds()) return;
    if (Date.now() > end) throw new Error(`not within ${most_ms} ms: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

// Runs the cases one after another and tells of each as TAP. A case is {name, run(tools)}; what it leaves in `browser.errors` fails it.
export async function cases(list) {
  console.log(`1..${list.length}`);
  let failed = 0;
  for (const [i, [name, run]] of list.entries()) {
    const began = Date.now();
    try {
      const note = await run();
      console.log(`ok ${i + 1} - ${name} (${note ? `${note}, ` : ''}${Date.now() - began} ms)`);
    } catch (reason) {
      failed++;
      console.log(`not ok ${i + 1} - ${name}`);
      for (const line of String(reason.stack ?? reason).split('\n').slice(0, 14)) console.log(`# ${line}`);
    }
  }
  return failed;
}

export function clean(browser) {
  check(browser.errors.length === 0, `console: ${browser.errors.join('; ')}`);
  check(browser.foreign.length === 0, `requests elsewhere: ${browser.foreign.join('; ')}`);
}
