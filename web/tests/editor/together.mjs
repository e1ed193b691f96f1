// Two people on one pipeline, and a server that goes away: nobody overwrites anybody, nothing that was typed is lost. usage: together.mjs PROGRAM
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Browser, cases, check, clean, equal, Server, shot, until } from './serve.mjs';

const server = new Server(process.argv[2]);
await server.start();
const ann = await Browser.start(server);
await ann.page.goto(server.url);
await ann.page.waitForSelector('.svelte-flow__node');
await ann.page.getByRole('button', { name: 'No hints' }).click();
// One session, two windows that know nothing of each other's drafts: a second browser profile with the cookie of the first.
const bob = await Browser.start(server);
await bob.context.addCookies(await ann.context.cookies());

const node = (page, name) => page.locator('.svelte-flow__node').filter({ has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) });
const field = (page, name) => page.getByRole('textbox', { name, exact: true });
const revision = async (page) => Number((await page.locator('.revision').textContent()).match(/r(\d+)/)[1]);
const saved = (page) => page.getByText(/Saved as revision/).waitFor();
const stored = () => JSON.parse(server.mudrock('pipeline', 'load', JSON.parse(server.mudrock('pipeline', 'list', '--format', 'json'))[0].id));
const parameter = (name, key) => stored().nodes.find((n) => n.name === name).node_type.parameters[key];

async function set(page, name, label, value) {
  await node(page, name).click();
  await field(page, label).fill(value);
}

async function edits_apart_come_together() {
  await bob.page.goto(ann.page.url());
  await bob.page.waitForSelector('.svelte-flow__node');
  await bob.page.getByRole('button', { name: 'No hints' }).click();
  await set(ann.page, 'Vsh', 'Gamma ray in shale', '111');
  await set(bob.page, 'Water saturation', 'Formation water resistivity at formation temperature', '0.09');
  await ann.page.keyboard.press('Control+s');
  await saved(ann.page);
  await bob.page.getByText(/was saved elsewhere/).waitFor();
  bob.quiet.push(/412/); // what the next save is answered
  await bob.page.keyboard.press('Control+s');
  const dialog = bob.page.getByRole('dialog', { name: /was saved first/ });
  await dialog.waitFor();
  equal(parameter('Water saturation', 'rw') === 0.09, false, 'nothing is overwritten before it is agreed');
  await shot(bob.page, 'saved first by someone else');
  await dialog.getByRole('button', { name: 'Merge and save' }).click();
  await saved(bob.page);
  equal([parameter('Vsh', 'gr_max'), parameter('Water saturation', 'rw')], [111, 0.09], 'both edits');
  await until('the first window shows it', async () => (await revision(ann.page)) === (await revision(bob.page)));
}

async function clashes_are_decided() {
  await set(ann.page, 'Vsh', 'Gamma ray in clean rock', '31');
  await set(bob.page, 'Vsh', 'Gamma ray in clean rock', '32');
  await bob.page.keyboard.press('Control+s');
  await saved(bob.page);
  ann.quiet.push(/412/);
  await ann.page.keyboard.press('Control+s');
  const dialog = ann.page.getByRole('dialog', { name: /was saved first/ });
  await dialog.getByRole('button', { name: '1 to decide' }).waitFor();
  await shot(ann.page, 'a clash');
  await dialog.getByRole('radio', { name: /^mine/ }).check();
  await dialog.getByRole('button', { name: 'Merge and save' }).click();
  await saved(ann.page);
  equal(parameter('Vsh', 'gr_min'), 31, 'what was chosen');
  clean(ann);
  clean(bob);
}

const names = async (page) => (await page.locator('.svelte-flow__node .name').allTextContents()).sort();

