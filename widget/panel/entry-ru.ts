// The panel in Russian: one language per chunk, so nobody loads the other.
import { createPanel } from './panel.ts';
import { ru } from './strings/ru.ts';

export const { open, close } = createPanel(ru);
