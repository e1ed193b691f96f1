// The session: a one-time token in the address, as `mudrock serve` prints it, is exchanged for a cookie and leaves the address bar.
import { api, Problem } from './client';

export type SessionState = 'open' | 'closed' | 'away';

function tokenOfAddress(): string | null {
  const query = new URLSearchParams(location.search);
  const token = query.get('token');
  if (token === null) return null;
  query.delete('token');
  const rest = query.toString();
  history.replaceState(history.state, '', location.pathname + (rest ? `?${rest}` : '') + location.hash);
  return token;
}

export async function openSession(): Promise<SessionState> {
  const token = tokenOfAddress();
  try {
    if (token) {
      try {
        await api.post('/sessions', { token });
        return 'open';
      } catch (reason) {
        // A token works once; the cookie of an earlier exchange may still be good.
        if (reason instanceof Problem && reason.away) return 'away';
      }
    }
    await api.get('/sessions');
    return 'open';
  } catch (reason) {
    return reason instanceof Problem && reason.status === 401 ? 'closed' : 'away';
  }
}
