// The two components over what a real worker answers: the demonstration's wells, and a pipeline changed by hand. usage: worker.mjs PROGRAM
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { check, equal, run } from './browser.mjs';

const program = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'mudrock-plots-'));
const env = { ...process.env, MUDROCK_WORKSPACE: join(folder, 'workspace') };
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

function mudrock(...words) {
  const done = spawnSync(program, words, { cwd: folder, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`mudrock ${words.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

// One worker, one request at a time: a line of JSON in; a header of JSON and as many bytes as it says out.
class Worker {
  number = 0;
  kept = Buffer.alloc(0);
  waiting = null;
  turn = Promise.resolve();

  constructor() {
    this.child = spawn(program, ['worker'], { cwd: folder, env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdout.on('data', (chunk) => {
      this.kept = Buffer.concat([this.kept, chunk]);
      this.read();
    });
  }

  read() {
    for (;;) {
      const end = this.kept.indexOf('\n');
      if (end < 0) return;
      const header = JSON.parse(this.kept.toString('utf8', 0, end));
      if (this.kept.length < end + 1 + header.bytes) return;
      const body = this.kept.subarray(end + 1, end + 1 + header.bytes);
      this.kept = this.kept.subarray(end + 1 + header.bytes);
      if (header.answer) this.waiting({ header, body });
    }
  }

  ask(request) {
    this.turn = this.turn.then(
      () =>
        new Promise((done) => {
          this.waiting = done;
          this.child.stdin.write(`${JSON.stringify({ ...request, id: ++this.number })}\n`);
        }),
    );
    return this.turn;
  }
}

mudrock('demo');
const [execution] = JSON.parse(mudrock('execution', 'list', '--format', 'json'));
const [pipeline] = JSON.parse(mudrock('pipeline', 'list', '--format', 'json'));
const document = JSON.parse(mudrock('pipeline', 'load', pipeline.id));
const [{ well_id: well }] = JSON.parse(mudrock('wells', '--format', 'json'));
const curves = document.nodes.find((n) => n.name === 'Curves').id;
const worker = new Worker();
const list = (text) => text?.split(',');
const drop = (object) => Object.fromEntries(Object.entries(object).filter(([, v]) => v !== undefined && v !== null));

// The server's part: a route into a task, as its own reads do.
async function server({ path, query, body }) {
  const whole = (name) => (query.has(name) ? Number(query.get(name)) : undefined);
  const parts = path.split('/');
  let request;
  if (path.endsWith('/pipelines/preview')) request = { ...body, task: 'data', well_id: undefined, wells: [body.well_id] };
  else if (path.endsWith('/pipelines/plot')) request = { ...body, task: 'plot' };
  else if (path.endsWith('/plot')) request = { task: 'plot', execution_id: parts[4], node_id: parts[6], well: query.get('well'), curves: list(query.get('curves')), depth: list(query.get('depth'))?.map(Number), pixels: whole('pixels') };
  else request = { task: 'data', execution_id: parts[4], node_id: parts[6], wells: list(query.get('wells')), columns: list(query.get('columns')), sort: query.get('sort'), format: query.get('format'), offset: whole('offset'), limit: whole('limit') };
  const { header, body: bytes } = await worker.ask(drop(request));
  if (header.error) return { status: 422, type: 'application/problem+json', body: JSON.stringify({ status: 422, detail: JSON.stringify(header.error) }) };
  return { type: header.content_type, headers: header.total === undefined ? {} : { 'X-Total-Rows': String(header.total) }, body: Buffer.from(bytes) };
}

async function open(bench, which, source) {
  bench.api = server;
  await bench.call('open', which, source, 'light');
  await bench.page.waitForSelector(which === 'log' ? '.face' : '.row [role=gridcell]', { timeout: 20_000 });
  await bench.call('idle');
  return bench.page;
}

const ran = { kind: 'execution', execution_id: execution.id, node_id: curves, well };
const summary = (page) => page.locator('[role=img]').getAttribute('aria-label');

async function the_demonstration_is_drawn(bench) {
  const page = await open(bench, 'log', ran);
  for (const name of ['gr', 'rhob and nphi', 'vsh', 'sw', 'net_pay']) check((await summary(page)).includes(name), `${name} in: ${await summary(page)}`);
  await page.locator('.face').focus();
  await page.keyboard.press('ArrowDown');
  check(/gr [\d.…]+ gAPI/.test(await page.locator('[aria-live]').textContent()), 'and read');
}

async function a_zoom_brings_single_samples(bench) {
  const page = await open(bench, 'log', ran);
  await page.locator('.face').focus();
  const asked = () => bench.asked.filter((a) => a.path.endsWith('/plot')).length;
  for (let i = 0; i < 12; i++) await page.keyboard.press('+');
  for (let i = 0; i < 100 && asked() < 2; i++) await page.waitForTimeout(30);
  equal(asked(), 2, 'requests, however often the key was pressed');
  await page.waitForFunction(() => {
    document.querySelector('.face').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    return /gr [\d.]+ gAPI/.test(document.querySelector('[aria-live]').textContent);
  });
  check(!(await page.locator('[aria-live]').textContent()).includes('…'), 'one sample, one value, of every curve');
}

async function a_new_operator_shows_in_the_track_of_its_quantity(bench) {
  const vsh = document.nodes.find((n) => n.name === 'Vsh');
  const added = structuredClone(vsh);
  Object.assign(added, { id: 'clavier', name: 'Clavier', dependencies: [vsh.id] });
  added.node_type.operator_id = 'shale_volume_clavier';
  delete added.node_type.version;
  added.node_type.parameters = { ...added.node_type.parameters, output_column: 'vsh_clavier' };
  const changed = { ...document, nodes: [...document.nodes, added] };
  const page = await open(bench, 'log', { kind: 'document', document: changed, node_id: 'clavier', well });
  check((await summary(page)).includes('vsh and vsh_clavier'), `both shale volumes in one track: ${await summary(page)}`);
}

async function the_table_agrees_with_the_plot(bench) {
  const page = await open(bench, 'table', ran);
  const rows = Number((await page.locator('[role=grid]').getAttribute('aria-rowcount')) ?? 0) - 1;
  check(rows > 3000, `${rows} rows`);
  const first = await page.locator('[aria-rowindex="2"] [role=gridcell]').allTextContents();
  equal(first[0], well, 'the well');
  await page.getByLabel('Go to').fill('1500');
  await page.getByRole('button', { name: 'Go', exact: true }).click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid');
  const at = Number((await page.locator('.row .at').getAttribute('id')).split('-').at(-2));
  await page.waitForFunction((r) => document.querySelector(`[aria-rowindex="${r + 2}"] [role=gridcell]`)?.textContent, at);
  const depth = Number((await page.locator(`[aria-rowindex="${at + 2}"] [role=gridcell]`).allTextContents())[1]);
  check(Math.abs(depth - 1500) < 0.1, `the sample nearest to 1500 m, not ${depth}`);
  await page.getByRole('button', { name: /^gr/ }).first().click();
  await page.waitForFunction(() => document.querySelector('[aria-sort=ascending]'));
  await page.waitForFunction((before) => document.querySelectorAll('[aria-rowindex="2"] [role=gridcell]')[1]?.textContent !== before, first[1]);
}

await run([the_demonstration_is_drawn, a_zoom_brings_single_samples, a_new_operator_shows_in_the_track_of_its_quantity, the_table_agrees_with_the_plot], () => worker.child.stdin.end());
