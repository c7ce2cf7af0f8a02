// A question that shows itself: a quiet bubble over the launcher, and the door to the page's own places for questions.
import type { AskedSurvey } from '../worker/contract/visitor.ts';
import { LOOK } from '../worker/domain/look.ts';
import { cap, isCapped } from './cap.ts';
import type { PanelHost } from './panel-host.ts';

/** It covers nothing that a person could have begun to read: it stands free over the corner, and is never wider than the window. */
const CSS = `
.ask{position:absolute;inset-block-end:calc(100% + 12px);display:flex;width:max-content;max-width:min(300px,90vw);background:Canvas;color:CanvasText;border:1px solid color-mix(in srgb,CanvasText 20%,Canvas);border-radius:${LOOK.radiusCard}px;box-shadow:${LOOK.shadowBox}}
.ask:empty{display:none}
.ask button{all:unset;cursor:pointer;padding:14px 0 14px 16px;min-width:${LOOK.touch}px;box-sizing:border-box;overflow-wrap:anywhere}
.ask button+button{padding:14px;text-align:center;align-self:start}
.ask button:focus-visible{outline:2px solid var(--link);outline-offset:-4px;border-radius:${LOOK.radiusCard}px}`;

export function show(host: PanelHost, ask?: AskedSurvey): void {
  if (!ask) return fillPlaces(host);
  if (isCapped() || host.launcher.ariaExpanded === 'true') return;
  // A mark whose days are over goes.
  cap(host, 0);
  showBubble(host, ask);
}

function showBubble(host: PanelHost, { survey, title, close, capDays }: AskedSurvey): void {
  const { root, launcher } = host;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const bubble = document.createElement('div');
  bubble.className = 'ask';
  bubble.role = 'status';
  const { left, right } = launcher.getBoundingClientRect();
  bubble.style.setProperty(left + right > innerWidth ? 'right' : 'left', '0');
  const button = (text: string, act: () => void): HTMLButtonElement => {
    const made = document.createElement('button');
    made.append(text);
    made.onclick = act;
    return made;
  };
  const dismiss = (): void => {
    const had = bubble.contains(root.activeElement);
    bubble.remove();
    cap(host, capDays);
    if (had) launcher.focus();
  };
  const no = button('✕', dismiss);
  no.ariaLabel = close;
  bubble.onkeydown = ({ key }) => {
    if (key === 'Escape') dismiss();
  };
  root.prepend(bubble);
  launcher.addEventListener('click', () => bubble.remove());
  // A live region speaks of what comes into it later.
  setTimeout(() => {
    bubble.append(
      button(title, () => {
        bubble.remove();
        host.open(survey);
      }),
      no,
    );
  }, 100);
}

/** In a chunk of its own, beside this one: few pages have such a place. */
function fillPlaces(host: PanelHost): void {
  const url = import.meta.url.replace('/c/ratings', `/c/inline.${host.language}`);
  (import(/* @vite-ignore */ url) as Promise<typeof import('./inline.ts')>)
    .then(({ fill }) => fill(host))
    .catch(() => undefined);
}
