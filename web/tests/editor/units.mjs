// Units that a file does not say, or wrongly: seen in the builder, said there, and all that depends on them follows. usage: units.mjs PROGRAM
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { auditor } from './axe.mjs';
import { Browser, cases, check, clean, equal, Server, shot, until } from './serve.mjs';

const server = new Server(process.argv[2], { demo: false });
const ID = '01920000-0000-7000-8000-000000000001';

function las(well, curves) {
  const depth = Array.from({ length: 60 }, (_, i) => 1000 + i / 2);
  const lines = ['~V', 'VERS. 2.0 :', 'WRAP. NO :', '~W', 'STRT.M 1000 :', 'STOP.M 1029.5 :', 'STEP.M 0.5 :', 'NULL. -999.25 :', `WELL. ${well} :`, '~C', 'DEPT.M :', ...curves.map(([name, unit]) => `${name}.${unit} :`), '~A'];
  return [...lines, ...depth.map((d, i) => [d, ...curves.map((_, k) => 60 + i + k)].join(' '))].join('\n') + '\n';
}

function bring(name, text, ...options) {
  const file = join(server.folder, name);
  writeFileSync(file, text);
  server.mudrock('import', '--project', 'Field', ...options, file);
}
for (const well of ['A', 'B']) bring(`${well}.las`, las(well, [['TEMP', 'F'], ['GR', 'GAPI']]));
bring('C.las', las('C', [['TEMP', 'DEGX'], ['GR', '']]));
bring('core.las', las('A', [['PHI', 'V/V']]), '--log-type', 'core');
const nodes = [
  { id: 'logs', name: 'Logs', dependencies: [], node_type: { type: 'ingestion', source_type: { source: 'well_logs', well_ids: [], curve_names: ['temp', 'gr'], depth_range: null, log_type: 'composite', curve_match: 'name' } } },
  { id: 'out', name: 'Shown', dependencies: ['logs'], node_type: { type: 'output', output_type: 'frontend' } },
];
nodes.push(
  { id: 'warm', name: 'Fahrenheit', dependencies: ['logs'], node_type: { type: 'operator', operator_id: 'curve_unit_convert', operator_version: '2.0.0', parameters: { column: 'temp', conversion: 'degC_to_degF', output_column: 'temp_f' } } },
  { id: 'rw', name: 'Brine', dependencies: ['warm'], node_type: { type: 'operator', operator_id: 'rw_from_salinity', operator_version: '1.0.0', parameters: { temp_column: 'temp_f' } } },
);
writeFileSync(join(server.folder, 'p.json'), JSON.stringify({ id: ID, name: 'Warmth', version: '1.0.0', nodes }));
server.mudrock('pipeline', 'save', '--project', 'Field', join(server.folder, 'p.json'));
await server.start('--no-sample');
const browser = await Browser.start(server, { reducedMotion: 'reduce' });
const page = browser.page;
const audit = auditor(page);

const node = (name) => page.locator('.svelte-flow__node').filter({ has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) });
const reading = (name) => page.getByRole('button', { name: new RegExp(`^Unit of ${name}:`) });
const readings = async (name) => (await reading(name).allTextContents()).map((t) => t.replaceAll(/\s+/g, ' ').trim().replace(/^[^:]*: /, '')).sort();
const shows = (name, wanted) => until(`${name}: ${wanted}`, async () => JSON.stringify(await readings(name)) === JSON.stringify(wanted));
const form = page.getByRole('form', { name: 'Unit of temp' });
const curves = () => Object.fromEntries(JSON.parse(server.mudrock('curves', '--project', 'Field', '--format', 'json')).filter((c) => c.column_name === 'temp').map((c) => [c.well_id, c]));

async function shows_how_units_are_understood() {
  await page.goto(server.url);
  await page.waitForSelector('.svelte-flow__node');
  await page.goto(`${server.origin}/p/Field/${ID}?well=A`);
  await node('Logs').click();
  await shows('temp', ['! DEGX, not understood 1 log', 'F, read as degF 2 logs']);
  await shows('gr', ['GAPI, read as gAPI 2 logs', 'no unit said 1 log']);
  await shows('index', ['M, read as m']);
  await page.getByText(/Not understood: temp \(DEGX\)/).waitFor();
  await page.getByText('A: composite, not core').waitFor();
  equal(await page.locator('.chip').allTextContents(), ['degF → degC'], 'what an edge converts, though nobody drew it today');
  await audit('units in the builder');
}

