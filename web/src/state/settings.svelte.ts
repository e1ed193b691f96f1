// What this browser's user prefers; kept in local storage.
export type Theme = 'system' | 'light' | 'dark';

interface Stored {
  theme: Theme;
  direction: 'LR' | 'TB';
  palette: boolean;
  paper: boolean; // plots white in both themes
  notes_dismissed: string[];
}

const defaults: Stored = { theme: 'system', direction: 'LR', palette: true, paper: false, notes_dismissed: [] };

function read(): Stored {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem('mudrock.settings') ?? '{}') as Partial<Stored>) };
  } catch {
    return defaults;
  }
}

class Settings {
  private values = $state<Stored>(read());
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');
  private system_dark = $state(this.dark.matches);

  constructor() {
    this.dark.addEventListener('change', (event) => (this.system_dark = event.matches));
  }

  get<K extends keyof Stored>(key: K): Stored[K] {
    return this.values[key];
  }

  set<K extends keyof Stored>(key: K, value: Stored[K]): void {
    this.values[key] = value;
    localStorage.setItem('mudrock.settings', JSON.stringify(this.values));
  }

  get is_dark(): boolean {
    return this.values.theme === 'dark' || (this.values.theme === 'system' && this.system_dark);
  }
}

export const settings = new Settings();
