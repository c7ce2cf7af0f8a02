// A draft in view: whoever writes it, the box and the buttons beside it, every view of it is repainted.
import { useEffect, useState } from 'preact/hooks';
import { draftOf, saveDraft } from './drafts.ts';

const views = new Set<() => void>();

export const writeDraft = (place: string, text: string): void => {
  saveDraft(place, text);
  for (const repaint of views) repaint();
};

/** The unsent text of a place, and how to change it. */
export function useDraft(place: string): [string, (text: string) => void] {
  const [, repaint] = useState(0);
  useEffect(() => {
    const view = () => repaint((n) => n + 1);
    views.add(view);
    return () => void views.delete(view);
  }, []);
  return [draftOf(place).text, (text) => writeDraft(place, text)];
}