async function says_one_by_keyboard() {
  await reading('temp').filter({ hasText: 'DEGX' }).focus();
  await page.keyboard.press('Enter');
  await form.waitFor();
  equal(await page.evaluate(() => document.activeElement.tagName), 'INPUT', 'the unit has the focus');
  await audit('saying a unit');
  browser.quiet.push(/422/);
  await page.keyboard.type('degY');
  await page.keyboard.press('Enter');
  await form.getByRole('alert').filter({ hasText: '"degY" is no unit that is understood' }).waitFor();
  equal(await form.getByLabel('Unit').getAttribute('aria-invalid'), 'true', 'the field is marked');
  await audit('a unit that there is not');
  await form.getByLabel('Unit').fill('degC');
  await page.keyboard.press('Enter');
  await shows('temp', ['F, read as degF 2 logs', 'degC, by hand (file: DEGX) 1 log']);
  equal([curves().C.file_unit, curves().C.unit, curves().C.set_by], ['DEGX', 'degC', 'local'], 'kept beside the file’s word');
  equal(await page.getByText(/Not understood/).count(), 0, 'nothing is left to be told');
  equal(await form.count(), 0, 'the form is closed');
}

async function escape_leaves_it() {
  await reading('temp').first().focus();
  await page.keyboard.press('Enter');
  await form.waitFor();
  await page.keyboard.press('Escape');
  equal(await form.count(), 0, 'closed');
  equal(await page.evaluate(() => document.activeElement.textContent.includes('Unit of temp')), true, 'the focus is back');
  check(await node('Logs').evaluate((e) => e.classList.contains('selected')), 'and the node is still selected');
}

async function says_all_that_stand_alike() {
  await page.waitForSelector('.dock .face');
  await reading('temp').filter({ hasText: 'F, read as degF' }).click();
  equal(await form.getByLabel('Of').locator('option').first().textContent(), 'all 2 logs of the project whose file says F', 'how many');
  const again = page.waitForResponse((r) => r.url().endsWith('/pipelines/plot'));
  await form.getByLabel('Unit').fill('K');
  await form.getByRole('button', { name: 'Say so' }).click();
  await shows('temp', ['K, by hand (file: F) 2 logs', 'degC, by hand (file: DEGX) 1 log']);
  const plot = await (await again).json();
  const temp = plot.curves.find((c) => c.name === 'temp');
  equal([temp.unit, Math.abs(temp.min[0] - (60 - 273.15)) < 1e-9], ['degC', true], 'the plot is drawn anew');
  equal([curves().A.unit, curves().B.unit, curves().C.unit], ['K', 'K', 'degC'], 'and no others');
  await shot(page, 'all that stand alike');
}

async function takes_back_of_one() {
  await page.getByRole('checkbox', { name: /^\s*A\b/ }).first().check();
  await shows('temp', ['K, by hand (file: F)']);
  await reading('temp').click();
  await form.getByLabel('Of').selectOption({ label: 'only A, composite' });
  await form.getByRole('button', { name: 'As the file says' }).click();
  await shows('temp', ['F, read as degF']);
  equal([curves().B.unit, curves().A.unit, curves().A.set_by], ['K', 'F', null], 'only of A');
}

async function another_window_follows() {
  const other = await Browser.start(server);
  await other.context.addCookies(await browser.context.cookies());
  await other.page.goto(`${server.origin}/p/Field/${ID}?well=A`);
  await other.page.locator('.svelte-flow__node').filter({ hasText: 'Logs' }).click();
  await other.page.getByRole('button', { name: /^Unit of temp: F, read as degF/ }).waitFor();
  // Said while the first window has its form open: what it saw is no more.
  await reading('temp').click();
  await form.getByLabel('Of').selectOption({ label: 'only A, composite' });
  await other.page.getByRole('button', { name: /^Unit of temp: F, read as degF/ }).click();
  const theirs = other.page.getByRole('form', { name: 'Unit of temp' });
  await theirs.getByLabel('Unit').fill('degC');
  await theirs.getByRole('button', { name: 'Say so' }).click();
  await until('it was said', async () => curves().A.unit === 'degC');
  await form.getByLabel('Unit').fill('K');
  await form.getByRole('button', { name: 'Say so' }).click();
  await form.getByRole('alert').filter({ hasText: 'was changed by someone else' }).waitFor();
  equal(curves().A.unit, 'degC', 'nothing is overwritten');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await shows('temp', ['degC, by hand (file: F)']);
  clean(other);
  await other.stop();
  clean(browser);
}

const failed = await cases([
  ['shows how units are understood', shows_how_units_are_understood],
  ['says one, by keyboard', says_one_by_keyboard],
  ['Escape leaves it', escape_leaves_it],
  ['says all that stand alike', says_all_that_stand_alike],
  ['takes back what was said of one', takes_back_of_one],
  ['another window follows', another_window_follows],
]);
if (failed) await shot(page, 'failed');
await browser.stop();
await server.close();
process.exit(failed ? 1 : 0);
