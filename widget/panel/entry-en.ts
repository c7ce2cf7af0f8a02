// The panel in English: one language per chunk, so nobody loads the other.
import { createPanel } from './panel.ts';
import { en } from './strings/en.ts';

export const { open, close } = createPanel(en);
