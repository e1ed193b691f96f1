// A screen as axe sees it, in both themes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { check, shot } from './serve.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const auditor = (page) => async (what) => {
  for (const theme of ['light', 'dark']) {
    await page.evaluate((t) => (document.documentElement.dataset.theme = t), theme);
    // The content policy forbids evaluated scripts; the browser's own way in is not bound by it.
    const found = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`);
    await shot(page, `${what} ${theme}`);
    const told = found.violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].target.join(' ')} ${v.nodes[0].failureSummary.split('\n')[1] ?? ''}`);
    check(told.length === 0, `${what}, ${theme}: ${told.join('\n# ')}`);
  }
  await page.evaluate(() => (document.documentElement.dataset.theme = 'light'));
};
