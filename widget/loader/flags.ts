// The one key on the page's origin that the loader may touch: words of what the person chose or sent. Absent before they act.
import type { PanelHost } from '../panel-host.ts';

const KEY = 'otklik';

export function createFlags(): PanelHost['flag'] {
  // Where storage is denied the choice holds for this page.
  let words = '';
  return (name, on) => {
    try {
      words = localStorage.getItem(KEY) ?? '';
      if (on !== undefined) {
        words = words.replace(name, '') + (on ? name : '');
        if (words) localStorage.setItem(KEY, words);
        else localStorage.removeItem(KEY);
      }
    } catch {
      if (on !== undefined) words = words.replace(name, '') + (on ? name : '');
    }
    return words.includes(name);
  };
}
