// Server-sent events that resume by Last-Event-ID (the browser does it) and come in gathered, once a frame.
import { url } from './client';

export interface ServerEvent {
  type: string;
  data: Record<string, unknown>;
}

export interface Subscription {
  close(): void;
}

export function subscribe(
  path: string,
  types: string[],
  onevents: (events: ServerEvent[]) => void,
  onstate?: (connected: boolean) => void,
): Subscription {
  const source = new EventSource(url(path));
  let gathered: ServerEvent[] = [];
  let frame = 0;
  const flush = () => {
    frame = 0;
    const events = gathered;
    gathered = [];
    onevents(events);
  };
  for (const type of types) {
    source.addEventListener(type, (event) => {
      gathered.push({ type, data: JSON.parse((event as MessageEvent<string>).data) as Record<string, unknown> });
      // A hidden tab gets no frames; a timer still fires there.
      if (!frame) frame = document.hidden ? window.setTimeout(flush, 250) : requestAnimationFrame(flush);
    });
  }
  source.onopen = () => onstate?.(true);
  source.onerror = () => onstate?.(false);
  return {
    close: () => {
      source.close();
      if (gathered.length > 0) flush();
    },
  };
}
