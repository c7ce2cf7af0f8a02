// Tables as CSV files that open in a spreadsheet as they are: loaded only when somebody asks for one.
import Papa from 'papaparse';
import type { Language } from '../worker/contract/vocabulary.ts';

export type CsvCell = string | number | null;

/** What a spreadsheet would run; a plain number is none, though it may begin with a minus. */
const FORMULA = /^(?!-\d+(,\d+)?$)[=+\-@\t\r].*$/s;

/**
 * The text of a table. A Russian spreadsheet wants semicolons and decimal commas; every one needs the mark in front to take
 * the file for UTF-8. A text that a spreadsheet would run as a formula is made harmless.
 */
export function toCsv(rows: readonly (readonly CsvCell[])[], language: Language): string {
  const isRussian = language === 'ru';
  const written = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' && isRussian ? String(cell).replace('.', ',') : cell)),
  );
  const options = { delimiter: isRussian ? ';' : ',', newline: '\r\n', escapeFormulae: FORMULA };
  return `\uFEFF${Papa.unparse(written, options)}\r\n`;
}

/** Hands a text to the person as a file. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the bytes once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
