import { CSRF_HEADER } from '../../../auth/csrf-header.ts';
import './session-bar.css';

/** What every request of a page carries, so that the session's cookie counts. */
export const sessionHeaders: Readonly<Record<string, string>> = { [CSRF_HEADER]: '1' };

/** Who is signed in, as `GET /session` tells. */
interface SignedIn {
  type: 'API_KEY' | 'MEMBER';
  name: string;
  email: string | null;
  role: string | null;
  expiresAt: string | null;
}

/**
 * Shows who is signed in, with the way in and the way out. The credential goes to the server once and is kept nowhere: the
 * session's cookie, which scripts cannot read, takes its place.
 * @param onChange called when somebody signed in or out
 */
export function showSessionBar(place: HTMLElement, onChange: () => void = () => undefined): void {
  place.className = 'session-bar';
  const show = (who: SignedIn | null, problem = '') => {
    const home = make('a', { className: 'home', href: './', textContent: 'Inventory Gateway' });
    const words = make('span', { className: 'problem', textContent: problem });
    words.setAttribute('role', 'status');
    place.replaceChildren(home, words, ...(who ? wayOut(who) : [wayIn()]));
  };
  const send = async (method: string, headers: Record<string, string> = {}) => {
    try {
      const response = await fetch('session', { method, headers: { ...sessionHeaders, ...headers } });
      const answer = response.status === 204 ? {} : await response.json();
      return response.ok
        ? { who: (answer.session ?? null) as SignedIn | null, problem: '' }
        : { who: null, problem: String(answer.error) };
    } catch {
      return { who: null, problem: 'The server cannot be reached' };
    }
  };
  const wayIn = () => {
    const form = document.createElement('form');
    const label = 'API key or token';
    const input = make('input', {
      type: 'password',
      required: true,
      autocomplete: 'off',
      placeholder: label,
    });
    input.setAttribute('aria-label', label);
    const button = make('button', { textContent: 'Sign in' });
    form.append(input, button);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      button.disabled = true;
      const { who, problem } = await send('POST', { authorization: `Bearer ${input.value.trim()}` });
      show(who, problem);
      if (who) onChange();
      else place.querySelector('input')?.focus();
    });
    return form;
  };
  const wayOut = ({ type, name, email, role, expiresAt }: SignedIn) => {
    const details = type === 'MEMBER' ? `${email}, ${role}` : 'API key';
    const until = expiresAt ? `, until ${new Date(expiresAt).toLocaleString()}` : '';
    const words = make('span', { textContent: `${name} (${details})`, title: `Signed in${until}` });
    const button = make('button', { type: 'button', textContent: 'Sign out' });
    button.addEventListener('click', async () => {
      button.disabled = true;
      const { problem } = await send('DELETE');
      show(problem ? { type, name, email, role, expiresAt } : null, problem);
      if (!problem) onChange();
    });
    return [words, button];
  };
  show(null);
  // that nobody is signed in is no problem
  void send('GET').then(({ who }) => who && show(who));
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), properties);
}
