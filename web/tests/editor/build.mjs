// A pipeline built from nothing: dragged from the palette, put on an edge, copied, bypassed, laid out, run and looked at. usage: build.mjs PROGRAM
import { Browser, cases, check, clean, equal, Server, shot, until } from './serve.mjs';

const server = new Server(process.argv[2]);
await server.start();
const browser = await Browser.start(server);
const page = browser.page;

const node = (name) => page.locator('.svelte-flow__node').filter({ has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) });
const edges = async () => (await page.locator('.svelte-flow__edge').evaluateAll((all) => all.map((e) => e.getAttribute('aria-label')))).sort();
const centre = async (locator) => {
  const box = await locator.boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
};
const names = async () => (await page.locator('.svelte-flow__node .name').allTextContents()).sort();

async function drop(entry, dx, dy) {
  const box = await page.locator('.canvas').boundingBox();
  await page.locator('.palette .entry', { hasText: entry }).first().dragTo(page.locator('.canvas'), { targetPosition: { x: box.width / 2 + dx, y: box.height / 2 + dy } });
}

async function drags_from_the_palette() {
  await page.goto(server.url);
  await page.waitForSelector('.svelte-flow__node');
  await page.getByRole('button', { name: 'No hints' }).click();
  await page.goto(`${server.origin}/`);
  await page.getByRole('button', { name: 'New pipeline' }).click();
  await page.getByLabel('Name').fill('From nothing');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing here yet.').waitFor();
  await drop('Well logs', -250, -60);
  await node('Well logs').waitFor();
  await drop('Show here', 250, -60);
  await node('Show here').waitFor();
  const [from, to] = [await centre(node('Well logs').locator('.source')), await centre(node('Show here').locator('.target'))];
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, from[1] + 30, { steps: 5 });
  await page.mouse.move(...to, { steps: 5 });
  await page.mouse.up();
  equal(await edges(), ['Well logs to Show here'], 'links');
  await node('Well logs').click();
  await page.getByRole('checkbox', { name: /^\s*gr$/ }).check();
  await until('it has no problem', async () => (await page.getByRole('tab', { name: /Problems/ }).textContent()) === 'Problems 0');
}

async function puts_a_node_on_an_edge() {
  await page.getByRole('searchbox', { name: 'Search operators' }).fill('moving average');
  await drop('Moving average', 0, 90);
  await node('Moving average').waitFor();
  equal((await edges()).length, 1, 'links before');
  const [from, to] = [await centre(node('Moving average')), await centre(page.locator('.svelte-flow__edge-path').first())];
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(from[0] + 5, from[1] - 20, { steps: 3 });
  await page.mouse.move(...to, { steps: 8 });
  await shot(page, 'over an edge');
  await page.mouse.up();
  await until('it is between', async () => JSON.stringify(await edges()) === JSON.stringify(['Moving average to Show here', 'Well logs to Moving average']));
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await until('undone', async () => JSON.stringify(await edges()) === JSON.stringify(['Well logs to Show here']));
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+y');
  await until('done again', async () => (await edges()).length === 2);
}

async function inserts_by_key() {
  await page.locator('.svelte-flow__edge[aria-label="Well logs to Moving average"]').focus();
  await page.keyboard.press('Enter');
  await until('what flows on the edge is shown', async () => (await page.locator('.at').textContent().catch(() => '')).startsWith('Well logs'));
  await page.keyboard.press('i');
  await page.waitForSelector('.quick');
  await page.keyboard.type('hampel');
  await page.waitForSelector('.quick li');
  await page.keyboard.press('Enter');
  await until('it is between', async () => JSON.stringify(await edges()) === JSON.stringify(['Despike, Hampel to Moving average', 'Moving average to Show here', 'Well logs to Despike, Hampel']));
}

async function copies_and_bypasses() {
  await node('Moving average').click();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await until('pasted', async () => (await names()).length === 5);
  await page.keyboard.press('Control+z');
  await until('and undone', async () => (await names()).length === 4);
  await node('Moving average').click();
  await page.keyboard.press('F2');
  await page.getByLabel('Name of the node', { exact: true }).last().fill('Smooth');
  await page.keyboard.press('Enter');
  await node('Smooth').click();
  await page.keyboard.press('b');
  await node('Smooth').locator('.state.bypassed').waitFor();
  await shot(page, 'bypassed');
  await page.keyboard.press('b');
  await until('it is no more', async () => (await node('Smooth').locator('.state.bypassed').count()) === 0);
}

async function lays_out_both_ways() {
  const place = async (name) => (await node(name).boundingBox()) ?? { x: 0, y: 0 };
  await node('Smooth').click();
  await page.keyboard.press('Shift+L');
  await until('from left to right', async () => (await place('Well logs')).x < (await place('Despike, Hampel')).x && (await place('Smooth')).x < (await place('Show here')).x);
  await shot(page, 'left to right');
  await page.getByRole('button', { name: 'LR' }).click();
  await node('Smooth').click();
  await page.keyboard.press('Shift+L');
  await until('from top to bottom', async () => (await place('Well logs')).y < (await place('Despike, Hampel')).y && (await place('Smooth')).y < (await place('Show here')).y);
  const ends = await page.locator('.svelte-flow__edge[aria-label="Well logs to Despike, Hampel"] .svelte-flow__edge-path').boundingBox();
  check(ends.width < 60, `an edge goes straight down, not ${ends.width} px aside`);
  await shot(page, 'top to bottom');
}

async function runs_and_shows() {
  await page.keyboard.press('Control+Enter');
  await page.getByText('Run completed').waitFor();
  await node('Show here').click();
  await page.waitForSelector('.dock .face');
  check((await page.locator('.dock [role=img]').getAttribute('aria-label')).includes('filtered'), 'the smoothed curve is drawn');
  await page.getByRole('tab', { name: 'Table' }).click();
  await page.waitForSelector('[role=gridcell]');
  check((await page.locator('[role=columnheader]').allTextContents()).some((t) => t.includes('filtered')), 'and is a column of the table');
  await shot(page, 'built and run');
  clean(browser);
}

const failed = await cases([
  ['drags from the palette', drags_from_the_palette],
  ['puts a node on an edge', puts_a_node_on_an_edge],
  ['inserts by key', inserts_by_key],
  ['copies, renames, bypasses', copies_and_bypasses],
  ['lays out both ways', lays_out_both_ways],
  ['runs and shows', runs_and_shows],
]);
if (failed) await shot(page, 'failed');
await browser.stop();
await server.close();
process.exit(failed ? 1 : 0);
