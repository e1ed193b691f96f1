// The log view and the table on their own, against a stand-in for the server that answers as docs/http-api.md says.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { Bool, Field, Float64, Int64, Schema, Table, Utf8, tableToIPC, vectorFromArray } from 'apache-arrow';

import { check, equal, run } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const source = { kind: 'execution', execution_id: 'e1', node_id: 'n1', well: 'NO 15/9' };

// --- the server: a well of 20,000 samples, 0.1 m apart, from 1000 m; nulls from 2000 to 2100 m ---

const COUNT = 20_000;
const depthOf = (i) => 1000 + i * 0.1;
const wave = (i) => 75 + 50 * Math.sin(i / 700);
const isNull = (i) => depthOf(i) >= 2000 && depthOf(i) < 2100;

function decimated(name, quantity, unit, value, from, to, pixels, type = 'float64') {
  const size = Math.max(1, Math.ceil((to - from) / pixels));
  const [depth, min, max] = [[], [], []];
  for (let i = from; i < to; i += size) {
    const known = [];
    for (let k = i; k < Math.min(to, i + size); k++) if (!isNull(k)) known.push(value(k));
    depth.push(depthOf(i));
    min.push(known.length ? Math.min(...known) : null);
    max.push(known.length ? Math.max(...known) : null);
  }
  return { name, unit, quantity, type, exact: size === 1, depth, min, max };
}

function plot({ query, body }) {
  query = body ? new URLSearchParams({ pixels: body.pixels, ...(body.depth ? { depth: body.depth.join(',') } : {}) }) : query;
  const [top, base] = (query.get('depth') ?? '-1e9,1e9').split(',').map(Number);
  const from = Math.max(0, Math.ceil((top - 1000) * 10));
  const to = Math.min(COUNT, Math.floor((base - 1000) * 10) + 1);
  const pixels = Number(query.get('pixels'));
  const curves = [
    decimated('gr', 'gamma_ray', 'gAPI', wave, from, to, pixels),
    decimated('rt', 'deep_resistivity', 'ohm.m', (i) => 0.3 * 10 ** (3 * (i / COUNT)), from, to, pixels),
    decimated('vsh_clavier', 'shale_volume', 'v/v', (i) => wave(i) / 150, from, to, pixels),
    decimated('net_pay', 'pay_flag', null, (i) => (wave(i) > 100 ? 1 : 0), from, to, pixels, 'bool'),
    { name: 'zone', unit: null, quantity: null, type: 'utf8', exact: true, segments: [{ top: 1000, base: 1800, value: 'Draupne' }, { top: 1800, base: 3000, value: 'Hugin' }] },
  ];
  return { body: JSON.stringify({ well: 'NO 15/9', depth_unit: 'm', depth_min: 1000, depth_max: depthOf(COUNT - 1), pixels, curves }) };
}

let total = 1_000_000;

// Row i: depth 1000 + i / 10, value i (null in every seventh), a number beyond 2^53, a text.
function rows({ query }) {
  const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
  const falling = query.get('sort')?.startsWith('-');
  const numbers = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, k) => (falling ? total - 1 - offset - k : offset + k));
  const meta = (unit) => new Map(unit ? [['unit', unit]] : []);
  const all = {
    depth: [new Field('depth', new Float64(), false, meta('m')), () => vectorFromArray(numbers.map(depthOf), new Float64())],
    gr: [new Field('gr', new Float64(), true, meta('gAPI')), () => vectorFromArray(numbers.map((i) => (i % 7 === 3 ? null : i)), new Float64())],
    big: [new Field('big', new Int64(), true), () => vectorFromArray(numbers.map((i) => 9007199254740993n + BigInt(i)), new Int64())],
    pay: [new Field('pay', new Bool(), true), () => vectorFromArray(numbers.map((i) => i % 2 === 0), new Bool())],
    name: [new Field('name', new Utf8(), true), () => vectorFromArray(numbers.map((i) => (i === 5 ? '<b>x</b>' : `row ${i}`)), new Utf8())],
  };
  const wanted = query.get('columns')?.split(',') ?? Object.keys(all);
  const table = new Table(new Schema(wanted.map((n) => all[n][0])), Object.fromEntries(wanted.map((n) => [n, all[n][1]()])));
  return { type: 'application/vnd.apache.arrow.stream', headers: { 'X-Total-Rows': String(total) }, body: Buffer.from(tableToIPC(table, 'stream')) };
}

const server = (ask) => (ask.path.endsWith('/plot') ? plot(ask) : ask.path.endsWith('/data') ? rows(ask) : null);

// --- helpers ---