// Ann edits and saves, Bob adds a node and saves, Ann's window shows it, and Ann takes her own edit back.
async function undo_takes_back_only_ones_own() {
  const before = await names(ann.page);
  const was = parameter('Vsh', 'gr_max');
  await set(ann.page, 'Vsh', 'Gamma ray in shale', '117');
  await ann.page.keyboard.press('Control+s');
  await saved(ann.page);
  await until('Bob sees it', async () => (await revision(ann.page)) === (await revision(bob.page)));
  await node(bob.page, 'Vsh').click();
  await bob.page.keyboard.press('Control+c');
  await bob.page.keyboard.press('Control+v');
  await until('Bob has one more', async () => (await names(bob.page)).length === before.length + 1);
  await bob.page.keyboard.press('Control+s');
  await saved(bob.page);
  await until('Ann sees it', async () => (await names(ann.page)).length === before.length + 1);
  const both = await names(ann.page);
  await shot(ann.page, 'before undo');
  await ann.page.getByRole('button', { name: 'Undo' }).click();
  await node(ann.page, 'Vsh').click();
  equal(await field(ann.page, 'Gamma ray in shale').inputValue(), String(was), 'her own edit is taken back');
  equal(await names(ann.page), both, 'what Bob saved stays');
  while (await ann.page.getByRole('button', { name: 'Undo' }).isEnabled()) await ann.page.getByRole('button', { name: 'Undo' }).click();
  equal(await names(ann.page), both, 'however far back she goes');
  await ann.page.keyboard.press('Control+s');
  await saved(ann.page);
  equal(stored().nodes.map((n) => n.name).sort(), both, 'and is saved so');
  await until('Bob sees that', async () => (await revision(ann.page)) === (await revision(bob.page)));
  equal(await names(bob.page), both, 'Bob has his node');
  await bob.page.getByRole('button', { name: 'Undo' }).click();
  await until('Bob takes back his own', async () => (await names(bob.page)).length === before.length);
  await bob.page.getByRole('button', { name: 'Redo' }).click();
  await until('and has it again', async () => (await names(bob.page)).length === before.length + 1);
  await bob.page.getByRole('button', { name: 'Undo' }).click();
  await bob.page.keyboard.press('Control+s');
  await saved(bob.page);
  await until('Ann follows', async () => JSON.stringify(await names(ann.page)) === JSON.stringify(before));
  clean(ann);
  clean(bob);
}

async function the_server_goes_and_comes() {
  ann.quiet.push(/ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE|503/);
  await server.stop('SIGKILL');
  await set(ann.page, 'Vsh', 'Gamma ray in shale', '121');
  await ann.page.getByText('The server does not answer.').waitFor();
  await ann.page.keyboard.press('Control+s');
  await shot(ann.page, 'the server is away');
  equal(await field(ann.page, 'Gamma ray in shale').inputValue(), '121', 'the edit');
  await server.start();
  await until('the banner goes', async () => (await ann.page.getByText('The server does not answer.').count()) === 0, 20_000);
  await ann.page.keyboard.press('Control+s');
  await saved(ann.page);
  equal(parameter('Vsh', 'gr_max'), 121, 'saved once it is back');
}

async function a_draft_outlives_its_window() {
  await set(ann.page, 'Vsh', 'Gamma ray in shale', '131');
  await ann.page.waitForTimeout(2300); // drafts are kept every two seconds
  const address = ann.page.url();
  await ann.page.close();
  ann.page = await ann.tab();
  await ann.page.goto(address);
  await ann.page.getByText('Unsaved edits of an earlier visit are shown.').waitFor();
  await shot(ann.page, 'a draft');
  await node(ann.page, 'Vsh').click();
  equal(await field(ann.page, 'Gamma ray in shale').inputValue(), '131', 'the draft');
  await ann.page.getByRole('button', { name: 'Drop them' }).click();
  equal(await field(ann.page, 'Gamma ray in shale').inputValue(), '121', 'what is saved');
  check(!(await ann.page.title()).startsWith('*'), 'nothing is unsaved');
  clean(ann);
}

