// What the log plot draws, looked at pixel by pixel where it matters: fonts differ between machines, lines and fills do not.
import { check, equal, run } from './browser.mjs';

const DEPTHS = Array.from({ length: 101 }, (_, i) => i);

function curve(name, quantity, values, more = {}) {
  return { name, unit: null, quantity, type: 'float64', exact: true, depth: DEPTHS, min: values, max: values, ...more };
}
const constant = (value) => DEPTHS.map(() => value);
const picture = (curves, more = {}) => ({ curves, top: 0, base: 100, height: 500, ...more });

// The column of a track, and a helper that counts pixels around a share of its width between two depths.
async function drawn(bench, what) {
  const got = await bench.call('draw', what);
  const column = (title) => got.columns.find((c) => c.title === title) ?? got.columns[0];
  const around = (title, share, from, to, token) => {
    const { x, width } = column(title);
    return bench.call('rows', x + share * width - 3, got.header + from * 5, 6, (to - from) * 5, token);
  };
  const between = (title, a, b, from, to, token, opacity = 1, near = 40) => {
    const { x, width } = column(title);
    return bench.call('count', x + a * width, got.header + from * 5, (b - a) * width, (to - from) * 5, token, opacity, near);
  };
  return { ...got, column, around, between };
}

async function gap(bench) {
  const values = DEPTHS.map((d) => (d >= 40 && d <= 60 ? null : 75));
  const { around, between } = await drawn(bench, picture([curve('GR', 'gamma_ray', values)]));
  check((await around('GR', 0.5, 2, 38, '--curve-1')) >= 36 * 5, 'the line above the gap');
  check((await around('GR', 0.5, 62, 98, '--curve-1')) >= 36 * 5, 'the line below the gap');
  equal(await between('GR', 0.02, 0.98, 40, 60, '--curve-1'), 0, 'pixels of the curve within the gap');
  equal(await between('GR', 0, 0.05, 2, 98, '--curve-1'), 0, 'a null drawn as zero');
}

async function lone_sample(bench) {
  const values = DEPTHS.map((d) => (d === 50 ? 75 : null));
  const { between } = await drawn(bench, picture([curve('GR', 'gamma_ray', values)]));
  const dots = await between('GR', 0.4, 0.6, 49, 51, '--curve-1', 1, 60);
  check(dots >= 2 && dots <= 9, `a lone sample is a dot, not ${dots} pixels`);
}

async function reversed(bench) {
  const { around } = await drawn(bench, picture([curve('NPHI', 'neutron_porosity', constant(0.3))]));
  check((await around('RHOB NPHI', 0.25, 5, 95, '--curve-3')) > 200, '0.30 lies a quarter from the left of 0.45 to -0.15');
  equal(await around('RHOB NPHI', 0.75, 5, 95, '--curve-3'), 0, 'not on the other side');
}

async function log(bench) {
  const { around, between } = await drawn(bench, picture([curve('RT', 'deep_resistivity', constant(20).map((v, i) => (i < 50 ? v : i < 80 ? 0 : -1)))]));
  check((await around('RT', 0.5, 2, 48, '--curve-2')) >= 46 * 5, '20 lies amid 0.2 and 2000');
  equal(await between('RT', 0, 1, 52, 98, '--curve-2'), 0, 'nothing at or below zero on a log scale');
  const grid = (share, opacity) => between('RT', share - 0.006, share + 0.014, 52, 98, '--border', opacity, 12);
  const [strong, weak] = [await grid(Math.log10(1 / 0.2) / 4, 1), await grid(Math.log10(4 / 0.2) / 4, 0.5)];
  check(strong >= 40 * 5 && weak >= 40 * 5, `grid strong at 1 and weak at 4: ${strong}, ${weak}`);
}

