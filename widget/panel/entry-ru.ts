// The panel in Russian: the build names the language that ./words.ts stands for. One language per chunk: nobody loads the other.
import { createPanel } from './panel.ts';

export const { open, close } = createPanel();
