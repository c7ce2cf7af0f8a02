// The panel's words. The build puts the chunk's language in this file's place, so that a word is a constant and not a look-up.
export * from './strings/ru.ts';