async function crossover(bench) {
  // In the left half of the depths density lies left of neutron (2.05 at 10 %, neutron 0.21 at 40 %); below it lies right of it.
  const density = curve('RHOB', 'bulk_density', DEPTHS.map((d) => (d < 50 ? 2.05 : 2.65)));
  const neutron = curve('NPHI', 'neutron_porosity', constant(0.21));
  const { between } = await drawn(bench, picture([density, neutron]));
  check((await between('RHOB NPHI', 0.15, 0.35, 5, 45, '--curve-4', 0.3, 30)) > 3000, 'the cross-over is filled with its own colour');
  check((await between('RHOB NPHI', 0.45, 0.65, 55, 95, '--curve-5', 0.3, 20)) > 3000, 'the other side is filled with the other');
  equal(await between('RHOB NPHI', 0.45, 0.65, 5, 45, '--curve-5', 0.3, 12), 0, 'nothing right of neutron in the cross-over');
  equal(await between('RHOB NPHI', 0.8, 0.98, 5, 95, '--curve-4', 0.3, 12), 0, 'nothing outside the two curves');
}

async function spike(bench) {
  const { page } = bench;
  // A million samples; one of them reads 145. Made in the page: they would be long on the wire.
  const got = await page.evaluate(() => {
    const count = 1_000_000;
    const depth = Array.from({ length: count }, (_, i) => i / 1e4);
    const values = new Array(count).fill(45);
    values[654_321] = 145;
    return window.harness.draw({ curves: [{ name: 'GR', unit: 'gAPI', quantity: 'gamma_ray', type: 'float64', exact: true, depth, min: values, max: values }], top: 0, base: 100, height: 500 });
  });
  const [column] = got.columns;
  const row = got.header + Math.floor(65.4321 * 5);
  const at = (y, tall) => bench.call('count', column.x + column.width * 0.5, y, column.width * 0.4, tall, '--curve-1', 1, 60);
  check((await at(row - 1, 3)) >= column.width * 0.35, 'the spike crosses the track');
  equal(await at(row - 40, 36), 0, 'above it nothing does');
  equal(await at(row + 4, 36), 0, 'nor below it');
  check((await bench.call('rows', column.x + column.width * 0.3 - 3, got.header, 6, 500, '--curve-1')) >= 495, 'the line has no holes');
}

async function wrap(bench) {
  const { around, between } = await drawn(bench, picture([curve('GR', 'gamma_ray', constant(180))]));
  check((await between('GR', 0.17, 0.23, 5, 95, '--curve-1', 0.6, 60)) >= 90 * 5, '180 of 150 comes in again at a fifth');
  equal(await between('GR', 0.9, 1, 5, 95, '--curve-1'), 0, 'no clip mark');
}

async function clip(bench) {
  const { column, header, between } = await drawn(bench, picture([curve('CALI', 'caliper', DEPTHS.map((d) => (d >= 30 && d < 50 ? 20 : 8.5)))]));
  const { x, width } = column('CALI');
  const mark = (from, to) => bench.call('count', x + width - 3, header + from * 5, 3, (to - from) * 5, '--curve-6');
  check((await mark(32, 48)) >= 16 * 5, 'a mark at the edge where it is beyond');
  equal(await mark(55, 95), 0, 'none where it is not');
  equal(await between('CALI', 0.35, 0.45, 32, 48, '--curve-6'), 0, 'and no wrapped line');
}

async function segments(bench) {
  const zones = { name: 'zone', unit: null, quantity: null, type: 'utf8', segments: [{ top: 0, base: 30, value: 'Hugin' }, { top: 30, base: 60, value: '<script>' }, { top: 80, base: 100, value: 'Hugin' }] };
  const { between, svg } = await drawn(bench, picture([zones, curve('GR', 'gamma_ray', constant(75))]));
  const tint = (token, from, to) => between('zone', 0.02, 0.1, from, to, token, 0.25, 12);
  check((await tint('--curve-4', 2, 28)) > 500 && (await tint('--curve-4', 82, 98)) > 300, 'one name has one colour');
  check((await tint('--curve-3', 32, 58)) > 500, 'another has another');
  equal((await tint('--curve-4', 62, 78)) + (await tint('--curve-3', 62, 78)), 0, 'no name, no colour');
  check((await between('zone', 0.1, 0.9, 12, 18, '--text', 1, 120)) > 10, 'the name is written');
  check((await between('zone', 0.1, 0.9, 30, 30.2, '--border-strong')) > 20, 'a line where a zone begins');
  check(svg.includes('&lt;script&gt;') && !svg.includes('<script>') && svg.includes('A &lt;plot&gt; &amp; more'), 'names are text in the SVG');
}

