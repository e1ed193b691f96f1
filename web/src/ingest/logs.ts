// Which log each well gives, out of those it has. No DOM.
import type { Log } from '../api/types';

export interface LogChoice {
  well_id: string;
  well_name: string;
  taken: string;
  passed: string[]; // the others it has
}

// Of the chosen wells, or of all when none is chosen; `without` names those whose logs are all others.
export function choicesOf(logs: Log[], chosen: Set<string>): { wells: LogChoice[]; without: string[] } {
  const by_well = new Map<string, Log[]>();
  for (const log of logs) if (chosen.size === 0 || chosen.has(log.well_id)) by_well.set(log.well_id, [...(by_well.get(log.well_id) ?? []), log]);
  const wells: LogChoice[] = [];
  const without: string[] = [];
  for (const [well_id, own] of by_well) {
    const taken = own.find((l) => l.taken);
    if (taken) wells.push({ well_id, well_name: taken.well_name, taken: taken.log_type, passed: own.filter((l) => !l.taken).map((l) => l.log_type).sort() });
    else if (own[0]) without.push(own[0].well_name);
  }
  return { wells, without };
}
