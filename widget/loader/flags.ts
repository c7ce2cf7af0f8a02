// The one key on the page's origin that the loader may touch: words of what the person chose or sent. Absent before they act.
import type { PanelHost } from '../panel-host.ts';
import { quietly } from './guard.ts';

export function createFlags(): PanelHost['flag'] {
  // Where storage is denied, what the person chose holds for this page.
  let words = '';
  return (name, on) => {
    quietly(() => (words = localStorage['otklik'] ?? words));
    if (on !== undefined) {
      words = words.replace(name, '') + (on ? name : '');
      // Nothing chosen and nothing sent leaves nothing behind.
      quietly(() => (words ? (localStorage['otklik'] = words) : delete localStorage['otklik']));
    }
    return words.includes(name);
  };
}