async function flags(bench) {
  const pay = curve('net_pay', 'pay_flag', DEPTHS.map((d) => (d < 20 ? 0 : d < 50 ? 1 : d < 70 ? null : d < 90 ? 1 : 0)), { type: 'bool' });
  const { between } = await drawn(bench, picture([pay]));
  const filled = (from, to) => between('Flags', 0.3, 0.7, from, to, '--curve-2');
  check((await filled(21, 49)) > 28 * 5 * 5, 'true is filled');
  check((await filled(71, 89)) > 18 * 5 * 5, 'true again is filled');
  equal((await filled(1, 19)) + (await filled(51, 69)) + (await filled(91, 99)), 0, 'false and null are not');
}

async function empty(bench) {
  const { between } = await drawn(bench, picture([curve('GR', 'gamma_ray', constant(null)), curve('XYZ', null, constant(null))]));
  for (const title of ['GR', 'XYZ']) {
    for (const token of ['--curve-1', '--curve-2']) equal(await between(title, 0, 1, 0, 100, token), 0, `${token} in ${title}`);
  }
  check((await between('GR', 0.1, 0.9, 0, 100, '--border', 1, 8)) > 100, 'the grid is there');
}

async function dark(bench) {
  const { around, between } = await drawn(bench, picture([curve('GR', 'gamma_ray', constant(75))], { theme: 'dark' }));
  const { page } = bench;
  equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--surface').trim()), '#1a2129', 'the dark surface');
  check((await between('GR', 0.02, 0.98, 1, 99, '--surface', 1, 2)) > 10000, 'the ground is the dark surface');
  check((await around('GR', 0.5, 5, 95, '--curve-1')) >= 90 * 5, 'the line has the dark theme\'s green');
}

async function paper(bench) {
  const { around } = await drawn(bench, picture([curve('GR', 'gamma_ray', constant(75))], { theme: 'dark', paper: true }));
  const middle = await bench.page.evaluate(() => {
    const canvas = document.querySelector('canvas');
    return { corner: [...canvas.getContext('2d').getImageData(2, 2, 1, 1).data] };
  });
  equal(middle.corner, [255, 255, 255, 255], 'paper is white in the dark theme');
  equal(await bench.page.evaluate(() => getComputedStyle(document.querySelector('.paper')).getPropertyValue('--curve-1').trim()), '#15803d', 'the light theme\'s green');
  check((await around('GR', 0.5, 5, 95, '--curve-1')) >= 90 * 5, 'and the line has it');
}

async function cut_off(bench) {
  const { between } = await drawn(bench, picture([curve('vsh_clavier', 'shale_volume', DEPTHS.map((d) => (d < 50 ? 0.4 : 0.8)))]));
  check((await between('VSH', 0.05, 0.35, 5, 45, '--curve-4', 0.3, 20)) > 3000, 'below the cut-off one colour');
  check((await between('VSH', 0.45, 0.75, 55, 95, '--curve-5', 0.3, 20)) > 3000, 'above it another');
}

async function six_a_track(bench) {
  const rows = Array.from({ length: 8 }, (_, i) => curve(`rt_${i}`, 'deep_resistivity', constant(2 ** i)));
  const { columns } = await drawn(bench, picture(rows));
  equal(columns.map((c) => c.names.length), [6, 2], 'curves a track');
}

await run([gap, lone_sample, reversed, log, crossover, spike, wrap, clip, segments, flags, empty, dark, paper, cut_off, six_a_track]);
