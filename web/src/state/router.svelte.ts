// Where we are: the path is the screen, the query what is selected there, so that a link shows what its sender saw.
export type Route =
  | { page: 'home' }
  | { page: 'editor'; project: string; pipeline: string }
  | { page: 'run'; execution: string }
  | { page: 'catalogue' }
  | { page: 'missing' };

function parse(path: string): Route {
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  if (parts.length === 0) return { page: 'home' };
  if (parts[0] === 'p' && parts.length === 3) return { page: 'editor', project: parts[1] as string, pipeline: parts[2] as string };
  if (parts[0] === 'x' && parts.length === 2) return { page: 'run', execution: parts[1] as string };
  if (parts[0] === 'operators' && parts.length === 1) return { page: 'catalogue' };
  return { page: 'missing' };
}

class Router {
  route = $state.raw<Route>(parse(location.pathname));
  query = $state.raw(new URLSearchParams(location.search));

  constructor() {
    addEventListener('popstate', () => this.read());
  }

  private read(): void {
    this.route = parse(location.pathname);
    this.query = new URLSearchParams(location.search);
  }

  go(path: string, replace = false): void {
    if (replace) history.replaceState(null, '', path);
    else history.pushState(null, '', path);
    this.read();
  }

  // Changes of selection replace the address: they are no step of the browser's history.
  set(values: Record<string, string | null>): void {
    const query = new URLSearchParams(location.search);
    for (const [key, value] of Object.entries(values)) {
      if (value === null) query.delete(key);
      else query.set(key, value);
    }
    const text = query.toString();
    history.replaceState(history.state, '', location.pathname + (text ? `?${text}` : ''));
    this.query = query;
  }
}

export const router = new Router();

export function editorPath(project: string, pipeline: string): string {
  return `/p/${encodeURIComponent(project)}/${encodeURIComponent(pipeline)}`;
}

// For links: a plain click goes without a page load, any other click does what the browser does.
export function follow(event: MouseEvent): void {
  const link = (event.currentTarget as HTMLElement).closest('a');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  router.go(link.pathname + link.search);
}