async function open(bench, which, theme = 'light', paper = false, from = source) {
  bench.api = server;
  total = 1_000_000;
  await bench.call('open', which, from, theme, paper);
  await bench.page.waitForSelector(which === 'log' ? '.face' : '[role=row] [role=gridcell]');
  await bench.call('idle');
  return bench.page;
}

const summary = (page) => page.locator('[role=img]').getAttribute('aria-label');
const range = async (page) => (await summary(page)).match(/([\d.]+) to ([\d.]+) m/).slice(1).map(Number);
const plots = (bench) => bench.asked.filter((a) => a.path.endsWith('/plot'));

async function settled(bench, wanted) {
  for (let i = 0; i < 100 && plots(bench).length < wanted; i++) await bench.page.waitForTimeout(20);
  await bench.page.waitForTimeout(60);
}

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document.getElementById('app'), { rules: { region: { enabled: false } } }));
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`);
}

// --- log view ---

async function log_view_shows_the_whole_well(bench) {
  const page = await open(bench, 'log');
  equal(await range(page), [1000, 3000].map((d, i) => (i ? Math.round(depthOf(COUNT - 1)) : d)), 'depths shown');
  check((await summary(page)).includes('zone, gr, rt, vsh_clavier, net_pay'), 'the summary names the curves');
  equal(plots(bench).length, 1, 'requests');
}

async function log_view_pans_and_zooms(bench) {
  const page = await open(bench, 'log');
  const box = await page.locator('.face').boundingBox();
  await page.mouse.move(box.x + 400, box.y + 300);
  await page.keyboard.down('Control');
  for (let i = 0; i < 8; i++) await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await settled(bench, 2);
  const [top, base] = await range(page);
  check(base - top < 300 && top > 1000, `zoomed in: ${top} to ${base}`);
  const last = plots(bench).at(-1).query;
  const [from, to] = last.get('depth').split(',').map(Number);
  check(Math.abs(from - (top - (base - top))) < 2 && Math.abs(to - (base + (base - top))) < 2, `a screen above and below is asked for: ${from} to ${to}`);
  const before = plots(bench).length;
  await page.mouse.wheel(0, 60);
  await page.waitForTimeout(200);
  const [further] = await range(page);
  check(further > top, 'the wheel pans down');
  equal(plots(bench).length, before, 'what is here already is not asked for again');
  await page.mouse.dblclick(box.x + 400, box.y + 300);
  equal((await range(page))[0], 1000, 'a double click shows all');
}

async function log_view_zooms_to_a_drag_on_the_depths(bench) {
  const page = await open(bench, 'log');
  const box = await page.locator('.face').boundingBox();
  await page.mouse.move(box.x + 20, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + 260, { steps: 4 });
  equal(await page.locator('.band').count(), 1, 'what is dragged over is marked');
  await page.mouse.up();
  const [top, base] = await range(page);
  check(base - top > 150 && base - top < 400, `from ${top} to ${base}`);
}

async function log_view_reads_by_keyboard(bench) {
  const page = await open(bench, 'log');
  await page.locator('.face').focus();
  await page.keyboard.press('ArrowDown');
  const said = await page.locator('[aria-live]').textContent();
  // Amid the well all curves are null: from 2000 to 2100 m.
  check(/^200\d m\. zone Hugin, gr no value, rt no value/.test(said), said);
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowUp');
  check(/gr \d+(\.\d+)?(…\d+(\.\d+)?)? gAPI.*net_pay (yes|no)/.test(await page.locator('[aria-live]').textContent()), await page.locator('[aria-live]').textContent());
  for (let i = 0; i < 3; i++) await page.keyboard.press('+');
  const [top, base] = await range(page);
  check(base - top < 800, 'plus zooms');
  await page.keyboard.press('PageDown');
  check((await range(page))[0] > top, 'Page Down pans');
  await page.keyboard.press('Home');
  equal((await range(page))[0], 1000, 'Home shows all');
}

async function log_view_at_a_depth_scale(bench) {
  const page = await open(bench, 'log');
  await page.getByLabel('Depth scale').selectOption('500');
  const [top, base] = await range(page);
  const canvas = await page.locator('canvas').boundingBox();
  // The header's height is what the scale leaves over: at 1:500 a pixel is 0.1323 m.
  const rows = (base - top) / (500 * 0.0254 / 96);
  check(rows < canvas.height && rows > canvas.height - 140, `${rows} rows of ${canvas.height}`);
}

async function log_view_tells_a_failure_and_tries_again(bench) {
  await open(bench, 'log');
  bench.api = () => ({ status: 409, type: 'application/problem+json', body: '{"status": 409, "detail": "The input was replaced since."}' });
  await bench.call('open', 'log', { ...source, node_id: 'other' }, 'light');
  const alert = bench.page.getByRole('alert');
  await alert.waitFor();
  check((await alert.textContent()).includes('The input was replaced since.'), 'the reason is told');
  bench.errors.length = 0; // the browser logs the refusal
  bench.api = server;
  await bench.page.getByRole('button', { name: 'Try again' }).click();
  await bench.page.waitForSelector('.face');
}

async function log_view_forgets_another_well(bench) {
  const page = await open(bench, 'log');
  let answer;
  bench.api = () => new Promise((done) => (answer = done));
  await bench.call('change', { ...source, well: 'NO 1/1' });
  await page.getByText('Reading curves').waitFor();
  equal(await page.locator('.face').count(), 0, 'plots of the well before');
  for (let i = 0; i < 50 && !answer; i++) await page.waitForTimeout(20);
  answer(plot({ query: new URLSearchParams('pixels=500') }));
  await page.waitForSelector('.face');
}

async function log_view_asks_once_when_typing_pauses(bench) {
  const document = (value, x) => ({ kind: 'document', node_id: 'a', well: 'w', document: { nodes: [{ id: 'a', dependencies: [], node_type: { value }, metadata: { x } }] } });
  const page = await open(bench, 'log', 'light', false, document(1, 0));
  for (const value of [2, 3, 4]) await bench.call('change', document(value, 0));
  equal(await page.locator('.face').count(), 1, 'what was here is still drawn');
  await settled(bench, 2);
  await page.waitForTimeout(400);
  equal(plots(bench).map((a) => a.body.document.nodes[0].node_type.value), [1, 4], 'values asked for');
  await bench.call('change', document(4, 99));
  await page.waitForTimeout(450);
  equal(plots(bench).length, 2, 'a node that is only moved asks for nothing');
}

async function log_view_says_when_there_is_nothing(bench) {
  await open(bench, 'log');
  const nothing = { well: 'w', depth_unit: 'm', depth_min: 0, depth_max: 10, pixels: 10, curves: [{ name: 'gr', unit: null, quantity: 'gamma_ray', type: 'float64', exact: true, depth: [0, 10], min: [null, null], max: [null, null] }] };
  bench.api = () => ({ body: JSON.stringify(nothing) });
  await bench.call('open', 'log', { ...source, node_id: 'nulls' }, 'light');
  await bench.page.getByText('Every curve is null here').waitFor();
  bench.api = () => ({ body: JSON.stringify({ ...nothing, depth_min: null, depth_max: null, curves: [] }) });
  await bench.call('open', 'log', { ...source, node_id: 'none' }, 'light');
  await bench.page.getByText('No samples here for this well.').waitFor();
}

async function log_view_saves_pictures(bench) {
  const page = await open(bench, 'log');
  for (const [button, start] of [['PNG', '\x89PNG'], ['SVG', '<svg ']]) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
    equal(file.suggestedFilename(), `NO 15_9.${button.toLowerCase()}`, 'the file is named for the well');
    equal(readFileSync(await file.path()).toString('latin1', 0, start.length), start, button);
  }
}

async function log_view_as_a_table_and_back(bench) {
  const page = await open(bench, 'log');
  await page.getByRole('button', { name: 'Show as table' }).click();
  await page.waitForSelector('[role=grid]');
  await page.getByRole('button', { name: 'Show as plot' }).click();
  await page.waitForSelector('.face');
}

async function both_are_accessible(bench) {
  for (const theme of ['light', 'dark']) {
    for (const which of ['log', 'table']) {
      const page = await open(bench, which, theme);
      equal(await violations(page), [], `${which}, ${theme}`);
    }
  }
  equal(await violations(await open(bench, 'log', 'dark', true)), [], 'paper');
}

// --- table ---

const texts = (page, row) => page.locator(`[role=row][aria-rowindex="${row + 2}"] [role=gridcell]`).allTextContents();

async function table_shows_values(bench) {
  const page = await open(bench, 'table');
  equal(await page.locator('[role=grid]').getAttribute('aria-rowcount'), '1000001', 'rows told');
  equal(await texts(page, 0), ['1000', '0', '9007199254740993', 'yes', 'row 0'], 'the first row');
  equal(await texts(page, 3), ['1000.3', '–', '9007199254740996', 'no', 'row 3'], 'a null is a dash, a large integer exact');
  equal((await texts(page, 5))[4], '<b>x</b>', 'markup is text');
  check((await page.locator('[role=columnheader]').nth(1).textContent()).includes('gAPI'), 'the unit is in the header');
}

async function table_goes_exactly_where_asked(bench) {
  const page = await open(bench, 'table');
  const grid = page.locator('[role=grid]');
  const at = async () => Number((await page.locator('.row .at').getAttribute('id')).split('-').at(-2));
  const inView = async (row) => {
    await page.waitForFunction((r) => document.querySelector(`[role=row][aria-rowindex="${r + 2}"] [role=gridcell]`)?.textContent, row);
    const [view, line] = [await grid.boundingBox(), await page.locator(`[role=row][aria-rowindex="${row + 2}"]`).boundingBox()];
    check(line.y >= view.y + 39 && line.y + line.height <= view.y + view.height + 1, `row ${row} is wholly in view: ${line.y} in ${view.y}+${view.height}`);
  };
  await grid.focus();
  await page.keyboard.press('Control+End');
  equal(await at(), 999_999, 'the last row');
  await inView(999_999);
  await page.keyboard.press('ArrowUp');
  equal(await at(), 999_998, 'one row up');
  await page.keyboard.press('PageUp');
  const up = await at();
  check(up < 999_998 && up > 999_950, 'a page up');
  const go = async (wish) => {
    await page.getByLabel('Go to').fill(wish);
    await page.getByRole('button', { name: 'Go', exact: true }).click();
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid');
  };
  await go('#654321');
  equal(await at(), 654_320, 'go to a row');
  await inView(654_320);
  await page.keyboard.press('ArrowDown');
  equal(await at(), 654_321, 'the next is the next');
  await page.keyboard.press('Control+Home');
  await go('34567.8');
  equal(await at(), 335_678, 'go to a depth');
  await inView(335_678);
  equal((await texts(page, 335_678))[0], '34567.8', 'and it is there');
}

async function table_scrolls_by_wheel_and_bar(bench) {
  const page = await open(bench, 'table');
  const box = await page.locator('[role=grid]').boundingBox();
  await page.mouse.move(box.x + 200, box.y + 200);
  await page.mouse.wheel(0, 240);
  await page.waitForFunction(() => document.querySelector('.row')?.getAttribute('aria-rowindex') === '12');
  await page.locator('[role=grid]').evaluate((grid) => (grid.scrollTop = grid.scrollHeight));
  await page.waitForFunction(() => [...document.querySelectorAll('.row')].at(-1)?.getAttribute('aria-rowindex') === '1000001');
}

async function table_sorts_on_the_server(bench) {
  const page = await open(bench, 'table');
  await page.getByRole('button', { name: /^gr/ }).click();
  await page.waitForFunction(() => document.querySelector('[aria-sort=ascending]'));
  await page.getByRole('button', { name: /^gr/ }).click();
  await page.waitForFunction(() => document.querySelector('[aria-rowindex="2"] [role=gridcell]:nth-child(5)')?.textContent === 'row 999999');
  equal(bench.asked.map((a) => a.query.get('sort')).filter(Boolean), ['gr', '-gr'], 'sorts asked for');
}

async function table_copies_and_counts(bench) {
  const page = await open(bench, 'table');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('[role=grid]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+c');
  await page.getByText('2 rows copied.').waitFor();
  equal(await page.evaluate(() => navigator.clipboard.readText()), 'depth (m)\tgr (gAPI)\tbig\tpay\tname\n1000.2\t2\t9007199254740995\ttrue\trow 2\n1000.3\t\t9007199254740996\tfalse\trow 3\n', 'as TSV');
  total = 1000;
  await page.getByRole('button', { name: 'Statistics' }).click();
  const strip = page.locator('.stats [role=gridcell]');
  await strip.first().waitFor();
  const told = async (column) => strip.nth(column).locator('small').allTextContents();
  equal((await told(0)).filter((t) => !t.startsWith('mean')), ['min 1000', 'max 1099.9', '0 null'], 'statistics of the depth');
  const known = Array.from({ length: 1000 }, (_, i) => i).filter((i) => i % 7 !== 3);
  const mean = known.reduce((sum, v) => sum + v, 0) / known.length;
  equal(await told(1), ['min 0', `mean ${Number(mean.toPrecision(5))}`, 'max 999', '143 null'], 'statistics of gr');
}

await run([
  log_view_shows_the_whole_well, log_view_pans_and_zooms, log_view_zooms_to_a_drag_on_the_depths, log_view_reads_by_keyboard, log_view_at_a_depth_scale,
  log_view_tells_a_failure_and_tries_again, log_view_forgets_another_well, log_view_asks_once_when_typing_pauses, log_view_says_when_there_is_nothing, log_view_saves_pictures, log_view_as_a_table_and_back, both_are_accessible,
  table_shows_values, table_goes_exactly_where_asked, table_scrolls_by_wheel_and_bar, table_sorts_on_the_server, table_copies_and_counts,
]);
