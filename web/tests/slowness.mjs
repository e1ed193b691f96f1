// How much slower than the machine of the budgets this one is just now, at least 1: budgets of CPU time are times of that machine (or of
// this one while nobody else is at its processors), and a test must tell a slow machine from slow code. Known by the same work each time:
// text made, read and sorted, numbers summed. Never more than MOST, so that a budget stays one; MUDROCK_TEST_SLOWNESS says it outright.
const MOST = 2;
const REFERENCE = 25; // ms

function work() {
  const rows = Array.from({ length: 20_000 }, (_, i) => ({ id: `n${(i * 7919) % 20_000}`, at: [i % 97, i % 89], value: Math.sin(i) }));
  const read = JSON.parse(JSON.stringify(rows));
  read.sort((a, b) => (a.id < b.id ? -1 : 1));
  return read.reduce((sum, row) => sum + row.at[0] * row.value, 0);
}

function slowness() {
  if (process.env.MUDROCK_TEST_SLOWNESS) return Number(process.env.MUDROCK_TEST_SLOWNESS);
  let best = Infinity;
  for (let k = 0; k < 12; k++) {
    const began = performance.now();
    work();
    best = Math.min(best, performance.now() - began);
  }
  return Math.min(MOST, Math.max(1, best / REFERENCE));
}

// Holds a time in ms against its budget; the machine is asked only where it matters.
export function within(ms, budget, said) {
  if (ms < budget) return;
  const slow = slowness();
  if (ms >= budget * slow) throw new Error(`${said}, more than ${budget} on a machine that is ${slow.toFixed(2)} times as slow as the budget's`);
}