async function a_run_has_its_page() {
  await ann.page.getByRole('button', { name: /Run/ }).first().click();
  await ann.page.getByText(/Run completed/).waitFor();
  const id = JSON.parse(server.mudrock('execution', 'list', '--format', 'json'))[0].id;
  await ann.page.goto(`${server.origin}/x/${id}`);
  await ann.page.getByRole('heading', { name: /completed Quicklook/ }).waitFor();
  equal(await ann.page.locator('tbody tr').count(), 18, 'nodes of the run');
  await ann.page.getByRole('button', { name: 'Time' }).click();
  equal(await ann.page.locator('th[aria-sort=descending]').textContent(), 'Time ↓', 'the longest first');
  clean(ann);
}

// A well long enough, through filters wide enough, that there is time to look and to stop.
function longRun() {
  const id = (i) => `0192f0c4-5b7e-7a10-8c03-${String(i).padStart(12, '0')}`;
  const rows = Array.from({ length: 300_000 }, (_, i) => `${(1000 + i / 1000).toFixed(3)} ${(60 + 40 * Math.sin(i / 500)).toFixed(3)}`);
  const header = ['~V', 'VERS. 2.0 :', 'WRAP. NO :', '~W', 'STRT.M 1000 :', 'STOP.M 1299.999 :', 'STEP.M 0.001 :', 'NULL. -999.25 :', 'WELL. LONG :', '~C', 'DEPT.M :', 'GR.GAPI :', '~A'];
  const las = join(server.folder, 'long.las');
  writeFileSync(las, [...header, ...rows].join('\n'));
  server.mudrock('import', '--project', 'Long', las);
  const smooth = (i) => ({ id: id(i), name: `Median ${i}`, dependencies: [id(i - 1)], node_type: { type: 'operator', operator_id: 'median_filter', operator_version: '1.0.0', parameters: { column: 'gr', output_column: 'gr', window: 2001 + 2 * i } } });
  const nodes = [
    { id: id(0), name: 'Logs', dependencies: [], node_type: { type: 'ingestion', source_type: { source: 'well_logs', well_ids: [], curve_names: ['gr'], depth_range: null, log_type: 'composite', curve_match: 'name' } } },
    ...Array.from({ length: 60 }, (_, i) => smooth(i + 1)),
    { id: id(61), name: 'Shown', dependencies: [id(60)], node_type: { type: 'output', output_type: 'frontend' } },
  ];
  const file = join(server.folder, 'long.json');
  writeFileSync(file, JSON.stringify({ id: id(99), name: 'Long', version: '1.0.0', nodes }));
  server.mudrock('pipeline', 'save', '--project', 'Long', file);
  return `${server.origin}/p/Long/${id(99)}?tab=run`;
}

async function a_run_is_watched_and_cancelled() {
  const page = ann.page;
  await page.goto(longRun());
  await page.waitForSelector('.svelte-flow__node');
  await page.getByRole('button', { name: /Run/ }).first().click();
  await page.locator('.card .state.running, .dock .state.running').first().waitFor();
  await shot(page, 'a run goes on');
  const began = Date.now();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Run cancelled').waitFor();
  const took = Date.now() - began;
  await page.getByRole('button', { name: /Run/ }).first().waitFor();
  equal(JSON.parse(server.mudrock('execution', 'list', '--format', 'json'))[0].status, 'cancelled', 'what the store says');
  await shot(page, 'a run was cancelled');
  clean(ann);
  return `${took} ms`;
}

const failed = await cases([
  ['edits that do not touch come together', edits_apart_come_together],
  ['clashes are decided, field by field', clashes_are_decided],
  ['undo takes back only one’s own', undo_takes_back_only_ones_own],
  ['the server goes away and comes back', the_server_goes_and_comes],
  ['a draft outlives its window', a_draft_outlives_its_window],
  ['a run has a page of its own', a_run_has_its_page],
  ['a run is watched and cancelled', a_run_is_watched_and_cancelled],
]);
if (failed) {
  await shot(ann.page, 'ann failed');
  await shot(bob.page, 'bob failed');
}
await ann.stop();
await bob.stop();
await server.close();
process.exit(failed ? 1 : 0);
